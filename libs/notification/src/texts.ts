import { consumedBetween, type Instant, wallTime, type WorkCalendar } from '#calendar';
import type { Event, EventOf } from '#domain';
import { CLOCKS, COLOURS, EVENTS, type Language, MEASURES, NOTES, POSITIONS, SLIPS } from './words';

/** One fact that a message tells of, as the record holds it when the message is written. */
export interface ToldFact {
  findingId: string;
  number: string;
  category: string | null;
  /** Null where the finding is not for every eye (限定, 移送线索). */
  place: string | null;
  dueAt: Instant | null;
  clockKind: string | null;
  at: Instant;
  event: Event;
  /** Why it went to this person and nobody else. */
  note: string | null;
}

export interface Wording {
  language: Language;
  calendar: WorkCalendar;
  /** Where the pages are; a message without its link would end at the reader. */
  publicUrl: string;
  /** A reply signs: said where something is handed over by SMS. */
  repliesSign: boolean;
}

const HOUR = 3_600_000;
const MOST_LISTED = 5;

/** What is told, without any name of a person (ruling 12). */
export function factText(fact: ToldFact, { language, calendar }: Pick<Wording, 'language' | 'calendar'>): string {
  const what = [fact.number, fact.category, fact.place].filter(Boolean).join(' ');
  const said = saidOf(fact, { language, calendar });
  if (language === 'zh') return `${what}：${said}${fact.note ? `（${fact.note}）` : ''}`;
  return `${what}: ${said}${fact.note ? ` (${NOTES[fact.note] ?? fact.note})` : ''}`;
}

/** The text of a message: one fact, or the count of a burst and its list. */
export function letterText(facts: readonly ToldFact[], wording: Wording): { subject: string; text: string } {
  const zh = wording.language === 'zh';
  const findings = [...new Set(facts.map(({ findingId }) => findingId))];
  const [only] = facts;
  const link = findings.length === 1 ? linkOf(findings[0]!, wording.publicUrl) : `${wording.publicUrl}/inbox`;
  const hint =
    wording.repliesSign && facts.some(({ event }) => event.type === 'line_opened')
      ? zh
        ? '回复“收到”或1即签收。'
        : 'Reply 1 to sign for it. '
      : '';
  if (facts.length === 1 && only) {
    const text = factText(only, wording);
    return {
      subject: zh ? `督办 ${only.number}` : `Duban ${only.number}`,
      text: zh ? `${text}。${hint}${link}` : `${text}. ${hint}${link}`,
    };
  }
  const listed = facts.slice(0, MOST_LISTED).map((fact, index) => `${index + 1}. ${factText(fact, wording)}`);
  const more = facts.length - listed.length;
  const rest = more > 0 ? [zh ? `另有 ${more} 条` : `and ${more} more`] : [];
  const head = zh ? `您有 ${facts.length} 条督办消息：` : `${facts.length} messages:`;
  return {
    subject: zh ? `督办消息 ${facts.length} 条` : `Duban: ${facts.length} messages`,
    text: [head, ...listed, ...rest, `${hint}${link}`].join('\n'),
  };
}

export const linkOf = (findingId: string, publicUrl: string): string => `${publicUrl}/findings/${findingId}`;

export function testText(language: Language): { subject: string; text: string } {
  return language === 'zh'
    ? { subject: '督办 通道测试', text: '这是一条督办通道测试消息，收到即表示通道可用。' }
    : { subject: 'Duban channel test', text: 'This is a test of a Duban channel.' };
}

/** The same without saying of which finding. */
export function saidOf(fact: ToldFact, { language, calendar }: Pick<Wording, 'language' | 'calendar'>): string {
  const { event } = fact;
  if (event.type === 'rung_fired') return escalation(event, fact, language, calendar);
  if (event.type === 'line_opened') return handedOver(fact, language);
  return EVENTS[event.type]?.[language] ?? (language === 'zh' ? '有新进展' : 'has moved');
}

function handedOver({ dueAt }: ToldFact, language: Language): string {
  const due = dueAt === null ? null : wallTime(dueAt);
  if (language === 'zh') return due ? `交办给贵单位，限 ${due} 前办结，请签收` : '交办给贵单位，请签收';
  return due ? `handed over to your unit, due ${due}; sign for it` : 'handed over to your unit; sign for it';
}

/** 升级: always why, to whom, and by what. */
function escalation(
  { dueAt, to, slip, colour, measure }: EventOf<'rung_fired'>,
  { clockKind, at }: ToldFact,
  language: Language,
  calendar: WorkCalendar,
): string {
  const zh = language === 'zh';
  const what = (clockKind && CLOCKS[clockKind]?.[language]) || (zh ? '办理' : 'the case');
  if (at < dueAt) {
    const due = wallTime(dueAt);
    return zh ? `${what}将于 ${due} 到期，请抓紧办理` : `${what} falls due ${due}: hurry`;
  }
  const late = lateness(dueAt, at, language, calendar);
  const whom = to.map((code) => POSITIONS[code]?.[language] ?? code);
  if (zh) {
    const paper = slip ? `，发出${colour ? COLOURS[colour]!.zh : ''}${slip}` : '';
    const act = measure ? `，建议${MEASURES[measure]!.zh}` : '';
    return `因${what}${late}，升级至${whom.join('、')}${paper}${act}`;
  }
  const paper = slip ? `; ${SLIPS[slip] ?? slip} is issued${colour ? ` (${COLOURS[colour]!.en})` : ''}` : '';
  const act = measure ? `; ${MEASURES[measure]!.en} is proposed` : '';
  return `because ${what} is ${late}, escalated to ${whom.join(', ')}${paper}${act}`;
}

function lateness(dueAt: Instant, at: Instant, language: Language, calendar: WorkCalendar): string {
  const zh = language === 'zh';
  const days = consumedBetween(calendar, { unit: 'WORK_DAYS', service: 'OFFICE' }, dueAt, at);
  if (days >= 1) return zh ? `已逾期 ${days} 个工作日` : `${days} working day${days > 1 ? 's' : ''} overdue`;
  const hours = Math.floor((at - dueAt) / HOUR);
  if (hours >= 1) return zh ? `已逾期 ${hours} 小时` : `${hours} hour${hours > 1 ? 's' : ''} overdue`;
  return zh ? '已到期未办结' : 'due and not done';
}
