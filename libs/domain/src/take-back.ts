import type { Instant } from '#calendar';
import type { Actor } from './actor';
import { ringsAt } from './bells';
import type { CommandOf, CommandType } from './commands';
import type { Event } from './events';
import { evolve, fold } from './evolve';
import type { Clock, Finding, Notice, TakenBack } from './finding';
import { withdrawNotice } from './notices';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** A wrong tap is noticed at once, or it was none. */
const WITHIN_MS = 60_000;

/**
 * Decisions at a desk. What is signed for, said, sent out of the house or done to another case stands: each has its own
 * way back, or none.
 */
const UNDOABLE: ReadonlySet<string> = new Set<CommandType>([
  'amend',
  'pass-on',
  'pass-back',
  'settle',
  'register',
  'dismiss',
  'assign',
  'reassign',
  'hand-down',
  'recall',
  'request-return',
  'rule-return',
  'submit',
  'endorse',
  'send-back',
  'verify',
  'approve',
  'reject-write-off',
  'rule-objection',
  'request-extension',
  'decide-extension',
  'request-suspension',
  'decide-suspension',
  'suspend',
  'resume',
  'start-higher',
  'recheck',
]);

/** Until when the actor may take the last act on the case back; null when it is not, or no longer, theirs to. */
export function undoUntil({ lastAct, mergedInto, transfer }: Finding, actor: Actor, at: Instant): Instant | null {
  if (!lastAct || !UNDOABLE.has(lastAct.command) || lastAct.by.personId !== actor.personId) return null;
  const until = lastAct.at + WITHIN_MS;
  return at > until || mergedInto || transfer ? null : until;
}

/**
 * 撤回: the case stands as if the command had not been given, and time had run on. Nothing is deleted: the log holds
 * both. What rang meanwhile on a clock that stays has rung; a slip that the command brought about is cancelled by another.
 */
export function takeBack(turn: Turn, command: CommandOf<'take-back'>, actor: Actor): void {
  const { state, at } = turn;
  const act = state.lastAct;
  if (!act || undoUntil(state, actor, at) === null || (command.seq ?? act.seq) !== act.seq)
    refuse('nothing_to_take_back');
  const before = fold(command.log.slice(0, act.seq - 1));
  if (!before) throw new Error(`finding ${state.id}: the log does not reach back to event ${act.seq}`);
  const since = command.log.slice(act.seq - 1).filter(({ by }) => by === null);
  const standing = since.reduce((row, event) => (stillHolds(row, event) ? evolve(row, event) : row), before);
  const voided = state.notices.filter((notice) => !standing.notices.some(({ id }) => id === notice.id));
  const restored: Finding = {
    ...standing,
    ...(state.lateGrants && { lateGrants: standing.lateGrants ?? [] }),
    notices: state.notices.map((notice) => standing.notices.find(({ id }) => id === notice.id) ?? notice),
    clocks: { ...ringingFrom(at, standing.clocks), ...clocksOfNotices(state, voided) },
  };
  turn.emit({
    type: 'taken_back',
    command: act.command,
    fromSeq: act.seq,
    restored: { ...difference(state, restored), takenBack: goneFor(state, restored) },
  });
  for (const { id } of voided) withdrawVoid(turn, id);
}

/** What time did in between goes on to hold where its clock was there before, in the same generation. */
function stillHolds({ clocks, notices }: Finding, event: Event): boolean {
  switch (event.type) {
    case 'rung_fired':
    case 'reminder_repeated':
      return clocks[event.clockId]?.generation === event.generation;
    case 'notice_written':
      return clocks[event.notice.clockId ?? '']?.fired.includes(event.notice.rung ?? '') ?? false;
    case 'clock_started':
      return notices.some(({ id }) => id === event.clock.of);
    default:
      return false;
  }
}

/** A bell that a stopped clock did not ring rings now: the log's instants do not run backwards. */
const ringingFrom = (at: Instant, clocks: Finding['clocks']): Finding['clocks'] =>
  mapped(clocks, (clock) => ({
    ...clock,
    bells: clock.bells.map((bell) =>
      ringsAt(clock, bell) < at && !clock.fired.includes(bell.code) ? { ...bell, at } : bell,
    ),
  }));

function mapped(clocks: Finding['clocks'], change: (clock: Clock) => Clock): Finding['clocks'] {
  return Object.fromEntries(Object.entries(clocks).map(([id, clock]) => [id, change(clock)]));
}

function clocksOfNotices({ clocks }: Finding, notices: readonly Notice[]): Finding['clocks'] {
  const ids = new Set(notices.map(({ id }) => id));
  return Object.fromEntries(Object.entries(clocks).filter(([, { of }]) => of !== null && ids.has(of)));
}

const PARTS = ['lines', 'requests', 'suspensions', 'submissions'] as const;

/** Ids and generations that were given out stay given: what comes later counts on from them (ruling 16). */
function goneFor(state: Finding, restored: Finding): TakenBack {
  const [lines, requests, suspensions, submissions] = PARTS.map(
    (part) => (state.takenBack?.[part] ?? 0) + state[part].length - restored[part].length,
  ) as [number, number, number, number];
  const generations = { ...state.takenBack?.generations };
  for (const { id, generation } of Object.values(state.clocks))
    if (generation > (restored.clocks[id]?.generation ?? 0)) generations[id] = generation;
  return { lines, requests, suspensions, submissions, generations };
}

/** The fields that change. The record's own are not the past's to say. */
function difference(state: Finding, restored: Finding): Partial<Finding> {
  const { seq: _seq, lastAct: _act, takenBack: _gone, ...fields } = restored;
  const entries = Object.entries(fields) as [keyof typeof fields, unknown][];
  return Object.fromEntries(entries.filter(([key, value]) => !same(value, state[key])));
}

/** Whatever the order of the keys: a stored row keeps none. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return left.length === Object.keys(b).length && left.every(([key, value]) => same(value, right[key]));
}

function withdrawVoid(turn: Turn, id: string): void {
  const notice = turn.state.notices.find((one) => one.id === id);
  if (notice && notice.life !== 'withdrawn') withdrawNotice(turn, notice, '撤回');
}
