import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, unitsQuery } from '../../api/queries';

const NETWORK = ['network'] as const;

export const networkQuery = queryOptions({
  queryKey: [...NETWORK, 'drawn'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/directory/network', { signal })),
});

export const peopleQuery = (words: string) =>
  queryOptions({
    queryKey: [...NETWORK, 'people', words],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/directory/people', { signal, params: { query: { ...(words && { q: words }) } } })),
  });

export const changesQuery = queryOptions({
  queryKey: [...NETWORK, 'changes'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/directory/changes', { signal, params: { query: {} } })),
});

export const leadRulesQuery = queryOptions({
  queryKey: [...NETWORK, 'lead-rules'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/directory/lead-rules', { signal })),
});

export const suretiesQuery = queryOptions({
  queryKey: [...NETWORK, 'sureties'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/directory/sureties', { signal })),
});

export const aliasesQuery = queryOptions({
  queryKey: [...NETWORK, 'aliases'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/directory/aliases', { signal })),
});

export const delegationsQuery = queryOptions({
  queryKey: [...NETWORK, 'delegations'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/delegations', { signal })),
});

export const colleaguesQuery = queryOptions({
  queryKey: [...NETWORK, 'colleagues'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/delegations/colleagues', { signal })),
});

export const apiKeysQuery = queryOptions({
  queryKey: [...NETWORK, 'api-keys'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/api-keys', { signal })),
});

/** What changes a unit changes names and lines everywhere. */
export function useReadAgain() {
  const queries = useQueryClient();
  return () =>
    Promise.all([NETWORK, unitsQuery.queryKey, FINDINGS].map((queryKey) => queries.invalidateQueries({ queryKey })));
}
