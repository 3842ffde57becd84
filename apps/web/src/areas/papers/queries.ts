import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, type Schemas } from '../../api/queries';
import type { RegisterSearch } from './search';

export type Paper = Schemas['Paper'];
export type Act = Schemas['PaperAct'];
export type Entry = Schemas['PaperRegister']['items'][number];

/** Commands of findings move papers too: below their key everything is read again. */
export const PAPERS = [...FINDINGS, 'papers'] as const;

export const registerQuery = (search: RegisterSearch) =>
  infiniteQueryOptions({
    queryKey: [...PAPERS, 'register', search],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/papers/register', {
          signal,
          params: { query: { ...search, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const officePaperQuery = (id: string) =>
  queryOptions({
    queryKey: [...PAPERS, 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/papers/{id}', { signal, params: { path: { id } } })),
  });

export const papersOfQuery = (findingId: string) =>
  queryOptions({
    queryKey: [...PAPERS, 'of', findingId],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/{id}/papers', { signal, params: { path: { id: findingId } } })),
  });

export const verificationQuery = (token: string) =>
  queryOptions({
    queryKey: ['verification', token],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/verify/{token}', { signal, params: { path: { token } } })),
  });
