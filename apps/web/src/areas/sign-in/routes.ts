import { createRoute } from '@tanstack/react-router';

import { pageOf } from '../../app/area';
import { rootRoute } from '../../app/shells';

const page = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ back, sso }: Record<string, unknown>): SignInSearch => ({
    ...(isOurs(back) && { back }),
    ...(isFailure(sso) && { sso }),
  }),
  component: pageOf('sign-in', () => import('./SignInPage'), 'SignInPage'),
});

const ownPassword = createRoute({
  getParentRoute: () => rootRoute,
  path: '/own-password',
  component: pageOf('sign-in', () => import('./OwnPasswordPage'), 'OwnPasswordPage'),
});

const FAILURES = ['unavailable', 'expired', 'refused', 'no_account'] as const;
type Failure = (typeof FAILURES)[number];

interface SignInSearch {
  back?: string;
  /** Why single sign-on did not let somebody in. */
  sso?: Failure;
}

const isFailure = (sso: unknown): sso is Failure => FAILURES.some((failure) => failure === sso);

/** An address of ours and no other's: `//elsewhere` would lead away. */
const isOurs = (back: unknown): back is string => typeof back === 'string' && /^\/(?![/\\])/.test(back);

export const signIn = { name: 'sign-in', bare: [page, ownPassword] } as const;
