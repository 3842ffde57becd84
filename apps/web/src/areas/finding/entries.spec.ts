import texts from '../../i18n/zh-CN/finding.json';
import { byDay, entriesOf, type Names, type RecordedEvent } from './entries';
import { FORMS } from './forms';
import { menuOf } from './menu';
import type { Finding } from './queries';

const names: Names = {
  unit: (id) => `unit ${String(id)}`,
  word: (group, code) => `${group} ${String(code)}`,
  amount: (quanta) => `${String(quanta)} days`,
  moment: (instant) => `at ${String(instant)}`,
  rung: ({ slip }) => `slip ${String(slip)}`,
  paper: (title) => title,
  list: (words) => words.join(', '),
};
const finding = {
  lines: [{ id: 'L1', unitId: 'zj' }],
  clocks: [
    { id: 'case', kind: 'case' },
    { id: 'L1.rectify', kind: 'rectify' },
  ],
  notices: [{ id: 'N1', title: 'slip', colour: null }],
  steps: [],
} as unknown as Finding;

let seq = 0;
const event = (type: string, facts: object = {}, at = '2026-11-23T10:00:00.000+08:00'): RecordedEvent => {
  seq += 1;
  return { seq, type, at, recordedAt: at, by: { personId: 'p', unitId: 'zj', onBehalfOf: null, name: 'n' }, ...facts };
};

const commands = Object.keys(FORMS);

it('has a name for every command', () => expect(commands.filter((one) => !(one in texts.command))).toEqual([]));

it('offers every command somewhere: in the menu, or beside the paper that it moves', () => {
  const { primary, groups } = menuOf(commands);
  const offered = new Set([primary, ...groups.flatMap(({ commands: ones }) => ones)]);
  expect(commands.filter((one) => !offered.has(one as never) && !one.endsWith('-notice'))).toEqual(['take-back']);
});

it('tells an assignment to whom it went', () => {
  const [entry] = entriesOf(
    [event('assigned', { mode: 'reassign', fixings: { unitId: 'cg', task: 'mend it' } })],
    finding,
    names,
  );
  expect(entry).toMatchObject({
    key: 'assigned-reassign',
    params: { unit: 'unit cg' },
    quote: 'mend it',
    kind: 'people',
  });
});

it('says clocks that stop together in one line', () => {
  const entries = entriesOf(
    [event('clock_stopped', { clockId: 'case' }), event('clock_stopped', { clockId: 'L1.rectify' })],
    finding,
    names,
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ kind: 'clock', clocks: ['clock case', 'clock rectify'] });
});

it('counts the cycles and groups the days, the newest first', () => {
  const entries = entriesOf(
    [
      event('submitted', { submission: { unitId: 'zj', inTime: true, text: 'done' } }),
      event('verification_failed', { mode: 'photo', reason: 'not mended' }),
      event('commented', { text: 'again' }),
      event('commented', { text: 'next day' }, '2026-11-24T10:00:00.000+08:00'),
    ],
    finding,
    names,
  );
  expect(byDay(entries).map(({ day, cycle, entries: ones }) => [day, cycle, ones.length])).toEqual([
    ['2026-11-24', 2, 1],
    ['2026-11-23', 2, 1],
    ['2026-11-23', 1, 2],
  ]);
});
