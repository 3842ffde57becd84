import { createRoute } from '@tanstack/react-router';

import { type Area, pageOf } from '../../app/area';
import { deskRoute } from '../../app/shells';
import { dutySearch, inboxSearch } from './search';

const inbox = createRoute({
  getParentRoute: () => deskRoute,
  path: '/messages',
  validateSearch: inboxSearch,
  component: pageOf('messages', () => import('./InboxPage'), 'InboxPage'),
});

const preferences = createRoute({
  getParentRoute: () => deskRoute,
  path: '/messages/preferences',
  component: pageOf('messages', () => import('./PreferencesPage'), 'PreferencesPage'),
});

const undelivered = createRoute({
  getParentRoute: () => deskRoute,
  path: '/messages/undelivered',
  component: pageOf('messages', () => import('./UndeliveredPage'), 'UndeliveredPage'),
});

const outlets = createRoute({
  getParentRoute: () => deskRoute,
  path: '/messages/outlets',
  component: pageOf('messages', () => import('./OutletsPage'), 'OutletsPage'),
});

const duty = createRoute({
  getParentRoute: () => deskRoute,
  path: '/duty',
  validateSearch: dutySearch,
  component: pageOf('messages', () => import('./DutyPage'), 'DutyPage'),
});

export const messages = {
  name: 'messages',
  group: 'writing',
  nav: [
    { to: '/messages', key: 'inbox', sign: 'M4 5h16v14H4zM4 7l8 6 8-6' },
    { to: '/duty', key: 'duty', sign: 'M4 5h16v15H4zM4 10h16M8 3v4M16 3v4M12 13v3l2 1' },
    {
      to: '/messages/outlets',
      key: 'outlets',
      roles: ['admin'],
      sign: 'M5 12a7 7 0 0 1 14 0M8 12a4 4 0 0 1 8 0M12 12v8',
    },
  ],
  desk: [inbox, preferences, undelivered, outlets, duty],
} as const satisfies Area;
