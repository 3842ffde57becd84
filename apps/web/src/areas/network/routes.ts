import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';

const network = createRoute({
  getParentRoute: () => deskRoute,
  path: '/network',
  component: pageOf('network', () => import('./NetworkPage'), 'NetworkPage'),
});
const units = createRoute({
  getParentRoute: () => deskRoute,
  path: '/network/units',
  component: pageOf('network', () => import('./UnitsPage'), 'UnitsPage'),
});
const people = createRoute({
  getParentRoute: () => deskRoute,
  path: '/network/people',
  component: pageOf('network', () => import('./PeoplePage'), 'PeoplePage'),
});
const duties = createRoute({
  getParentRoute: () => deskRoute,
  path: '/network/duties',
  component: pageOf('network', () => import('./DutiesPage'), 'DutiesPage'),
});
const account = createRoute({
  getParentRoute: () => deskRoute,
  path: '/network/account',
  component: pageOf('network', () => import('./AccountPage'), 'AccountPage'),
});

export const responsibility = {
  name: 'network',
  group: 'ruling',
  nav: [
    { to: '/network', key: 'network', sign: 'M12 4v5M5 15v-3h14v3M12 9v6M3 15h4v4H3zM10 15h4v4h-4zM17 15h4v4h-4z' },
    { to: '/network/units', key: 'units', roles: ['admin'], sign: 'M4 21V8l8-4 8 4v13zM9 12h2M13 12h2M9 16h2M13 16h2' },
    {
      to: '/network/people',
      key: 'people',
      roles: ['admin'],
      sign: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 20a6 6 0 0 1 12 0M16 5a3 3 0 0 1 0 6M21 20a6 6 0 0 0-4-5',
    },
    {
      to: '/network/duties',
      key: 'duties',
      roles: ['admin', 'dispatcher'],
      sign: 'M4 6h10M4 12h10M4 18h10M18 5l3 3-3 3M21 8h-5',
    },
    { to: '/network/account', key: 'account', sign: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21a8 8 0 0 1 16 0' },
  ],
  desk: [network, units, people, duties, account],
} as const satisfies Area;
