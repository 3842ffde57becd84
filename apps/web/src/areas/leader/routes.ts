import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf, type Role } from '../../app/area';
import { deskRoute, rootRoute, signedIn } from '../../app/shells';
import { boardSearch } from './search';

const WATCHERS: readonly Role[] = ['leader', 'approver', 'dispatcher', 'verifier', 'auditor'];

const board = createRoute({
  getParentRoute: () => deskRoute,
  path: '/leader/board',
  validateSearch: boardSearch,
  component: pageOf('leader', () => import('./BoardPage'), 'BoardPage'),
});

/** 大屏: no frame, so that the projector shows the district and nothing else. */
const wall = createRoute({
  getParentRoute: () => rootRoute,
  path: '/leader/wall',
  beforeLoad: signedIn,
  component: pageOf('leader', () => import('./WallPage'), 'WallPage'),
});

/** One page on the phone, no menu. */
const page = createRoute({
  getParentRoute: () => rootRoute,
  path: '/leader/page',
  beforeLoad: signedIn,
  component: pageOf('leader', () => import('./LeaderPage'), 'LeaderPage'),
});

export const leader = {
  name: 'leader',
  group: 'watching',
  nav: [
    { to: '/leader/board', key: 'board', roles: WATCHERS, sign: 'M4 20V10M10 20V4M16 20v-7M21 20H3' },
    {
      to: '/leader/page',
      key: 'page',
      roles: ['leader'],
      sign: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M11 18h2',
    },
  ],
  desk: [board],
  bare: [wall, page],
} as const satisfies Area;
