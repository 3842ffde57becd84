import { createRoute, redirect } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { findingSearch } from './search';

const list = createRoute({
  getParentRoute: () => deskRoute,
  path: '/findings',
  validateSearch: findingSearch,
  component: pageOf('findings', () => import('./FindingsPage'), 'FindingsPage'),
});

const home = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  beforeLoad: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- so the router asks for it
    throw redirect({ to: '/findings' });
  },
});

export const findings = {
  name: 'findings',
  nav: [{ to: '/findings', key: 'list', sign: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01' }],
  desk: [list, home],
} as const satisfies Area;
