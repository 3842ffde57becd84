import { daysOf } from './day-bar';

const at = (text: string) => `${text}:00+08:00`;
const segment = (from: string, to: string, why: 'open' | 'holiday' | 'start_day' | 'closed', counted: number) => ({
  from: at(from),
  to: at(to),
  why,
  counted,
});

it('lays a stretch of counted days over the days of the calendar', () => {
  const days = daysOf(
    [
      segment('2026-09-28T10:00', '2026-09-29T00:00', 'start_day', 0),
      segment('2026-09-29T00:00', '2026-10-01T00:00', 'open', 2),
      { ...segment('2026-10-01T00:00', '2026-10-08T00:00', 'holiday', 0), name: '国庆节' },
      segment('2026-10-08T00:00', '2026-10-08T17:30', 'open', 1),
    ],
    true,
  );
  expect(days.map(({ date, counted }) => [date, counted])).toEqual([
    ['2026-09-28', 0],
    ['2026-09-29', 1],
    ['2026-09-30', 1],
    ...['01', '02', '03', '04', '05', '06', '07'].map((day) => [`2026-10-${day}`, 0]),
    ['2026-10-08', 1],
  ]);
  expect(days[4]).toMatchObject({ why: 'holiday', name: '国庆节', weekday: 4 });
});

it('sums up the hours of one day and lets what counted stand for it', () => {
  const [day] = daysOf(
    [
      segment('2026-11-23T09:00', '2026-11-23T11:00', 'open', 7_200_000),
      segment('2026-11-23T11:00', '2026-11-23T14:00', 'closed', 0),
      segment('2026-11-23T14:00', '2026-11-23T15:00', 'open', 3_600_000),
    ],
    false,
  );
  expect(day).toMatchObject({ date: '2026-11-23', why: 'open', counted: 10_800_000 });
});

it('divides a stretch that runs round the clock by what lies in each day', () => {
  const days = daysOf([segment('2026-11-23T23:00', '2026-11-24T01:00', 'open', 7_200_000)], false);
  expect(days.map(({ counted }) => counted)).toEqual([3_600_000, 3_600_000]);
});

it('says nothing of a clock that never ran', () => expect(daysOf([], true)).toEqual([]));
