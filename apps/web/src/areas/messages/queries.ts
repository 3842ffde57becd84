import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { inboxQuery, type Schemas } from '../../api/queries';

export type Message = Schemas['Inbox']['items'][number];
export type Outlet = Schemas['MessageOutlet'];
export type Channel = Schemas['MessageChannel'];
export type Sending = Schemas['Sendings']['items'][number];
export type Shift = Schemas['DutyRoster']['items'][number];
export type Preference = Schemas['MessagePreference'];

/** Below the bell's own key: what it hears of is read again here too. */
export const messagesQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...inboxQuery.queryKey, 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/inbox', {
          signal,
          params: { query: { limit: 50, ...(unread && { unread: 'true' }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/people/me/preferences', { signal })),
});

export const feedQuery = queryOptions({
  queryKey: ['deadline-feed'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/people/me/deadline-feed', { signal })),
});

export const UNDELIVERED = ['undelivered'] as const;

export const undeliveredQuery = (served: boolean) =>
  infiniteQueryOptions({
    queryKey: [...UNDELIVERED, served],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/messages/undelivered', {
          signal,
          params: { query: { ...(served && { served: 'true' }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const OUTLETS = ['outlets'] as const;

export const outletsQuery = queryOptions({
  queryKey: [...OUTLETS, 'all'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/message-outlets', { signal })),
});

const LOOK_AGAIN_MS = 1_000;
const OPEN_STATES: readonly Sending['state'][] = ['queued', 'waiting', 'sending'];

/** Looks again for as long as something is on its way. */
export const sendingsQuery = (id: string) =>
  queryOptions({
    queryKey: [...OUTLETS, 'sendings', id],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/message-outlets/{id}/messages', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data?.items.some((sending) => OPEN_STATES.includes(sending.state)) ? LOOK_AGAIN_MS : false,
  });

export const DUTY = ['duty'] as const;

export const rosterQuery = (unit: string, from: string, to: string) =>
  queryOptions({
    queryKey: [...DUTY, 'roster', unit, from, to],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/duty-roster', { signal, params: { query: { unit, from, to } } })),
  });

export const dutyNowQuery = (unit: string) =>
  queryOptions({
    queryKey: [...DUTY, 'now', unit],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/duty-roster/{unit}/now', { signal, params: { path: { unit } } })),
  });

/** Only whoever keeps the unit's roster is answered. */
export const dutyPeopleQuery = (unit: string) =>
  queryOptions({
    queryKey: [...DUTY, 'people', unit],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/duty-roster/{unit}/people', { signal, params: { path: { unit } } })),
    retry: false,
  });
