import { remaining } from './remaining';
import { type Calendar, isWorkingDay } from './working-days';

const calendar: Calendar = {
  years: {
    2026: { rest: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07' }], work: ['2026-09-20', '2026-10-10'] },
  },
  overrides: [{ date: '2026-10-09', kind: 'rest' }],
};
const at = (text: string) => Date.parse(`${text}+08:00`);

it.each([
  ['over the holiday and its make-up Saturday', '2026-09-30T09:00', '2026-10-10T17:30', 'workingDays', 2],
  ['on the last day by the hour', '2026-10-08T09:00', '2026-10-08T17:30', 'hours', 8],
  ['in the last hour by the minute', '2026-10-08T17:00', '2026-10-08T17:30', 'minutes', 30],
  ['to a day of rest by the days that pass', '2026-10-03T10:00', '2026-10-05T11:00', 'days', 2],
])('counts what is left %s', (_, now, due, unit, count) => {
  expect(remaining(at(due), at(now), calendar)).toEqual({ late: false, unit, count });
});

it('says by how much it is late', () => {
  expect(remaining(at('2026-09-29T17:30'), at('2026-10-08T09:00'), calendar)).toEqual({
    late: true,
    unit: 'workingDays',
    count: 2,
  });
});

it('counts days where it has no calendar', () => {
  expect(remaining(at('2026-10-10T17:30'), at('2026-10-06T09:00'), undefined).unit).toBe('days');
});

it('knows a make-up day, a holiday and what the district itself has set', () => {
  expect(['2026-10-10', '2026-10-07', '2026-10-09', '2026-10-11'].map((day) => isWorkingDay(calendar, day))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
