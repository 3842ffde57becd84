import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DefaultsError } from './defaults-error';
import { readDefaults } from './load-defaults';

const original = readFileSync(resolve(__dirname, '../data/defaults.yaml'), 'utf8');

/** The faults of a copy in which `from` is written `to`. */
function faults(from: string | RegExp, to: string) {
  const broken = original.replace(from, to);
  expect(broken).not.toBe(original);
  try {
    readDefaults(broken);
  } catch (error) {
    if (error instanceof DefaultsError) return error.faults;
    throw error;
  }
  return [];
}

const LIMIT_ZH = '时限应写作“4 WORK_HOURS”';

it.each<[what: string, from: string | RegExp, to: string, path: string, zh: string]>([
  [
    'a limit nobody can read',
    "routine: '4 WORK_HOURS', of: 签收",
    "routine: '4 hours', of: 签收",
    'clocks.receipt.routine',
    LIMIT_ZH,
  ],
  [
    'a rung at no instant',
    "R2, at: 'due + 3 WORK_DAYS'",
    "R2, at: 'due plus 3'",
    'ladders.LONG[R2].at',
    'due + 1 WORK_DAYS',
  ],
  ['an extension without a cap', '50% of budget, ≤5', '50% of it, ≤5', 'approvals.extension[1].max', '延期上限'],
  ['a role nobody plays', /(code: SR04.*)lead: CG/, '$1lead: XX', 'categories[SR04]', 'roles'],
  [
    'a service without hours',
    /(code: SR04.*)CITY_OPS/,
    '$1CITY',
    'categories[SR04].steps[rectify]',
    'calendars.service',
  ],
  [
    'a suspension reason unknown',
    'suspend: [legal]',
    'suspend: [luck]',
    'categories[SR08].suspend',
    'approvals.suspension',
  ],
  ['a code used twice', 'code: SR04', 'code: SR03', 'categories[SR03]', '重复'],
  ['a key misspelt', /(code: SR04.*)verify:/, '$1verifies:', 'categories[SR04].verify', '请改正'],
  [
    'a ladder without its due rung',
    'S1, at: due, slip: 内部',
    "S1, at: 'due + 1 WORK_DAYS', slip: 内部",
    'ladders.OFFICE_SELF',
    'due',
  ],
  ['a ladder left out', /  REPLY:.*\n.*\n/, '', 'ladders.REPLY', '请改正'],
  ['a source without an approver', 'source: [leader]', 'source: [media]', 'approvals.write_off', 'leader'],
  ['a third extension before the second', 'nth: 2', 'nth: 4', 'approvals.extension', '第 2 条'],
  ['a mark that no source explains', /(code: SR04.*)src: P/, '$1src: XYZ', 'categories.SR04.src', 'XYZ'],
  [
    'a trigger without its window',
    "count: 3, window: '90 CALENDAR_DAYS', propose: 约谈",
    "count: 3, window: '90', propose: 约谈",
    'ladder_rules.unit_triggers[three_reds].window',
    '时限应',
  ],
  ['a make-up day that is a holiday', "work: ['2026-01-04'", "work: ['2026-01-03'", 'calendars', '2026-01-03'],
  ['a date that does not exist', "'2026-10-10']", "'2026-10-32']", 'calendars.holidays.2026.work[5]', '请改正'],
  ['an event scored twice', 'event: relapse,', 'event: sham,', 'scoring.deductions.sham', '重复'],
  ['a joint event that nothing scores', 'of: [finding_at_point,', 'of: [finding,', 'scoring.joint.of', 'finding'],
  ['a composite of nothing known', 'weights: {on_time_rate: 40', 'weights: {on_time: 40', 'composites', 'indicators'],
  ['a sheet that is not a hundred', '交办问题按期整改, pts: 4', '交办问题按期整改, pts: 5', 'property.sheet', '101'],
  ['a deduction without its points', 'deduct: 每项不符扣1.5', 'deduct: 每项不符', 'property.sheet', '扣0.5'],
  ['bounds upside down', 'clamp: [0.5, 2]', 'clamp: [2, 0.5]', 'scoring.normalise.clamp', '下限'],
  ['a validity in words', "default: '12 months'", 'default: 一年', 'property.credit.validity.default', '有效期'],
  ['text that is no YAML', 'categories:', 'categories: [', '', '不是有效的 YAML'],
])('names %s', (_what, from, to, path, zh) => {
  const found = faults(from, to).filter((fault) => fault.path.startsWith(path));
  expect(found.map((fault) => fault.zh).join()).toContain(zh);
  for (const fault of found) expect(fault.en).toMatch(/[a-z]{3}/);
});

it('lists every fault, in both languages, with its place', () => {
  const broken = original.replace("'2 WORK_HOURS'", "'soon'").replace('spot: true', 'spot: maybe');
  expect(() => readDefaults(broken)).toThrow(
    /categories\[SR01\]\.spot：.+请改正.*\n.*clocks\.screen\.expedited：“soon”/s,
  );
});
