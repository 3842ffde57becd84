import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, REMEMBERED } from '../../api/queries';

const LIVE_MS = 30_000;
/** Below FINDINGS: what is handed over or written off changes a round's figures. */
const ROUNDS = [...FINDINGS, 'rounds'] as const;
const SUSPENSIONS = [...FINDINGS, 'suspensions'] as const;

export const roundsQuery = queryOptions({
  queryKey: [...ROUNDS, 'all'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/rounds', { signal })),
  refetchInterval: LIVE_MS,
});

export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: [...ROUNDS, id],
    meta: REMEMBERED,
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

export const placesQuery = queryOptions({
  queryKey: [...ROUNDS, 'places'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/inspection-places', { signal })),
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

export const mattersQuery = queryOptions({
  queryKey: [...FINDINGS, 'matters'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/matters', { signal })),
  refetchInterval: LIVE_MS,
});

export const gridReportsQuery = queryOptions({
  queryKey: [...FINDINGS, 'grid-reports'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/grid/reports', { signal })),
  refetchInterval: LIVE_MS,
});

export const gridSheetsQuery = queryOptions({
  queryKey: ['grid-sheets'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/grid-sheets', { signal })),
});

export const overlaysQuery = queryOptions({
  queryKey: ['overlays'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/overlays', { signal })),
});

export const suspensionsQuery = queryOptions({
  queryKey: SUSPENSIONS,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/suspensions', { signal })),
});

/** Why work may be suspended, for how long and by whom, as the policy says. */
export const suspensionRulesQuery = queryOptions({
  queryKey: ['suspension-rules'],
  queryFn: async ({ signal }) => (await answered(api.GET('/api/v1/policies/current', { signal }))).suspensions,
});
