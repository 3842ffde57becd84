import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { findingSearch } from './search';

const one = createRoute({
  getParentRoute: () => deskRoute,
  path: '/findings/$id',
  validateSearch: findingSearch,
  component: pageOf('finding', () => import('./FindingPage'), 'FindingPage'),
});

export const finding = { name: 'finding', desk: [one] } as const satisfies Area;
