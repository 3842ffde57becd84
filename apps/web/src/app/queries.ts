import { QueryCache, QueryClient } from '@tanstack/react-query';

import { Problem } from '../api/problem';
import { meQuery } from '../api/queries';

const TRIES = 2;
const FRESH_MS = 5_000;

/** A session that has ended is seen by whatever is read next; the router then asks to sign in again. */
const onSessionEnded = new Set<() => void>();

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < TRIES && error instanceof Problem && error.unknownOutcome,
    },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!(error instanceof Problem) || error.status !== 401 || query.queryKey[0] === meQuery.queryKey[0]) return;
      sessionEnded();
    },
  }),
});

export function sessionEnded(): void {
  queries.removeQueries({ queryKey: meQuery.queryKey });
  for (const tell of onSessionEnded) tell();
}

export const whenSessionEnds = (tell: () => void): unknown => onSessionEnded.add(tell);
