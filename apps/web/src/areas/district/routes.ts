import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf, type Role } from '../../app/area';
import { deskRoute, phoneRoute } from '../../app/shells';
import { matterSearch } from './matter-search';

const SUPERVISING: readonly Role[] = ['inspector', 'dispatcher', 'verifier', 'approver', 'leader', 'auditor'];
const CHAIN: readonly Role[] = ['grid_worker', 'handler', 'unit_leader', 'dispatcher', 'leader'];
const INSPECTING: readonly Role[] = ['inspector'];
const GRID: readonly Role[] = ['grid_worker'];

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
const places = createRoute({
  getParentRoute: () => deskRoute,
  path: '/places',
  component: pageOf('district', () => import('./PlacesPage'), 'PlacesPage'),
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
const suspensions = createRoute({
  getParentRoute: () => deskRoute,
  path: '/suspensions',
  component: pageOf('district', () => import('./SuspensionsPage'), 'SuspensionsPage'),
});
const chain = createRoute({
  getParentRoute: () => deskRoute,
  path: '/grid',
  component: pageOf('district', () => import('./ChainPage'), 'ChainPage'),
});
const sheets = createRoute({
  getParentRoute: () => deskRoute,
  path: '/grid/sheets',
  component: pageOf('district', () => import('./GridSheetsPage'), 'GridSheetsPage'),
});
const matters = createRoute({
  getParentRoute: () => deskRoute,
  path: '/matters',
  validateSearch: matterSearch,
  component: pageOf('district', () => import('./MattersPage'), 'MattersPage'),
});

const myRounds = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/rounds',
  component: pageOf('district', () => import('./MyRoundsPage'), 'MyRoundsPage'),
});
const myRound = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/rounds/$id',
  component: pageOf('district', () => import('./MyRoundPage'), 'MyRoundPage'),
});
const myChain = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/grid',
  component: pageOf('district', () => import('./MyChainPage'), 'MyChainPage'),
});
const mySheets = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/grid/sheets',
  component: pageOf('district', () => import('./GridSheetsPage'), 'GridSheetsPage'),
});

const ROUNDS_SIGN = 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 8v4l3 2';
const GRID_SIGN = 'M12 3v4M12 11v4M12 19v2M8 7h8v4H8zM8 15h8v4H8z';

export const district = {
  name: 'district',
  group: 'driving',
  nav: [
    { to: '/rounds', key: 'rounds', roles: SUPERVISING, sign: ROUNDS_SIGN },
    { to: '/grid', key: 'grid', roles: CHAIN, sign: GRID_SIGN },
    { to: '/lists', key: 'lists', sign: 'M9 6h11M9 12h11M9 18h11M4 6l1 1l2-2M4 12l1 1l2-2M4 18l1 1l2-2' },
    { to: '/matters', key: 'matters', sign: 'M6 3h9l4 4v14H6zM9 12h6M9 16h6' },
    { to: '/overlays', key: 'overlays', roles: SUPERVISING, sign: 'M4 7l8-4l8 4l-8 4zM4 12l8 4l8-4M4 17l8 4l8-4' },
  ],
  desk: [rounds, round, places, lists, list, overlays, suspensions, chain, sheets, matters],
} as const satisfies Area;

/** Below what is done every day: the phone opens on filing. */
export const districtPhone = {
  name: 'district',
  phoneNav: [
    { to: '/m/rounds', key: 'myRounds', roles: INSPECTING, sign: ROUNDS_SIGN },
    { to: '/m/grid', key: 'myChain', roles: GRID, sign: GRID_SIGN },
  ],
  phone: [myRounds, myRound, myChain, mySheets],
} as const satisfies Area;
