import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { Problem } from '../api/problem';
import { meQuery, type Schemas } from '../api/queries';
import type { Area } from './area';
import { ErrorPage } from './ErrorPage';
import { knownOnly } from './known-search';
import { NotFound } from './NotFound';
import { knownBefore } from './remembered';

/** What every page stands in. */
interface Around {
  queries: QueryClient;
  areas: readonly Area[];
}

export const rootRoute = createRootRouteWithContext<Around>()({
  beforeLoad: knownOnly,
  errorComponent: ErrorPage,
  notFoundComponent: NotFound,
});

interface Entering {
  context: { queries: QueryClient };
  location: { href: string };
}

/** Only for who has signed in; the others come back to where they wanted to go. */
export async function signedIn({ context, location }: Entering): Promise<void> {
  try {
    requireOwnPassword(await context.queries.ensureQueryData(meQuery));
  } catch (error) {
    if (error instanceof Problem && error.status === 401)
      // oxlint-disable-next-line typescript/only-throw-error -- so the router asks for it
      throw redirect({ to: '/sign-in', search: { back: location.href } });
    throw error;
  }
}

/** Who signed in by a one-time password chooses an own one before anything else. */
function requireOwnPassword({ mustChoosePassword }: Schemas['Me']): void {
  // oxlint-disable-next-line typescript/only-throw-error -- so the router asks for it
  if (mustChoosePassword) throw redirect({ to: '/own-password' });
}

/** The office's frame: menu, bar, foot. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./DeskShell'), 'DeskShell'),
});

/** In the street there may be no network to ask. */
async function knownHere(entering: Entering): Promise<void> {
  const { queries } = entering.context;
  const me = queries.getQueryData(meQuery.queryKey);
  if (me) requireOwnPassword(me);
  else if (!knownBefore(queries)) await signedIn(entering);
}

/** The street's frame: nothing that a slow network would have to wait for. */
export const phoneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/m',
  beforeLoad: knownHere,
  component: lazyRouteComponent(() => import('./PhoneShell'), 'PhoneShell'),
});
