import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { policySearch, simulatorSearch } from './search';

const simulator = createRoute({
  getParentRoute: () => deskRoute,
  path: '/simulator',
  validateSearch: simulatorSearch,
  component: pageOf('rules', () => import('./SimulatorPage'), 'SimulatorPage'),
});

const policy = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rules/policy',
  validateSearch: policySearch,
  component: pageOf('rules', () => import('./PolicyPage'), 'PolicyPage'),
});

const calendar = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rules/calendar',
  component: pageOf('rules', () => import('./CalendarPage'), 'CalendarPage'),
});

const outages = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rules/outages',
  component: pageOf('rules', () => import('./OutagesPage'), 'OutagesPage'),
});

export const rules = {
  name: 'rules',
  group: 'ruling',
  nav: [
    { to: '/simulator', key: 'simulator', sign: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l4 2' },
    { to: '/rules/policy', key: 'policy', sign: 'M6 3h9l4 4v14H6zM9 11h7M9 15h7' },
    { to: '/rules/calendar', key: 'calendar', sign: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4' },
    { to: '/rules/outages', key: 'outages', roles: ['admin'], sign: 'M12 3l9 17H3zM12 10v4M12 17h.01' },
  ],
  desk: [simulator, policy, calendar, outages],
} as const satisfies Area;
