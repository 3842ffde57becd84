import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { assessmentSearch } from './search';

const board = createRoute({
  getParentRoute: () => deskRoute,
  path: '/assessment',
  validateSearch: assessmentSearch,
  component: pageOf('assessment', () => import('./AssessmentPage'), 'AssessmentPage'),
});

const sheet = createRoute({
  getParentRoute: () => deskRoute,
  path: '/assessment/$editionId/$unitId',
  component: pageOf('assessment', () => import('./UnitSheetPage'), 'UnitSheetPage'),
});

const projects = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property',
  component: pageOf('assessment', () => import('./ProjectsPage'), 'ProjectsPage'),
});

const credit = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property/credit',
  component: pageOf('assessment', () => import('./CreditPage'), 'CreditPage'),
});

const project = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property/projects/$id',
  component: pageOf('assessment', () => import('./ProjectPage'), 'ProjectPage'),
});

export const assessment = {
  name: 'assessment',
  group: 'watching',
  nav: [
    { to: '/assessment', key: 'assessment', sign: 'M4 20h16M7 20v-6M12 20V8M17 20v-9' },
    { to: '/property', key: 'property', sign: 'M4 20V9l6-4 6 4v11M16 20v-8h4v8M8 12h4M8 16h4' },
  ],
  desk: [board, sheet, projects, credit, project],
} as const satisfies Area;
