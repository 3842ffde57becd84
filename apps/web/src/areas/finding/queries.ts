import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, type Schemas } from '../../api/queries';

const RARELY_CHANGES_MS = 10 * 60_000;

export type Finding = Schemas['Finding'];
export type Clock = Finding['clocks'][number];
export type Explained = Schemas['Deadline']['clocks'][number];
export type Policy = Schemas['Policy'];

const ofOne = (id: string, what: string) => [...FINDINGS, 'one', id, what] as const;

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'events'),
    queryFn: ({ signal }) => answered(api.GET('/api/v1/findings/{id}/events', { signal, params: { path: { id } } })),
  });

export const deadlineQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'deadline'),
    queryFn: ({ signal }) => answered(api.GET('/api/v1/findings/{id}/deadline', { signal, params: { path: { id } } })),
  });

export const duplicatesQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'duplicates'),
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/{id}/duplicates', { signal, params: { path: { id } } })),
  });

export const executorLinksQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'executor-links'),
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/{id}/executor-links', { signal, params: { path: { id } } })),
  });

export const selfChecksQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'self-checks'),
    queryFn: ({ signal }) => answered(api.GET('/api/v1/self-checks', { signal, params: { query: { finding: id } } })),
  });

/** Nobody of the side that mends is answered. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'deliveries'),
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings/{id}/deliveries', { signal, params: { path: { id } } })),
    retry: false,
  });

/** Below the case itself: papers move by commands of their own as well. */
export const papersQuery = (id: string) =>
  queryOptions({
    queryKey: ofOne(id, 'papers'),
    queryFn: ({ signal }) => answered(api.GET('/api/v1/findings/{id}/papers', { signal, params: { path: { id } } })),
  });

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/policies/current', { signal })),
  staleTime: RARELY_CHANGES_MS,
});

/** When a clock would be due if it were given more: its due, with the rest counted from there. */
export const longerQuery = (clock: Pick<Clock, 'dueAt' | 'unit' | 'service'>, amount: number) =>
  queryOptions({
    queryKey: ['longer', clock.dueAt, clock.unit, clock.service, amount],
    queryFn: ({ signal }) =>
      answered(
        api.POST('/api/v1/simulations/deadline', {
          signal,
          body: {
            startAt: clock.dueAt ?? '',
            limit: { amount, unit: clock.unit, service: clock.service },
          },
        }),
      ),
    staleTime: RARELY_CHANGES_MS,
  });
