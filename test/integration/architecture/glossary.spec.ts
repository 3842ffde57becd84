import { COMMAND_NAMES } from '#contract';
import { ROLES, STAGES, STATUSES } from '#domain';
import { loadDefaults } from '#policy';
import { textOf } from './sources';

const named = new Set([...textOf('docs/glossary.md').matchAll(/`([^`]+)`/g)].map(([, word]) => word));

it.each([
  ['stage', STAGES],
  ['status', STATUSES],
  ['role', ROLES],
  ['command', COMMAND_NAMES.filter((name) => name !== ('file' as string))],
  ['ladder', Object.keys(loadDefaults().policy.ladders)],
  ['service', Object.keys(loadDefaults().calendar.services)],
])('explains every %s', (_what, words) => expect(words.filter((word) => !named.has(word))).toEqual([]));
