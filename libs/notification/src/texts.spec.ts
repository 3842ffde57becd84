import { compileCalendar, instantOf } from '#calendar';
import type { Event } from '#domain';
import { loadDefaults } from '#policy';
import { factText, letterText, type ToldFact } from './texts';

const calendar = compileCalendar(loadDefaults().calendar);
const DUE = instantOf('2026-09-17', '12:00');
const fact = (event: object, facts: Partial<ToldFact> = {}): ToldFact => ({
  findingId: '6f1c2a52-2f0e-4b7e-9c51-1f9a4a6a0a11',
  number: 'DC2026-054',
  category: '窨井盖松动',
  place: '云路社区1号点位',
  dueAt: DUE,
  clockKind: 'rectify',
  at: DUE,
  note: null,
  event: event as Event,
  ...facts,
});
const rung = (facts: object = {}) => ({
  type: 'rung_fired',
  dueAt: DUE,
  to: ['unit_head', 'supervisor'],
  slip: '督办单',
  colour: 'yellow',
  measure: null,
  ...facts,
});
const said = (event: object, at = DUE, language: 'zh' | 'en' = 'zh') =>
  factText(fact(event, { at }), { language, calendar });

describe('what an escalation says', () => {
  it.each([
    [
      'a reminder',
      rung({ slip: '提醒', colour: null }),
      DUE - 3_600_000,
      '：整改将于 2026-09-17 12:00 到期，请抓紧办理',
    ],
    [
      'at due',
      rung({ slip: '催办单', colour: 'blue', to: ['handler'] }),
      DUE,
      '：因整改已到期未办结，升级至承办人，发出蓝色催办单',
    ],
    ['hours late', rung(), DUE + 4 * 3_600_000, '：因整改已逾期 4 小时，升级至单位主要负责人、督查员，发出黄色督办单'],
    [
      'days late, the Sunday that is worked instead among them',
      rung(),
      instantOf('2026-09-21', '18:00'),
      '：因整改已逾期 3 个工作日，升级至单位主要负责人、督查员，发出黄色督办单',
    ],
    [
      'a measure',
      rung({ slip: null, colour: null, measure: 'talk', to: ['office_head'] }),
      instantOf('2026-09-18', '18:00'),
      '：因整改已逾期 1 个工作日，升级至督查室主任，建议约谈',
    ],
  ])('%s', (_, event, at, text) => expect(said(event, at)).toBe(`DC2026-054 窨井盖松动 云路社区1号点位${text}`));

  it('and in English', () =>
    expect(said(rung(), instantOf('2026-09-18', '18:00'), 'en')).toMatch(
      /: because rectification is 1 working day overdue, escalated to the unit’s head, the supervisor; a supervision slip is issued \(yellow\)$/,
    ));
});

it('counts a burst and lists its beginning', () => {
  const facts = Array.from({ length: 7 }, (_, index) => fact({ type: 'submitted' }, { findingId: `f${index}` }));
  const wording = { language: 'zh', calendar, publicUrl: 'https://d', repliesSign: false } as const;
  const { subject, text } = letterText(facts, wording);
  expect(subject).toBe('督办消息 7 条');
  expect(text.split('\n')).toHaveLength(8);
  expect(text).toMatch(/另有 2 条\nhttps:\/\/d\/inbox$/);
});

it('says how to sign where a reply signs, and only where something was handed over', () => {
  const wording = { language: 'zh', calendar, publicUrl: 'https://d', repliesSign: true } as const;
  expect(letterText([fact({ type: 'line_opened' })], wording).text).toContain('回复“收到”或1即签收。');
  expect(letterText([fact({ type: 'submitted' })], wording).text).not.toContain('签收');
});

it('says nothing of a place that is not for every eye', () =>
  expect(factText(fact({ type: 'submitted' }, { category: null, place: null }), { language: 'zh', calendar })).toBe(
    'DC2026-054：已反馈，请核查',
  ));
