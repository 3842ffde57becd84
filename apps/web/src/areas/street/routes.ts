import { createRoute, redirect } from '@tanstack/react-router';

import { meQuery } from '../../api/queries';
import { type Area, type NavItem, pageOf } from '../../app/area';
import { bears } from '../../app/session';
import { phoneRoute } from '../../app/shells';
import { FILERS } from './filing';

const UNIT = ['handler', 'unit_leader'] as const;

const phoneNav: readonly NavItem[] = [
  {
    to: '/m/file',
    key: 'file',
    roles: FILERS,
    sign: 'M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7',
  },
  { to: '/m/tasks', key: 'tasks', roles: UNIT, sign: 'M5 4h14v16H5zM9 9l1.5 1.5L14 7M9 15h6' },
  {
    to: '/m/outbox',
    key: 'outbox',
    roles: [...FILERS, ...UNIT],
    sign: 'M4 14v5h16v-5M12 15V4M8 8l4-4l4 4',
  },
  { to: '/m/filed', key: 'filed', roles: FILERS, sign: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01' },
];

const home = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const me = context.queries.getQueryData(meQuery.queryKey);
    const bars = context.areas.flatMap((area) => area.phoneNav ?? []);
    const first = bars.find(({ roles }) => me && bears(me, roles))?.to ?? '/';
    // oxlint-disable-next-line typescript/only-throw-error -- so the router asks for it
    throw redirect({ to: first, replace: true });
  },
});

const file = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/file',
  validateSearch: ({
    draft,
    round,
    point,
  }: Record<string, unknown>): { draft?: string; round?: string; point?: string } => ({
    ...(typeof draft === 'string' && { draft }),
    ...(typeof round === 'string' && { round }),
    ...(typeof point === 'string' && { point }),
  }),
  component: pageOf('street', () => import('./FilePage'), 'FilePage'),
});

const outbox = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/outbox',
  component: pageOf('street', () => import('./OutboxPage'), 'OutboxPage'),
});

const tasks = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/tasks',
  component: pageOf('street', () => import('./TasksPage'), 'TasksPage'),
});

const filed = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/filed',
  component: pageOf('street', () => import('./TasksPage'), 'FiledPage'),
});

const oneCase = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/cases/$id',
  component: pageOf('street', () => import('./CasePage'), 'CasePage'),
});

export const street = {
  name: 'street',
  phoneNav,
  phone: [home, file, outbox, tasks, filed, oneCase],
} as const satisfies Area;
