import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, type FindingFilter, type Schemas } from '../../api/queries';
import { countedOf, filterOf, type FindingSearch } from './findings/search';

type Counted = Omit<FindingFilter, 'sort' | 'cursor' | 'limit'>;
const PAGE = 100;

export const todayQuery = queryOptions({
  queryKey: [...FINDINGS, 'today'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/today', { signal })),
});

export const listQuery = (search: FindingSearch) =>
  infiniteQueryOptions({
    queryKey: [...FINDINGS, 'rows', filterOf(search)],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/findings', {
          signal,
          params: { query: { ...filterOf(search), limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

export const stageQuery = (search: FindingSearch, stage: Schemas['Stage']) =>
  queryOptions({
    queryKey: [...FINDINGS, 'stage', stage, filterOf(search)],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings', { signal, params: { query: { ...filterOf(search), stage, limit: 30 } } })),
    placeholderData: keepPreviousData,
  });

export const mapQuery = (search: FindingSearch) =>
  queryOptions({
    queryKey: [...FINDINGS, 'geo', countedOf(search)],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/geo', { signal, params: { query: countedOf(search) } })),
    placeholderData: keepPreviousData,
  });

export const dueQuery = (search: FindingSearch, from: string, to: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'due', countedOf(search), from, to],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/calendar', { signal, params: { query: { ...countedOf(search), from, to } } })),
    placeholderData: keepPreviousData,
  });

export const talliesQuery = (filters: readonly string[]) =>
  queryOptions({
    queryKey: [...FINDINGS, 'tallies', filters],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/tallies', { signal, params: { query: { filter: [...filters] } } })),
    placeholderData: keepPreviousData,
    enabled: filters.length > 0,
  });

export const proposalQuery = (filter: Counted) =>
  queryOptions({
    queryKey: [...FINDINGS, 'proposal', filter],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/dispatches/proposal', { signal, params: { query: filter } })),
    staleTime: Infinity,
  });

export const waitingQuery = (bucket: Schemas['Bucket'], limit = PAGE) =>
  queryOptions({
    queryKey: [...FINDINGS, 'waiting', bucket, limit],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings', { signal, params: { query: { waitingFor: bucket, sort: 'due', limit } } })),
  });

export const unitDeskQuery = (id: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'unit', id],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/units/{id}/desk', { signal, params: { path: { id } } })),
  });

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/views', { signal })),
});

export type BulkCommand =
  | 'register'
  | 'assign'
  | 'sign'
  | 'verify'
  | 'approve'
  | 'urge'
  | 'suspend'
  | 'resume'
  | 'take-back';

export interface BulkOrder {
  command: BulkCommand;
  items: Schemas['BulkCommand']['items'];
  payload?: Record<string, unknown>;
  sampleId?: string;
}

/** One command for many; each answers for itself. */
export function useBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ command, items, payload = {}, sampleId }: BulkOrder) =>
      answered(
        api.POST('/api/v1/bulk/{command}', {
          params: { path: { command } },
          body: { items, payload, ...(sampleId && { sampleId }) },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
  });
}
