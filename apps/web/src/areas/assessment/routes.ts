import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf, type Role } from '../../app/area';
import { deskRoute, phoneRoute } from '../../app/shells';
import { assessmentSearch, creditSearch, redBlackSearch, rulebookSearch } from './search';

const VISITORS: readonly Role[] = ['inspector', 'verifier', 'dispatcher'];

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

const redBlack = createRoute({
  getParentRoute: () => deskRoute,
  path: '/red-black',
  validateSearch: redBlackSearch,
  component: pageOf('assessment', () => import('./RedBlackPage'), 'RedBlackPage'),
});

const rulebook = createRoute({
  getParentRoute: () => deskRoute,
  path: '/rulebook',
  validateSearch: rulebookSearch,
  component: pageOf('assessment', () => import('./RulebookPage'), 'RulebookPage'),
});

const property = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property',
  validateSearch: assessmentSearch,
  component: pageOf('assessment', () => import('./PropertyPage'), 'PropertyPage'),
});

const projects = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property/projects',
  component: pageOf('assessment', () => import('./ProjectsPage'), 'ProjectsPage'),
});

const credit = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property/credit',
  validateSearch: creditSearch,
  component: pageOf('assessment', () => import('./CreditPage'), 'CreditPage'),
});

const project = createRoute({
  getParentRoute: () => deskRoute,
  path: '/property/projects/$id',
  component: pageOf('assessment', () => import('./ProjectPage'), 'ProjectPage'),
});

const phoneProjects = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/property',
  component: pageOf('assessment', () => import('./PhonePropertyPage'), 'PhonePropertyPage'),
});

const phoneVisit = createRoute({
  getParentRoute: () => phoneRoute,
  path: '/property/$id',
  component: pageOf('assessment', () => import('./PhoneVisitPage'), 'PhoneVisitPage'),
});

const HOUSES = 'M4 20V9l6-4 6 4v11M16 20v-8h4v8M8 12h4M8 16h4';

export const assessment = {
  name: 'assessment',
  group: 'watching',
  nav: [
    { to: '/assessment', key: 'assessment', sign: 'M4 20h16M7 20v-6M12 20V8M17 20v-9' },
    { to: '/red-black', key: 'redBlack', sign: 'M5 4h14v9l-7 7l-7-7zM9 9h6' },
    { to: '/property', key: 'property', sign: HOUSES },
    { to: '/rulebook', key: 'rulebook', sign: 'M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM9 8h6M9 12h6M9 16h3' },
  ],
  phoneNav: [{ to: '/m/property', key: 'visit', roles: VISITORS, sign: HOUSES }],
  desk: [board, sheet, redBlack, rulebook, property, projects, credit, project],
  phone: [phoneProjects, phoneVisit],
} as const satisfies Area;
