import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { Problem } from '../api/problem';
import { meQuery } from '../api/queries';
import { drop, keep, keptNames, recalled } from '../memory';
import { sessionEnded } from './queries';

const KEPT = 'duban.known.';
const OF_OLD = 1;

/** Queries that say `meta: { remembered: true }` are kept on this machine, for when there is no network. */
export function rememberAlong(queries: QueryClient): void {
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success' || !query.meta?.remembered) return;
    keep(KEPT + JSON.stringify(query.queryKey), JSON.stringify(query.state.data));
  });
}

const known = (): string[] => keptNames().filter((one) => one.startsWith(KEPT));

function recall(queries: QueryClient): void {
  for (const name of known()) {
    const key = JSON.parse(name.slice(KEPT.length)) as QueryKey;
    if (queries.getQueryData(key) !== undefined) continue;
    queries.setQueryData(key, JSON.parse(recalled(name) ?? 'null') as unknown, { updatedAt: OF_OLD });
    // Even what is never stale is asked for again.
    void queries.invalidateQueries({ queryKey: key, exact: true, refetchType: 'none' });
  }
}

/** Nothing of it stays with whoever takes the machine next. */
export function forget(): void {
  for (const name of known()) drop(name);
}

/** Whoever was signed in when the network was last there may go on; the server is asked meanwhile, and its word counts. */
export function knownBefore(queries: QueryClient): boolean {
  recall(queries);
  const state = queries.getQueryState(meQuery.queryKey);
  if (state?.data === undefined) return false;
  if (state.dataUpdatedAt === OF_OLD) void askAgain(queries);
  return true;
}

async function askAgain(queries: QueryClient): Promise<void> {
  try {
    await queries.fetchQuery({ ...meQuery, networkMode: 'always', retry: false });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) return;
    forget();
    sessionEnded();
  }
}
