import { YEARS_2024_2026, at, calendar } from '../fixture/years-2024-2026';
import { type CalendarData, CalendarDataError, type ServiceDay, addDays, checkYearLists, compileCalendar } from '.';

const office = (date: string): ServiceDay => calendar.day('OFFICE', date);

function workingDays(year: number): number {
  let count = 0;
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) if (office(date).close) count++;
  return count;
}

describe('the State Council calendar', () => {
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, days) => expect(workingDays(year)).toBe(days));

  it.each([
    ['2024-02-09', 'workday'], // 除夕: a day off is only encouraged
    ['2024-02-10', 'holiday'],
    ['2024-02-18', 'make_up'],
    ['2026-09-20', 'make_up'],
    ['2026-09-24', 'workday'],
    ['2026-09-25', 'holiday'],
    ['2026-09-27', 'holiday'],
    ['2026-09-28', 'workday'],
    ['2026-10-07', 'holiday'],
    ['2026-10-08', 'workday'],
    ['2026-10-10', 'make_up'],
    ['2026-10-11', 'weekend'],
  ])('%s is a %s', (date, kind) => expect(office(date).kind).toBe(kind));

  it('names the holiday and closes the office', () => {
    expect(office('2026-10-03')).toEqual({
      date: '2026-10-03',
      open: [],
      close: null,
      kind: 'holiday',
      name: '国庆节',
    });
  });

  it.each([
    ['2026-04-30', '14:30', '17:30'],
    ['2026-05-06', '15:00', '18:00'],
    ['2026-09-30', '15:00', '18:00'],
    ['2026-10-08', '14:30', '17:30'],
    ['2026-12-31', '14:30', '17:30'],
    ['2026-01-05', '14:30', '17:30'],
  ])('on %s the afternoon is %s to %s', (date, opens, closes) => {
    expect(office(date).open).toEqual([
      [at(`${date} 08:00`), at(`${date} 12:00`)],
      [at(`${date} ${opens}`), at(`${date} ${closes}`)],
    ]);
    expect(office(date).close).toBe(at(`${date} ${closes}`));
  });

  it('keeps city operations open through National Day and past the published lists Monday to Friday', () => {
    expect(calendar.day('CITY_OPS', '2026-10-01')).toMatchObject({
      kind: 'every_day',
      close: at('2026-10-01 18:00'),
    });
    expect(office('2027-01-01').kind).toBe('workday');
    expect(office('2027-01-02').kind).toBe('weekend');
  });

  it('answers the same day from its cache', () => expect(office('2026-10-10')).toBe(office('2026-10-10')));
});

describe('district overrides', () => {
  const cal = compileCalendar({
    ...YEARS_2024_2026,
    overrides: [
      { date: '2026-10-09', kind: 'rest', basis: '金政办〔2026〕31号' },
      { date: '2026-10-11', kind: 'work', basis: '金政办〔2026〕32号', hours: [['09:00', '11:00']] },
      { date: '2026-10-01', kind: 'work', basis: '金政办〔2026〕33号' },
    ],
  });

  it('rest or work the services that follow the State Council, naming the notice', () => {
    expect(cal.day('OFFICE', '2026-10-09')).toMatchObject({
      kind: 'override_rest',
      name: '金政办〔2026〕31号',
      close: null,
    });
    expect(cal.day('OFFICE', '2026-10-11')).toMatchObject({ kind: 'override_work', close: at('2026-10-11 11:00') });
    expect(cal.day('OFFICE', '2026-10-01').close).toBe(at('2026-10-01 17:30'));
  });

  it('leave the services alone that never rest', () => {
    expect(cal.day('CITY_OPS', '2026-10-09').kind).toBe('every_day');
    expect(cal.day('ALWAYS', '2026-10-09').close).toBe(at('2026-10-10 00:00'));
  });
});

