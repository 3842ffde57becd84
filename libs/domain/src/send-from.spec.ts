import { instantOf, wallTime } from '#calendar';
import { loadDefaults } from '#policy';
import { compileCalendar } from '#calendar';
import { type QuietHours, sendFrom } from './send-from';

const calendar = compileCalendar(loadDefaults().calendar);
const from = (date: string, time: string, quiet: QuietHours | null = null) =>
  wallTime(sendFrom(calendar, instantOf(date, time), quiet));

describe('送达时点', () => {
  it('is now in office hours', () => expect(from('2026-09-17', '09:30')).toBe('2026-09-17 09:30'));

  it('waits for the morning after an evening', () => expect(from('2026-09-17', '20:00')).toMatch(/^2026-09-18 0/));

  it('waits over the National Day holiday until the first working day', () =>
    // 1 to 7 October 2026 are off by the State Council's list.
    expect(from('2026-09-30', '23:00')).toMatch(/^2026-10-08 0/));

  it('goes out on a Saturday that is worked instead', () =>
    expect(from('2026-10-10', '09:30')).toBe('2026-10-10 09:30'));

  it('keeps quiet hours within the day', () =>
    expect(from('2026-09-17', '09:30', { from: '09:00', to: '11:15' })).toBe('2026-09-17 11:15'));

  it.each([
    ['before midnight', '2026-09-17', '23:30'],
    ['after midnight', '2026-09-18', '01:00'],
  ])('keeps quiet hours across midnight, %s', (_, date, time) =>
    expect(from(date, time, { from: '22:00', to: '10:30' })).toBe('2026-09-18 10:30'),
  );

  it('ends quiet hours over a holiday on the first working day, where they hold again', () =>
    expect(from('2026-09-30', '23:00', { from: '22:00', to: '10:30' })).toBe('2026-10-08 10:30'));

  it('does not silence for good who left no working hour', () =>
    expect(from('2026-09-17', '09:30', { from: '00:00', to: '23:59' })).toBe('2026-09-17 09:30'));
});
