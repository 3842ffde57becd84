import { queryOptions, useQueryClient } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { calendarQuery, categoriesQuery, FINDINGS, type Schemas } from '../../api/queries';

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/policies/current', { signal })),
});

export const sourcesQuery = queryOptions({
  queryKey: ['policy', 'sources'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/policies/sources', { signal })),
  staleTime: Infinity,
});

export const outagesQuery = queryOptions({
  queryKey: ['outages'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/outages', { signal })),
});

export interface Asked extends Pick<
  Schemas['SimulateEscalation'],
  'categoryCode' | 'assignedAt' | 'urgency' | 'severity' | 'relation' | 'fixedDate'
> {
  source: Schemas['SimulateEscalation']['source'];
  policy: Schemas['Policy'] | null;
}

export const escalationQuery = ({ policy, ...asked }: Asked) =>
  queryOptions({
    queryKey: ['simulation', 'escalation', asked, policy],
    queryFn: ({ signal }) =>
      answered(
        api.POST('/api/v1/simulations/escalation', {
          signal,
          body: { ...asked, ...(policy && { policy: policy as never }) },
        }),
      ),
    retry: false,
  });

export const deadlineQuery = (limit: Schemas['SimulateDeadline']['limit'], startAt: string) =>
  queryOptions({
    queryKey: ['simulation', 'deadline', limit, startAt],
    queryFn: ({ signal }) => answered(api.POST('/api/v1/simulations/deadline', { signal, body: { limit, startAt } })),
    retry: false,
  });

/** After a reform every page that shows a deadline or a limit reads again. */
export function useReadAgain() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [policyQuery.queryKey, calendarQuery.queryKey, categoriesQuery.queryKey, outagesQuery.queryKey, FINDINGS].map(
        (queryKey) => queries.invalidateQueries({ queryKey }),
      ),
    );
}
