import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { dispatchSearch, findingSearch } from './findings/search';

const today = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  component: pageOf('desk', () => import('./today/TodayPage'), 'TodayPage'),
});

const findings = createRoute({
  getParentRoute: () => deskRoute,
  path: '/findings',
  validateSearch: findingSearch,
  component: pageOf('desk', () => import('./findings/FindingsPage'), 'FindingsPage'),
});

const dispatch = createRoute({
  getParentRoute: () => deskRoute,
  path: '/dispatch',
  validateSearch: dispatchSearch,
  component: pageOf('desk', () => import('./dispatch/DispatchPage'), 'DispatchPage'),
});

const verify = createRoute({
  getParentRoute: () => deskRoute,
  path: '/verify',
  component: pageOf('desk', () => import('./verify/VerifyPage'), 'VerifyPage'),
});

const writeOff = createRoute({
  getParentRoute: () => deskRoute,
  path: '/write-off',
  component: pageOf('desk', () => import('./write-off/WriteOffPage'), 'WriteOffPage'),
});

const rulings = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rulings',
  component: pageOf('desk', () => import('./rulings/RulingsPage'), 'RulingsPage'),
});

const suspended = createRoute({
  getParentRoute: () => deskRoute,
  path: '/suspended',
  component: pageOf('desk', () => import('./rulings/SuspendedPage'), 'SuspendedPage'),
});

const ownUnit = createRoute({
  getParentRoute: () => deskRoute,
  path: '/unit',
  component: pageOf('desk', () => import('./unit/OwnUnitPage'), 'OwnUnitPage'),
});

const unit = createRoute({
  getParentRoute: () => deskRoute,
  path: '/units/$id',
  component: pageOf('desk', () => import('./unit/UnitPage'), 'UnitPage'),
});

const imports = createRoute({
  getParentRoute: () => deskRoute,
  path: '/import',
  component: pageOf('desk', () => import('./import/ImportPage'), 'ImportPage'),
});

export const desk = {
  name: 'desk',
  group: 'handling',
  nav: [
    { to: '/', key: 'today', sign: 'M4 5h16v15H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4' },
    { to: '/findings', key: 'findings', sign: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01' },
    { to: '/dispatch', key: 'dispatch', roles: ['dispatcher'], sign: 'M4 12l16-8-5 16-3-7zM12 13l8-9' },
    {
      to: '/verify',
      key: 'verify',
      roles: ['verifier', 'inspector'],
      sign: 'M3 5h8v14H3zM13 5h8v14h-8zM15.5 12l1.5 1.5 2.5-3',
    },
    {
      to: '/write-off',
      key: 'writeOff',
      roles: ['approver', 'leader'],
      sign: 'M5 4h14v16H5zM8 9h8M8 13h4M13 17l2 2 4-4',
    },
    {
      to: '/rulings',
      key: 'rulings',
      roles: ['dispatcher', 'inspector', 'approver', 'leader'],
      sign: 'M12 4v16M6 20h12M5 8h14M5 8l-2 6h4zM19 8l-2 6h4z',
    },
    {
      to: '/suspended',
      key: 'suspended',
      roles: ['dispatcher', 'approver', 'leader'],
      sign: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M10 9v6M14 9v6',
    },
    {
      to: '/unit',
      key: 'unit',
      roles: ['handler', 'unit_leader'],
      sign: 'M4 21V8l8-5 8 5v13M9 21v-6h6v6M9 11h.01M15 11h.01',
    },
    { to: '/import', key: 'import', roles: ['dispatcher', 'inspector'], sign: 'M12 3v12M8 11l4 4 4-4M4 17v4h16v-4' },
  ],
  desk: [today, findings, dispatch, verify, writeOff, rulings, suspended, ownUnit, unit, imports],
} as const satisfies Area;
