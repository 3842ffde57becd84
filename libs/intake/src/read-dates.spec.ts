import fc from 'fast-check';
import { type Instant, civilDate, wallTime } from '#calendar';
import { readDue, readInstant } from './read-dates';

const MINUTE = 60_000;
const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

const minutes = fc
  .integer({
    min: Date.parse('2000-01-01T00:00:00+08:00') / MINUTE,
    max: Date.parse('2099-12-31T00:00:00+08:00') / MINUTE,
  })
  .map((minute): Instant => minute * MINUTE);

const STYLES: [name: string, write: (at: Instant) => string][] = [
  ['2026-09-24 08:40', (at) => wallTime(at)],
  ['2026-09-24T08:40:00', (at) => `${wallTime(at).replace(' ', 'T')}:00`],
  ['2026-09-24T00:40:00.000Z', (at) => new Date(at).toISOString()],
  ['2026/9/24 8:40', (at) => loosely(at, '/', '/', '')],
  ['2026.9.24 8:40', (at) => loosely(at, '.', '.', '')],
  ['2026年9月24日 8:40', (at) => loosely(at, '年', '月', '日')],
  ['2026年9月24日8时40分', (at) => loosely(at, '年', '月', '日').replace(/ (\d+):(\d+)/, '$1时$2分')],
  ['20260924 08:40', (at) => wallTime(at).replace(/-/g, '')],
  ['full-width', (at) => fullWidth(wallTime(at))],
  ['46289.36 (serial)', (at) => String((at + 8 * 60 * MINUTE) / 86_400_000 + 25_569)],
];

function loosely(at: Instant, afterYear: string, afterMonth: string, afterDay: string): string {
  const [year, month, day, hour, minute] = wallTime(at).split(/\D/).map(Number);
  return `${year}${afterYear}${month}${afterMonth}${day}${afterDay} ${hour}:${String(minute).padStart(2, '0')}`;
}

describe('readInstant', () => {
  it.each(STYLES)('reads back every minute written like %s', (_, write) => {
    fc.assert(fc.property(minutes, (at) => expect(readInstant(write(at))).toEqual({ kind: 'instant', at })));
  });

  it('calls a date impossible exactly when no such day exists', () => {
    const day = fc.record({
      year: fc.integer({ min: 2000, max: 2099 }),
      month: fc.integer({ min: 0, max: 14 }),
      day: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(day, ({ year, month, day: date }) => {
        const real = new Date(Date.UTC(year, month - 1, date));
        const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === date;
        expect(readInstant(`${year}-${month}-${date}`).kind).toBe(exists ? 'instant' : 'impossible');
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(readInstant(text).kind).toBeDefined()));
  });

  it.each([
    ['2026年9月24日(星期四) 下午3:20', '2026-09-24 15:20'],
    ['2026-9-24 24:00', '2026-09-25 00:00'],
    ['2026-09-24', '2026-09-24 00:00'],
    ['1900-01-01', '1900-01-01 00:00'],
  ])('%s is %s', (text, wall) => {
    const read = readInstant(text);
    expect(read.kind === 'instant' && wallTime(read.at)).toBe(wall);
  });

  it.each([
    ['', 'blank'],
    ['昨天', 'unreadable'],
    ['9月24日', 'unreadable'],
    ['2026-09-24至25日', 'unreadable'],
    ['2026-09-31 10:00', 'impossible'],
    ['2026-09-24 25:00', 'impossible'],
    ['2026-09-24 10:60', 'impossible'],
    ['2026-09-24 10:10:60', 'impossible'],
  ])('%j is %s', (text, kind) => expect(readInstant(text).kind).toBe(kind));
});

describe('readDue', () => {
  it.each([
    ['2026年12月底前', '2026-12-31'],
    ['2027年2月末', '2027-02-28'],
    ['2028年2月底前完成', '2028-02-29'],
    ['２０２７年１月底前', '2027-01-31'],
    ['2026年底前', '2026-12-31'],
    ['2026年11月上旬', '2026-11-10'],
    ['2026年11月中旬前', '2026-11-20'],
    ['2026年11月下旬', '2026-11-30'],
    ['2026年12月10日前', '2026-12-10'],
    ['2026-12-10', '2026-12-10'],
    ['46366', '2026-12-10'],
  ])('%s is the fixed date %s', (text, date) => {
    expect(readDue(text)).toMatchObject({ kind: 'due', due: { kind: 'fixed_date', date } });
  });

  it.each([
    ['', 'blank'],
    ['长期坚持', 'unreadable'],
    ['2026年13月底前', 'impossible'],
    ['2026-02-30', 'impossible'],
  ])('%j is %s', (text, kind) => expect(readDue(text).kind).toBe(kind));

  it('ends every month on its last day', () => {
    const month = fc.record({ year: fc.integer({ min: 2000, max: 2099 }), month: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(month, ({ year, month: number }) => {
        const read = readDue(`${year}年${number}月底前`);
        const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
        expect(read).toMatchObject({ due: { date: last } });
        expect(civilDate(Date.parse(`${last}T23:59:00+08:00`))).toBe(last);
      }),
    );
  });
});
