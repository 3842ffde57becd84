import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS } from '../../api/queries';

const LIVE_MS = 30_000;
const ROUNDS = ['rounds'] as const;

export const roundsQuery = queryOptions({
  queryKey: [...ROUNDS, 'all'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/rounds', { signal })),
  refetchInterval: LIVE_MS,
});

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...ROUNDS, id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/rounds/{id}', { signal, params: { path: { id } } })),
    refetchInterval: LIVE_MS,
  });

export const roundDrawQuery = (id: string) =>
  queryOptions({
    queryKey: [...ROUNDS, id, 'draw'],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/rounds/{id}/draw', { signal, params: { path: { id } } })),
  });

export const followUpQuery = (id: string) =>
  queryOptions({
    queryKey: [...ROUNDS, id, 'follow-up'],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/rounds/{id}/follow-up', { signal, params: { path: { id } } })),
  });

export const listsQuery = queryOptions({
  queryKey: [...FINDINGS, 'lists'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/lists', { signal })),
});

export const listQuery = (id: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'lists', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/lists/{id}', { signal, params: { path: { id } } })),
  });

export const selfChecksQuery = queryOptions({
  queryKey: [...FINDINGS, 'self-checks'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/self-checks', { signal })),
});

export const overlaysQuery = queryOptions({
  queryKey: ['overlays'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/overlays', { signal })),
});
