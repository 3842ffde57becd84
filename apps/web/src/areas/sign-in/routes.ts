import { createRoute } from '@tanstack/react-router';

import { pageOf } from '../../app/area';
import { rootRoute } from '../../app/shells';

const page = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } => (isOurs(back) ? { back } : {}),
  component: pageOf('sign-in', () => import('./SignInPage'), 'SignInPage'),
});

/** An address of ours and no other's: `//elsewhere` would lead away. */
const isOurs = (back: unknown): back is string => typeof back === 'string' && /^\/(?![/\\])/.test(back);

export const signIn = { name: 'sign-in', bare: [page] } as const;
