import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { rootRoute } from '../../app/shells';

const page = createRoute({
  getParentRoute: () => rootRoute,
  path: '/executor',
  component: pageOf('executor', () => import('./ExecutorPage'), 'ExecutorPage'),
});

export const executor = { name: 'executor', bare: [page] } as const satisfies Area;
