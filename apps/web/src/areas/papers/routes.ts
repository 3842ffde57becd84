import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf, type Role } from '../../app/area';
import { deskRoute, rootRoute } from '../../app/shells';
import { draftSearch, registerSearch, reportSearch } from './search';

const OFFICE: readonly Role[] = ['dispatcher', 'inspector', 'verifier', 'approver', 'leader', 'auditor', 'admin'];

const register = createRoute({
  getParentRoute: () => deskRoute,
  path: '/papers',
  validateSearch: registerSearch,
  component: pageOf('papers', () => import('./RegisterPage'), 'RegisterPage'),
});

const draft = createRoute({
  getParentRoute: () => deskRoute,
  path: '/papers/new',
  validateSearch: draftSearch,
  component: pageOf('papers', () => import('./DraftPage'), 'DraftPage'),
});

const office = createRoute({
  getParentRoute: () => deskRoute,
  path: '/papers/$id',
  component: pageOf('papers', () => import('./OfficePaperPage'), 'OfficePaperPage'),
});

const slip = createRoute({
  getParentRoute: () => deskRoute,
  path: '/papers/of/$finding/$ref',
  component: pageOf('papers', () => import('./SlipPage'), 'SlipPage'),
});

const reports = createRoute({
  getParentRoute: () => deskRoute,
  path: '/reports',
  validateSearch: reportSearch,
  component: pageOf('papers', () => import('./ReportsPage'), 'ReportsPage'),
});

/** 查验 for anybody: `/s/<token>` on the paper is the api's page without scripts, and links here. */
const check = createRoute({
  getParentRoute: () => rootRoute,
  path: '/check/$token',
  component: pageOf('papers', () => import('./CheckPage'), 'CheckPage'),
});

export const papers = {
  name: 'papers',
  group: 'writing',
  nav: [
    { to: '/papers', key: 'register', sign: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7' },
    { to: '/reports', key: 'reports', roles: OFFICE, sign: 'M5 4h14v16H5zM8 16v-3M12 16V9M16 16v-5' },
  ],
  desk: [register, draft, office, slip, reports],
  bare: [check],
} as const satisfies Area;
