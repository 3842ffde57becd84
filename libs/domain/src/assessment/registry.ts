import {
  type CivilDate,
  dueAt,
  inTime,
  type Instant,
  instantOf,
  quanta,
  type WorkCalendar,
  civilDate,
} from '#calendar';
import type { PropertyRules } from './rules';

/**
 * 考核黑榜与诚信档案 entry of a company: 告知 → 陈述申辩 → 决定 → 公示 → 异议 → 修复 → 移出. Nothing enters a credit file
 * before its subject was told and heard.
 */
export interface RegistryEntry {
  id: string;
  companyId: string;
  projectId: string;
  status: RegistryStatus;
  points: number;
  fact: string;
  basis: string;
  /** The edition whose list it follows; null for another ground. */
  editionId: string | null;
  noticedBy: string;
  noticedAt: Instant;
  /** 陈述申辩 is heard until then. */
  statementUntil: Instant;
  statement: string | null;
  decidedBy: string | null;
  effectiveFrom: CivilDate | null;
  /** The first day on which it is no longer in force. */
  expiresOn: CivilDate | null;
  objection: string | null;
  repairEvidence: string | null;
  removedAt: Instant | null;
}

export type RegistryStatus =
  | 'noticed' // 已告知
  | 'stated' // 已陈述申辩
  | 'decided' // 已决定
  | 'dropped' // 不予列入
  | 'published' // 公示中
  | 'objected' // 异议处理中
  | 'repairing' // 修复审核中
  | 'removed'; // 已移出

export type RegistryCommand =
  | {
      type: 'notice';
      id: string;
      companyId: string;
      projectId: string;
      points: number;
      fact: string;
      basis: string;
      editionId?: string;
    }
  | { type: 'state'; text: string }
  | { type: 'decide'; list: boolean; reason: string }
  | { type: 'publish' }
  | { type: 'object'; text: string }
  | { type: 'rule-objection'; upheld: boolean; reason: string }
  | { type: 'apply-repair'; evidence: string }
  | { type: 'rule-repair'; granted: boolean; reason: string }
  /** Its validity has run out. */
  | { type: 'expire' };

type Facts =
  | {
      type: 'noticed';
      id: string;
      companyId: string;
      projectId: string;
      points: number;
      fact: string;
      basis: string;
      editionId?: string;
      statementUntil: Instant;
    }
  | { type: 'stated'; text: string }
  | { type: 'decided'; effectiveFrom: CivilDate; expiresOn: CivilDate; reason: string }
  | { type: 'dropped'; reason: string }
  | { type: 'published' }
  | { type: 'objected'; text: string }
  | { type: 'objection_refused'; reason: string }
  | { type: 'repair_asked'; evidence: string }
  | { type: 'repair_refused'; reason: string }
  | { type: 'removed'; why: 'objection' | 'repair' | 'expiry'; reason: string };

/** `by` is the person who acted; null where time made it. */
export type RegistryEvent = Facts & { at: Instant; by: string | null };

