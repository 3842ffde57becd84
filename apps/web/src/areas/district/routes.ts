import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf, type Role } from '../../app/area';
import { deskRoute } from '../../app/shells';

const SUPERVISING: readonly Role[] = ['inspector', 'dispatcher', 'verifier', 'approver', 'leader', 'auditor'];
const CHAIN: readonly Role[] = ['grid_worker', 'handler', 'unit_leader', 'dispatcher', 'leader'];

const rounds = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rounds',
  component: pageOf('district', () => import('./RoundsPage'), 'RoundsPage'),
});
const round = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rounds/$id',
  component: pageOf('district', () => import('./RoundPage'), 'RoundPage'),
});
const lists = createRoute({
  getParentRoute: () => deskRoute,
  path: '/lists',
  component: pageOf('district', () => import('./ListsPage'), 'ListsPage'),
});
const list = createRoute({
  getParentRoute: () => deskRoute,
  path: '/lists/$id',
  component: pageOf('district', () => import('./ListPage'), 'ListPage'),
});
const overlays = createRoute({
  getParentRoute: () => deskRoute,
  path: '/overlays',
  component: pageOf('district', () => import('./OverlaysPage'), 'OverlaysPage'),
});
const chain = createRoute({
  getParentRoute: () => deskRoute,
  path: '/grid',
  component: pageOf('district', () => import('./ChainPage'), 'ChainPage'),
});
const matters = createRoute({
  getParentRoute: () => deskRoute,
  path: '/matters',
  component: pageOf('district', () => import('./MattersPage'), 'MattersPage'),
});

export const district = {
  name: 'district',
  nav: [
    { to: '/rounds', key: 'rounds', roles: SUPERVISING, sign: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 8v4l3 2' },
    { to: '/grid', key: 'grid', roles: CHAIN, sign: 'M12 3v4M12 11v4M12 19v2M8 7h8v4H8zM8 15h8v4H8z' },
    { to: '/lists', key: 'lists', sign: 'M9 6h11M9 12h11M9 18h11M4 6l1 1l2-2M4 12l1 1l2-2M4 18l1 1l2-2' },
    { to: '/matters', key: 'matters', roles: SUPERVISING, sign: 'M6 3h9l4 4v14H6zM9 12h6M9 16h6' },
    { to: '/overlays', key: 'overlays', roles: SUPERVISING, sign: 'M4 7l8-4l8 4l-8 4zM4 12l8 4l8-4M4 17l8 4l8-4' },
  ],
  desk: [rounds, round, lists, list, overlays, chain, matters],
} as const satisfies Area;
