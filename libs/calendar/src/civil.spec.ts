import { CivilDateError, addDays, civilDate, instantOf, wallTime } from '.';
import { dateEndingAt, datesFrom, weekday } from './civil';

describe('civil time in Asia/Shanghai', () => {
  it('is eight hours ahead of UTC', () => {
    expect(instantOf('2026-09-24', '23:41')).toBe(Date.UTC(2026, 8, 24, 15, 41));
    expect(civilDate(Date.UTC(2026, 8, 24, 15, 59))).toBe('2026-09-24');
    expect(civilDate(Date.UTC(2026, 8, 24, 16, 0))).toBe('2026-09-25');
    expect(wallTime(Date.UTC(2026, 8, 24, 15, 41, 59))).toBe('2026-09-24 23:41');
  });

  it('takes 24:00 for the midnight that ends a day', () => {
    expect(instantOf('2026-12-31', '24:00')).toBe(instantOf('2027-01-01'));
    expect(dateEndingAt(instantOf('2026-12-31', '24:00'))).toBe('2026-12-31');
  });

  it('crosses months, years and 29 February', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(weekday('2026-09-20')).toBe(0);
  });

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-9-1', '26-09-01', '', 'yesterday'])(
    'knows no date %j',
    (date) => expect(() => instantOf(date)).toThrow(CivilDateError),
  );

  it.each(['24:01', '25:00', '08:60', '8:00', '', '08:00:00'])('knows no time %j', (time) =>
    expect(() => instantOf('2026-09-24', time)).toThrow(CivilDateError),
  );

  it('stops an endless reckoning after a hundred years', () => {
    expect(() => {
      for (const date of datesFrom('2026-01-01', 1)) if (date > '2126-12-31') return;
    }).toThrow(CivilDateError);
  });
});