export const REGISTRY_REFUSALS = {
  not_at_this_step: ['当前环节不能这样办理，请按流程下一步办理', 'Not possible at this step: follow the procedure'],
  statement_window: ['陈述申辩期未满，请待期满或收到陈述后再决定', 'Wait for the statement or the end of its window'],
  statement_late: ['陈述申辩期已过', 'The window for a statement has closed'],
  another_person: ['须由另一人办理，请转交他人', 'Another person must do this: hand it on'],
  not_expired: ['有效期未满，可申请修复', 'Still in force: a repair may be asked'],
  text_missing: ['请写明事实、依据或理由', 'State the fact, the basis or the reason'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type RegistryRefusal = keyof typeof REGISTRY_REFUSALS;

export interface RegistryContext {
  calendar: WorkCalendar;
  rules: PropertyRules['credit'];
}

export type RegistryDecision = { ok: true; event: RegistryEvent } | { ok: false; refusal: RegistryRefusal };

const FROM: Record<Exclude<RegistryCommand['type'], 'notice'>, readonly RegistryStatus[]> = {
  state: ['noticed'],
  decide: ['noticed', 'stated'],
  publish: ['decided'],
  object: ['published'],
  'rule-objection': ['objected'],
  'apply-repair': ['published'],
  'rule-repair': ['repairing'],
  expire: ['published', 'objected', 'repairing'],
};

/** One step of an entry's life, or why not. */
export function decideRegistry(
  entry: RegistryEntry | null,
  command: RegistryCommand,
  by: string,
  at: Instant,
  context: RegistryContext,
): RegistryDecision {
  const facts = factsOf(entry, command, by, at, context);
  if (typeof facts === 'string') return { ok: false, refusal: facts };
  return { ok: true, event: { ...facts, at, by: command.type === 'expire' ? null : by } };
}

function factsOf(
  entry: RegistryEntry | null,
  command: RegistryCommand,
  by: string,
  at: Instant,
  context: RegistryContext,
): Facts | RegistryRefusal {
  if (command.type === 'notice') return entry ? 'not_at_this_step' : noticed(command, at, context);
  if (!entry) return 'not_at_this_step';
  const bar = barOf(entry, command.type, by, at);
  if (bar) return bar;
  switch (command.type) {
    case 'state':
      return worded({ type: 'stated', text: command.text }, command.text);
    case 'decide':
      return decided(command, at, context);
    case 'publish':
      return { type: 'published' };
    case 'object':
      return worded({ type: 'objected', text: command.text }, command.text);
    case 'rule-objection':
      return worded(
        command.upheld
          ? { type: 'removed', why: 'objection', reason: command.reason }
          : { type: 'objection_refused', reason: command.reason },
        command.reason,
      );
    case 'apply-repair':
      return worded({ type: 'repair_asked', evidence: command.evidence }, command.evidence);
    case 'rule-repair':
      return worded(
        command.granted
          ? { type: 'removed', why: 'repair', reason: command.reason }
          : { type: 'repair_refused', reason: command.reason },
        command.reason,
      );
    case 'expire':
      return { type: 'removed', why: 'expiry', reason: '有效期满' };
  }
}

/** Why `by` may not take this step now, whatever is written for it. */
function barOf(entry: RegistryEntry, step: keyof typeof FROM, by: string, at: Instant): RegistryRefusal | null {
  if (!FROM[step].includes(entry.status)) return 'not_at_this_step';
  switch (step) {
    case 'state':
      return inTime(at, entry.statementUntil) ? null : 'statement_late';
    // Not before the company was heard or its time to speak has passed, and not by who gave the notice.
    case 'decide':
      if (by === entry.noticedBy) return 'another_person';
      return entry.status === 'noticed' && inTime(at, entry.statementUntil) ? 'statement_window' : null;
    case 'rule-objection':
      return by === entry.decidedBy ? 'another_person' : null;
    case 'expire':
      return isInForce(entry, at) ? 'not_expired' : null;
    default:
      return null;
  }
}

/** The steps that `by` could take now. */
export const registrySteps = (entry: RegistryEntry, by: string, at: Instant): (keyof typeof FROM)[] =>
  (Object.keys(FROM) as (keyof typeof FROM)[]).filter((step) => barOf(entry, step, by, at) === null);

const worded = (facts: Facts, text: string): Facts | RegistryRefusal => (text.trim() ? facts : 'text_missing');

function noticed(
  { type: _type, ...told }: Extract<RegistryCommand, { type: 'notice' }>,
  at: Instant,
  { calendar, rules }: RegistryContext,
): Facts | RegistryRefusal {
  if (!told.fact.trim() || !told.basis.trim()) return 'text_missing';
  const days = quanta('WORK_DAYS', rules.statementDays);
  const until = dueAt(calendar, { unit: 'WORK_DAYS', service: 'OFFICE' }, at, days).at;
  return { type: 'noticed', ...told, statementUntil: until };
}

function decided(
  { list, reason }: Extract<RegistryCommand, { type: 'decide' }>,
  at: Instant,
  { rules }: RegistryContext,
): Facts | RegistryRefusal {
  if (!reason.trim()) return 'text_missing';
  if (!list) return { type: 'dropped', reason };
  const effectiveFrom = civilDate(at);
  return { type: 'decided', effectiveFrom, expiresOn: monthsAfter(effectiveFrom, rules.validMonths), reason };
}

/** Folds one event into the entry. */
export function evolveRegistry(entry: RegistryEntry | null, event: RegistryEvent): RegistryEntry {
  if (event.type === 'noticed') return born(event);
  if (!entry) throw new Error(`registry event ${event.type} before the notice`);
  switch (event.type) {
    case 'stated':
      return { ...entry, status: 'stated', statement: event.text };
    case 'decided':
      return {
        ...entry,
        status: 'decided',
        decidedBy: event.by,
        effectiveFrom: event.effectiveFrom,
        expiresOn: event.expiresOn,
      };
    case 'dropped':
      return { ...entry, status: 'dropped', decidedBy: event.by };
    case 'published':
      return { ...entry, status: 'published' };
    case 'objected':
      return { ...entry, status: 'objected', objection: event.text };
    case 'repair_asked':
      return { ...entry, status: 'repairing', repairEvidence: event.evidence };
    case 'objection_refused':
    case 'repair_refused':
      return { ...entry, status: 'published' };
    case 'removed':
      return { ...entry, status: 'removed', removedAt: event.at };
  }
}

function born({ type: _type, at, by, ...told }: Extract<RegistryEvent, { type: 'noticed' }>): RegistryEntry {
  return {
    ...told,
    editionId: told.editionId ?? null,
    status: 'noticed',
    noticedBy: by ?? '',
    noticedAt: at,
    statement: null,
    decidedBy: null,
    effectiveFrom: null,
    expiresOn: null,
    objection: null,
    repairEvidence: null,
    removedAt: null,
  };
}

/** Shown and counted: published, not removed, within its validity. A repair stops both at once (修复即终止公示). */
export const isInForce = ({ status, effectiveFrom, expiresOn }: RegistryEntry, at: Instant): boolean =>
  (status === 'published' || status === 'objected' || status === 'repairing') &&
  effectiveFrom !== null &&
  expiresOn !== null &&
  at < instantOf(expiresOn);

/** 信用分 of a company at an instant. */
export const creditPoints = (entries: readonly RegistryEntry[], companyId: string, at: Instant): number =>
  entries
    .filter((entry) => entry.companyId === companyId && isInForce(entry, at))
    .reduce((sum, { points }) => sum + points, 0);

/** AAA … C by a score of a hundred. */
export const creditLevel = (score: number, { levels }: PropertyRules['credit']): string =>
  levels.find(({ from }) => score >= from)?.level ?? levels.at(-1)?.level ?? '';

/** The same day so many months on, or the last of a shorter month. */
function monthsAfter(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = month - 1 + months;
  const first = `${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  for (let last = day; last > 28; last -= 1) if (exists(`${first}-${last}`)) return `${first}-${last}`;
  return `${first}-${String(Math.min(day, 28)).padStart(2, '0')}`;
}

function exists(date: CivilDate): boolean {
  try {
    return civilDate(instantOf(date)) === date;
  } catch {
    return false;
  }
}
