import { YEARS_2024_2026, at, calendar } from '../fixture/years-2024-2026';
import {
  type ClockUnit,
  type Segment,
  compileCalendar,
  describeSegmentsEn,
  describeSegmentsZh,
  dueAt,
  explain,
  quanta,
} from '.';

function explained(unit: ClockUnit, service: string, from: string, amount: number, cal = calendar) {
  const measure = { unit, service };
  const due = dueAt(cal, measure, at(from), quanta(unit, amount));
  const segments = explain(cal, measure, at(from), due.at);
  return {
    segments,
    zh: describeSegmentsZh(segments, measure, due),
    en: describeSegmentsEn(segments, measure, due),
  };
}

describe('the explanation of a deadline', () => {
  it('of five working days over National Day', () => {
    const { segments, zh, en } = explained('WORK_DAYS', 'OFFICE', '2026-09-28 16:40', 5);
    expect(segments).toEqual<Segment[]>([
      { from: at('2026-09-28 16:40'), to: at('2026-09-28 24:00'), counted: 0, why: 'start_day' },
      { from: at('2026-09-29 00:00'), to: at('2026-09-30 24:00'), counted: 2, why: 'open' },
      { from: at('2026-10-01 00:00'), to: at('2026-10-07 24:00'), counted: 0, why: 'holiday', name: '国庆节' },
      { from: at('2026-10-08 00:00'), to: at('2026-10-09 24:00'), counted: 2, why: 'open' },
      { from: at('2026-10-10 00:00'), to: at('2026-10-10 17:30'), counted: 1, why: 'make_up' },
    ]);
    expect(zh).toEqual([
      '9月28日(周一)为起算日，不计',
      '9月29日至30日 计2个工作日',
      '10月1日至7日 国庆节，不计',
      '10月8日至9日 计2个工作日',
      '10月10日(周六)调休上班，计1个工作日',
      '2026年10月10日(周六)17:30到期',
    ]);
    expect(en).toEqual([
      'Mon 28 Sep: starting day, not counted',
      '29–30 Sep: counts 2 working days',
      '1–7 Oct: National Day, not counted',
      '8–9 Oct: counts 2 working days',
      'Sat 10 Oct: make-up working day, counts 1 working day',
      'Due Sat 10 Oct 2026 17:30',
    ]);
  });

  it('of four working hours filed on the eve of Mid-Autumn', () => {
    const { zh, en } = explained('WORK_MINUTES', 'OFFICE', '2026-09-24 17:30', 270);
    expect(zh).toEqual([
      '9月24日(周四)17:30至18:00 计30分钟',
      '9月24日(周四)18:00至24:00 非工作时间，不计',
      '9月25日至27日 中秋节，不计',
      '9月28日(周一)00:00至08:00 非工作时间，不计',
      '9月28日(周一)08:00至12:00 计4小时',
      '2026年9月28日(周一)12:00到期',
    ]);
    expect(en).toEqual([
      'Thu 24 Sep 17:30–18:00: counts 30 min',
      'Thu 24 Sep 18:00–24:00: outside working hours, not counted',
      '25–27 Sep: Mid-Autumn Festival, not counted',
      'Mon 28 Sep 00:00–08:00: outside working hours, not counted',
      'Mon 28 Sep 08:00–12:00: counts 4 h',
      'Due Mon 28 Sep 2026 12:00',
    ]);
  });

  it('of natural time', () => {
    const { zh, en } = explained('ELAPSED_MINUTES', 'ALWAYS', '2026-09-24 23:41', 90);
    expect(zh[0]).toBe('9月24日(周四)23:41至9月25日(周五)01:11 连续计时，计1小时30分钟');
    expect(en[0]).toBe('Thu 24 Sep 23:41 – Fri 25 Sep 01:11: round the clock, counts 1 h 30 min');
  });

  it('of calendar days that roll over a holiday', () => {
    const { segments, zh, en } = explained('CALENDAR_DAYS', 'ALWAYS', '2026-09-22 10:00', 3);
    expect(segments.map(({ why, counted }) => [why, counted])).toEqual([
      ['start_day', 0],
      ['open', 2],
      ['rolled', 3],
      ['rolled', 0],
    ]);
    expect(zh).toEqual([
      '9月22日(周二)为起算日，不计',
      '9月23日至24日 计2日',
      '9月25日至27日 中秋节，末日逢此顺延',
      '9月28日(周一)为顺延后的末日',
      '2026年9月28日(周一)18:00到期',
    ]);
    expect(en.slice(2, 4)).toEqual([
      '25–27 Sep: Mid-Autumn Festival, the last day rolls over it',
      'Mon 28 Sep: last day after rolling',
    ]);
  });

  it('of calendar days that end at midnight', () => {
    const { zh, en } = explained('CALENDAR_DAYS', 'ALWAYS', '2026-09-21 10:00', 3);
    expect(zh.slice(1)).toEqual(['9月22日至24日 计3日', '2026年9月24日(周四)24:00到期']);
    expect(en.at(-1)).toBe('Due Thu 24 Sep 2026 24:00');
  });

  it('writes the year where it is not the end’s and says what is provisional', () => {
    const { zh, en } = explained('WORK_DAYS', 'OFFICE', '2026-12-31 10:00', 2);
    expect(zh).toEqual([
      '2026年12月31日(周四)为起算日，不计',
      '1月1日(周五)计1个工作日',
      '1月2日至3日 周末，不计',
      '1月4日(周一)计1个工作日',
      '2027年1月4日(周一)17:30到期（放假安排尚未公布，暂定）',
    ]);
    expect(en.at(-1)).toBe('Due Mon 4 Jan 2027 17:30 (provisional: past the published calendar)');
  });

  it('names the district notice that changed a day, and a pause by its reason', () => {
    const cal = compileCalendar({
      ...YEARS_2024_2026,
      overrides: [{ date: '2026-10-09', kind: 'rest', basis: '金政办〔2026〕31号' }],
    });
    const { zh } = explained('WORK_DAYS', 'OFFICE', '2026-10-08 10:00', 1, cal);
    expect(zh[1]).toBe('10月9日(周五)依金政办〔2026〕31号调整，不计');

    const paused: Segment = {
      from: at('2026-10-09 00:00'),
      to: at('2026-10-12 10:00'),
      counted: 0,
      why: 'paused',
      name: '季节不宜',
    };
    const measure = { unit: 'WORK_DAYS', service: 'OFFICE' } as const;
    const due = { at: at('2026-10-13 17:30'), provisional: false };
    expect(describeSegmentsZh([paused], measure, due)[0]).toBe('10月9日至12日 暂停计时（季节不宜），不计');
    expect(describeSegmentsEn([paused], measure, due)[0]).toBe('9–12 Oct: paused (季节不宜), not counted');
  });

  it('does not count a day that is not yet over', () => {
    const measure = { unit: 'WORK_DAYS', service: 'OFFICE' } as const;
    const segments = explain(calendar, measure, at('2026-09-28 16:40'), at('2026-09-30 10:00'));
    expect(segments.map(({ why, counted }) => [why, counted])).toEqual([
      ['start_day', 0],
      ['open', 1],
      ['open', 0],
    ]);
  });

  it('of an instant is empty', () => {
    expect(
      explain(calendar, { unit: 'WORK_DAYS', service: 'OFFICE' }, at('2026-09-28 16:40'), at('2026-09-28 16:40')),
    ).toEqual([]);
  });
});