describe('calendar data that contradict themselves', () => {
  const year = YEARS_2024_2026.years[2026]!;
  const { OFFICE, CITY_OPS } = YEARS_2024_2026.services as Record<
    'OFFICE' | 'CITY_OPS',
    CalendarData['services'][string]
  >;
  const with2026 = (change: Partial<typeof year>): Partial<CalendarData> => ({
    years: { ...YEARS_2024_2026.years, 2026: { ...year, ...change } },
  });
  const withHours = (hours: typeof OFFICE.hours): Partial<CalendarData> => ({
    services: { OFFICE: { ...OFFICE, hours } },
  });

  it.each<[string, Partial<CalendarData>]>([
    ['bad_date', { publishedUntil: '2026-11-31' }],
    ['bad_date', with2026({ work: ['2026-02-30'] })],
    ['bad_date', with2026({ rest: [{ name: '国庆节', from: '2026-10-01', to: '10-07' }] })],
    ['end_before_start', with2026({ rest: [{ name: '国庆节', from: '2026-10-07', to: '2026-10-01' }] })],
    ['conflict', with2026({ work: ['2026-10-03'] })],
    ['conflict', { overrides: [override('甲'), override('乙')] }],
    ['missing_basis', { overrides: [override(' ')] }],
    ['bad_hours', { overrides: [{ ...override('甲'), hours: [['08:00', '12:00']] }] }],
    ['bad_hours', withHours([{ from: '01-01', to: '12-31', open: [] }])],
    ['bad_hours', withHours([{ from: '01-01', to: '12-31', open: [['12:00', '08:00']] }])],
    ['bad_hours', withHours([{ from: '01-01', to: '12-31', open: [['8am', '12:00']] }])],
    [
      'bad_hours',
      withHours([
        {
          from: '01-01',
          to: '12-31',
          open: [
            ['08:00', '12:00'],
            ['11:00', '17:30'],
          ],
        },
      ]),
    ],
    ['season_gap', withHours([{ from: '10-02', to: '09-30', open: [['08:00', '12:00']] }])],
    ['season_overlap', withHours([...OFFICE.hours, { from: '02-29', to: '02-29', open: [['08:00', '12:00']] }])],
    ['office_missing', { services: { CITY_OPS } }],
    ['year_missing', { publishedUntil: '2027-12-31' }],
  ])('are refused as %s', (code, change) => {
    expect(faultOf(() => compileCalendar({ ...YEARS_2024_2026, ...change }))).toBe(code);
  });

  it.each<[string, Partial<CalendarData>]>([
    ['not_a_weekend', with2026({ work: ['2026-10-12'] })],
    ['wrong_year', with2026({ work: ['2027-01-09', '2025-10-11'] })],
    ['wrong_year', with2026({ rest: [{ name: '国庆节', from: '2026-10-01', to: '2096-10-07' }] })],
    ['bad_date', with2026({ work: ['2026-02-30'] })],
  ])('are refused where they are imported as %s', (code, change) => {
    expect(faultOf(() => checkYearLists({ ...YEARS_2024_2026, ...change }))).toBe(code);
  });

  it('goes on with a list of the record that no import would bring today', () => {
    const old = with2026({ work: [...year.work, '2026-10-12'] });
    expect(faultOf(() => checkYearLists({ ...YEARS_2024_2026, ...old }))).toBe('not_a_weekend');
    expect(compileCalendar({ ...YEARS_2024_2026, ...old }).day('OFFICE', '2026-10-12').close).not.toBeNull();
  });

  it('refuses a service nobody listed', () => {
    expect(faultOf(() => calendar.day('NIGHT_SHIFT', '2026-10-01'))).toBe('unknown_service');
  });

  function override(basis: string): CalendarData['overrides'][number] {
    return { date: '2026-10-09', kind: 'rest', basis };
  }

  function faultOf(attempt: () => unknown): string | undefined {
    try {
      attempt();
    } catch (error) {
      if (error instanceof CalendarDataError) return error.code;
      throw error;
    }
    return undefined;
  }
});
