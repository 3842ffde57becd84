import { compileCalendar } from '#calendar';
import type { LadderName } from '#domain';
import { loadDefaults } from './load-defaults';

const defaults = loadDefaults();
const { policy } = defaults;
const category = (code: string) => policy.categories.find((one) => one.code === code)!;
const rungs = (ladder: LadderName) => policy.ladders[ladder].map(({ code }) => code);

describe('categories', () => {
  it('are thirty-eight, twenty-eight of them by practice alone', () => {
    expect(policy.categories).toHaveLength(38);
    expect(policy.categories.filter(({ src }) => src.join() === 'P')).toHaveLength(28);
  });

  it('know the role of every unit they name', () => {
    const roles = new Set(policy.categories.flatMap(({ lead, co }) => [lead, ...co]));
    expect([...roles].filter((role) => !(role in defaults.roles))).toEqual([]);
    expect(Object.keys(defaults.roles)).toHaveLength(11);
  });

  it('are unique in code and in name', () => {
    expect(new Set(policy.categories.map(({ code }) => code)).size).toBe(38);
    expect(new Set(policy.categories.map(({ name }) => name)).size).toBe(38);
  });

  it('make a loose manhole safe in one hour and mend it in six, the duty lead stretching that to thirty-six', () => {
    expect(category('SS01')).toMatchObject({ urgency: 'urgent', ladder: 'URGENT', verify: 'site' });
    expect(category('SS01').steps).toEqual([
      { code: 'control', zh: '先期处置', limit: { amount: 60, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' } },
      {
        code: 'rectify',
        zh: '整改',
        limit: { amount: 360, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' },
        dutyLeadTo: { amount: 2160, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' },
      },
    ]);
  });

  it('take illegal building down in three steps, 4 working hours, 7 and 20 working days', () => {
    expect(category('SR08').steps.map(({ zh, limit }) => [zh, limit.amount, limit.unit])).toEqual([
      ['停工', 240, 'WORK_MINUTES'],
      ['立案处罚', 7, 'WORK_DAYS'],
      ['拆除', 20, 'WORK_DAYS'],
    ]);
  });

  it('count the street by the hours of those who sweep it', () =>
    expect(category('HW02').steps[0]!.limit).toEqual({ amount: 120, unit: 'WORK_MINUTES', service: 'CITY_OPS' }));

  it('make a sign safe first only where the dispatcher sees it may fall', () =>
    expect(category('SR07').steps.map(({ onlyIf }) => onlyIf)).toEqual(['有坠落危险', undefined]));

  it('name urgency exactly where the ladder is the urgent one', () => {
    const urgent = policy.categories.filter(({ urgency }) => urgency === 'urgent').map(({ code }) => code);
    expect(urgent).toEqual(policy.categories.filter(({ ladder }) => ladder === 'URGENT').map(({ code }) => code));
    expect(urgent).toHaveLength(6);
  });
});

describe('ladders', () => {
  it('are whole', () =>
    expect(
      Object.fromEntries(Object.keys(policy.ladders).map((name) => [name, rungs(name as LadderName).join(' ')])),
    ).toEqual({
      URGENT: 'R0 R1 R2 R3 R4 R5',
      SHORT: 'R0 R1 R2 R3 R4 R5',
      STD: 'R0 R1 R2 R3 R4 R5',
      LONG: 'R0a R0b R1 R2 R3 R4 R5',
      OFFICE_SELF: 'S0 S1 S2 S3',
      REPLY: 'S1',
      EXTERNAL: 'E1 E2 E3',
    }));

  it('turn the standard one blue at due, yellow a working day later and red after five, and then propose', () => {
    expect(policy.ladders.STD.map(({ at, colour, measure, issue }) => [at, colour, measure, issue])).toEqual([
      [{ of: 'due', offset: { amount: -1, unit: 'WORK_DAYS' } }, null, null, 'auto'],
      [{ of: 'due', offset: null }, 'blue', null, 'auto'],
      [{ of: 'due', offset: { amount: 1, unit: 'WORK_DAYS' } }, 'yellow', null, 'auto'],
      [{ of: 'due', offset: { amount: 5, unit: 'WORK_DAYS' } }, 'red', null, 'draft'],
      [{ of: 'due', offset: { amount: 15, unit: 'WORK_DAYS' } }, null, 'talk', 'propose'],
      [{ of: 'due', offset: { amount: 30, unit: 'WORK_DAYS' } }, null, 'accountability', 'propose'],
    ]);
    expect(policy.ladders.STD[3]!.listIn).toBe('当期通报');
  });

  it('climb in the order of their instants, whatever the unit', () => {
    for (const ladder of Object.values(policy.ladders)) {
      const after = ladder.map(({ at }) => (at.of === 'budget' ? -Infinity : (at.offset?.amount ?? 0)));
      expect(after).toEqual([...after].sort((a, b) => a - b));
    }
  });

  it('reach people by SMS at once when urgent, and never decide a measure on people', () => {
    expect(policy.ladders.URGENT.filter(({ sms }) => sms).map(({ code }) => code)).toEqual(['R1', 'R2', 'R3']);
    const measures = Object.values(policy.ladders)
      .flat()
      .filter(({ measure }) => measure);
    expect(new Set(measures.map(({ issue }) => issue))).toEqual(new Set(['propose']));
  });

  it('show no colour to our own office, to a reply or to units we cannot order', () => {
    const shown = [policy.ladders.OFFICE_SELF, policy.ladders.REPLY, policy.ladders.EXTERNAL].flat();
    expect(shown.map(({ colour }) => colour)).toEqual(shown.map(() => null));
  });

  it('leave no case silent after the last rung', () =>
    expect(policy.standingReminder).toEqual({ amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' }));
});

describe('clocks', () => {
  it('screen a routine finding in a working day and an urgent one in half an hour', () =>
    expect(policy.limits.screen).toEqual({
      routine: { amount: 1, unit: 'WORK_DAYS', service: 'OFFICE' },
      expedited: { amount: 120, unit: 'WORK_MINUTES', service: 'OFFICE' },
      urgent: { amount: 30, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' },
    }));

  it('leave out an urgency that has no limit of its own', () =>
    expect(Object.keys(policy.limits.suspension_reply)).toEqual(['routine']));

  it('ask a reply within 1, 2 and 3 working days by colour, in two hours when urgent', () =>
    expect(Object.values(policy.slipReply).map(({ amount }) => amount)).toEqual([1, 2, 3, 120]));

  it('give thirty days to contest a conclusion and thirty to decide', () =>
    expect(policy.conclusionReview).toEqual({
      fileWithin: { amount: 30, unit: 'CALENDAR_DAYS', service: 'ALWAYS' },
      decideWithin: { amount: 30, unit: 'CALENDAR_DAYS', service: 'ALWAYS' },
    }));
});

describe('approvals', () => {
  const levels = (source: string, severity: string) =>
    policy.writeOff.find(
      (rule) => rule.sources.some((s) => s === source) && rule.severities.some((s) => s === severity),
    )!.levels;

  it('rise with source and severity', () => {
    expect(levels('street', 'minor')).toEqual(['street_supervisor']);
    expect(levels('district', 'serious')).toEqual(['district_duty_lead', 'office_head']);
    expect(levels('central', 'minor')).toHaveLength(4);
  });

  it('publicise what came from province and centre', () =>
    expect(policy.writeOff.filter(({ publicity }) => publicity).flatMap(({ sources }) => sources)).toEqual([
      'province',
      'central',
    ]));

  it('grant longer extensions by higher hands', () =>
    expect(policy.extensions).toEqual([
      { nth: 1, maxShare: 0.5, maxWorkDays: 5, by: 'district_duty_lead', needsPaper: false },
      { nth: 2, maxShare: 1, maxWorkDays: 10, by: 'office_head', needsPaper: true },
      { nth: 3, maxShare: null, maxWorkDays: null, by: 'district_leader_in_charge', needsPaper: false },
    ]));

  it('end every suspension', () => {
    expect(policy.suspensions.map(({ reason, max }) => [reason, max.amount, max.unit])).toEqual([
      ['season', 120, 'CALENDAR_DAYS'],
      ['weather', 15, 'CALENDAR_DAYS'],
      ['project', 90, 'CALENDAR_DAYS'],
      ['legal', 180, 'CALENDAR_DAYS'],
      ['ownership', 20, 'WORK_DAYS'],
      ['upper', 30, 'WORK_DAYS'],
      ['fund', 60, 'CALENDAR_DAYS'],
    ]);
    expect(policy.suspensions.filter(({ group }) => group).map(({ reason }) => reason)).toEqual(['weather']);
  });

  it('know what follows from each reason for a return, at most twice', () => {
    expect(Object.fromEntries(policy.returnReasons.map(({ code, upheld }) => [code, upheld]))).toEqual({
      not_duty: 'reassign',
      wrong_place: 'reassign',
      not_fact: 'dismiss',
      duplicate: 'merge',
      external: 'transfer',
      no_condition: 'suspend',
    });
    expect(policy.returnMax).toBe(2);
  });

  it('look back at every major case twice', () => {
    expect(policy.lookBack.major).toMatchObject({ share: 1, after: [{ amount: 30 }, { amount: 90 }] });
    expect(policy.lookBack.city_up).toMatchObject({ share: 1, after: [{ amount: 30, unit: 'CALENDAR_DAYS' }] });
  });
});

describe('triggers', () => {
  it('count reds of a unit over ninety days', () =>
    expect(policy.unitTriggers).toContainEqual({
      code: 'three_reds',
      zh: '同一单位90日内红色督办单≥3',
      count: 3,
      windowDays: 90,
      proposes: 'talk',
      enabled: true,
    }));

  it('keep apart what one case raises by itself', () =>
    expect(defaults.policy.caseTriggers!.map(({ code, colour, enabled }) => [code, colour, enabled])).toEqual([
      ['sham', 'red', true],
      ['verify_failed_2', 'yellow', true],
      ['extension_over_2', 'red', false],
    ]));
});

describe('calendar', () => {
  const calendar = compileCalendar(defaults.calendar);

  it.each([
    ['2024', 251],
    ['2025', 248],
    ['2026', 248],
  ])('%s has %i working days', (year, workdays) => {
    const dates = Array.from({ length: 366 }, (_, n) =>
      new Date(Date.UTC(Number(year), 0, 1 + n)).toISOString().slice(0, 10),
    );
    const open = dates.filter((date) => date.startsWith(year) && calendar.day('OFFICE', date).close !== null);
    expect(open).toHaveLength(workdays);
  });

  it('names its services and the end of what is published', () => {
    expect(Object.keys(defaults.calendar.services)).toEqual(['OFFICE', 'CITY_OPS', 'ALWAYS']);
    expect(defaults.calendar.publishedUntil).toBe('2026-12-31');
  });
});

describe('intake, papers and the rest', () => {
  it('resolves what clerks write', () => {
    expect(defaults.importRules.unitAlias).toMatchObject({ 三十铺镇办事处: '三十铺镇人民政府' });
    expect(defaults.importRules.unitClass).toMatchObject({ 物业服务企业: { co: 'WY' } });
    expect(defaults.importRules.statusWords).toMatchObject({ 已整改: 'written_off', 持续推进: 'rectifying' });
    expect(defaults.importRules.headerAlias['发现时间']).toContain('检查时间');
    expect(defaults.importRules.required).toEqual(['问题描述']);
    expect(defaults.gradeMap['特急']).toEqual({ severity: 'serious', urgency: 'urgent' });
  });

  it('weighs each source of a finding', () => {
    expect(defaults.sourceLevels.map(({ multiplier }) => multiplier)).toEqual([0, 0.5, 1, 1, 1.5, 2, 2, 3, 5]);
    expect(policy.screens).toEqual({
      round: 'none',
      grid: 'chain',
      hotline: 'office',
      import: 'office',
      verbal: 'office',
      proxy: 'office',
    });
  });

  it('numbers an official paper without a 第 and without padding', () => {
    expect(defaults.documentNumbers.official).toMatchObject({ pattern: '{代字}〔{yyyy}〕{n}号', pad: 'none' });
    expect(defaults.documentNumbers.slip.kinds).toMatchObject({ CB: '催办单', DB: '督办单' });
  });

  it('has a series for every slip that issues itself to a unit', () => {
    const { URGENT, SHORT, STD, LONG, EXTERNAL } = policy.ladders;
    const slips = [URGENT, SHORT, STD, LONG, EXTERNAL].flat().filter(({ issue, slip }) => issue === 'auto' && slip);
    const numbered = Object.values(defaults.documentNumbers.slip.kinds);
    expect(slips.map(({ slip }) => slip!).filter((slip) => !numbered.includes(slip))).toEqual([]);
  });

  it('scores a property company on 39 items and 100 points', () => {
    const { sheet } = defaults.assessment.property;
    expect(new Set(sheet.map(({ group }) => group)).size).toBe(8);
    expect(sheet.map(({ item }) => item)).toEqual(Array.from({ length: 39 }, (_, n) => n + 1));
    expect(sheet.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    expect(sheet.filter(({ notFor }) => notFor.includes('old')).map(({ item }) => item)).toEqual([2, 22, 25, 32]);
    expect(sheet[37]).toMatchObject({ zh: '业主满意度', points: 3, perTime: 1 });
  });

  it('fixes five things, with the schedule among them', () =>
    expect(defaults.terms.five_fixings).toEqual(['定领导', '定部门', '定任务', '定进度', '定责任']));
});
