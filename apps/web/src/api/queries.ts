import { keepPreviousData, queryOptions, infiniteQueryOptions } from '@tanstack/react-query';

import { answered, api } from './client';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type FindingFilter = NonNullable<paths['/api/v1/findings']['get']['parameters']['query']>;

const RARELY_CHANGES_MS = 10 * 60_000;
const LIVE_MS = 30_000;
/** A phone without a network goes on with what it last heard (app/remembered.ts). */
export const REMEMBERED = { remembered: true } as const;

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/settings/public', { signal })),
  staleTime: Infinity,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/people/me', { signal })),
  staleTime: RARELY_CHANGES_MS,
});

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/units', { signal })),
  staleTime: RARELY_CHANGES_MS,
});

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/categories', { signal })),
  staleTime: RARELY_CHANGES_MS,
});

export const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  meta: REMEMBERED,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/calendars/current', { signal })),
  staleTime: RARELY_CHANGES_MS,
});

/** Everything below this key is read again after a command. */
export const FINDINGS = ['findings'] as const;

export const findingsQuery = (filter: FindingFilter) =>
  infiniteQueryOptions({
    queryKey: [...FINDINGS, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/findings', {
          signal,
          params: { query: { ...filter, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });

export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/findings/{id}', { signal, params: { path: { id } } })),
    refetchInterval: LIVE_MS,
  });

export const countsQuery = (filter: FindingFilter) =>
  queryOptions({
    queryKey: [...FINDINGS, 'counts', filter],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/findings/counts', { signal, params: { query: filter } })),
    refetchInterval: LIVE_MS,
  });

export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/inbox', { signal, params: { query: { limit: 50 } } })),
  refetchInterval: LIVE_MS,
});
