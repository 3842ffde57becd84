import { addDays, type CivilDate, civilDate, dueAt, quanta } from '#calendar';
import { startClock, verdictOf } from './clocks';
import type { Clock, Line } from './finding';
import type { Turn } from './turn';

/** 定进度: the lead unit is reminded of each milestone and, in long work, of the month's one line of progress. */
export function awaitSchedule(turn: Turn, line: Line): void {
  for (const [index, { date }] of (turn.state.fixings?.milestones ?? []).entries()) {
    const id = `${line.id}.milestone-${index + 1}`;
    if (date >= civilDate(turn.at) && !isRunning(turn, id)) startReminder(turn, line, id, 'milestone', date);
  }
  if (isLong(turn, line) && !isRunning(turn, progressOf(line.id))) askProgress(turn, line, civilDate(turn.at));
}

const progressOf = (lineId: string): string => `${lineId}.progress`;

const isRunning = ({ state }: Turn, id: string): boolean => Boolean(state.clocks[id]?.runningSince);

/** Longer than the policy's bound, by whatever unit or fixed date it is measured. */
function isLong({ state, ctx }: Turn, line: Line): boolean {
  const verdict = verdictOf(state, line.id);
  const rule = ctx.policy.progress;
  if (!rule || !verdict?.dueAt) return false;
  const { longerThan } = rule;
  const bound = dueAt(ctx.calendar, longerThan, verdict.anchorAt, quanta(longerThan.unit, longerThan.amount)).at;
  return verdict.dueAt > bound;
}

/** What was said this month is this month's; late or early, the next is the next month's. */
export function progressSaid(turn: Turn, line: Line): void {
  if (isRunning(turn, progressOf(line.id))) askProgress(turn, line, firstOfNextMonth(civilDate(turn.at)));
}

/** Not said in time: the reminder has gone out, and the next month's is asked in its turn. */
export function progressUnsaid(turn: Turn, clock: Clock): void {
  const line = turn.state.lines.find(({ id }) => id === clock.of);
  if (line) askProgress(turn, line, civilDate(turn.at));
}

/** By the policy's day of the month, the first one from `from` on. */
function askProgress(turn: Turn, line: Line, from: CivilDate): void {
  const rule = turn.ctx.policy.progress;
  if (!rule) return;
  const day = dayOfMonth(from, rule.dayOfMonth);
  const next = day >= from ? day : dayOfMonth(firstOfNextMonth(from), rule.dayOfMonth);
  startReminder(turn, line, progressOf(line.id), 'progress', next);
}

function startReminder(
  turn: Turn,
  { id: of, unitId }: Line,
  id: string,
  kind: 'progress' | 'milestone',
  fixedDate: CivilDate,
): void {
  const limit = { amount: 0, unit: 'CALENDAR_DAYS', service: 'ALWAYS' } as const;
  startClock(turn, { id, kind, of, unitId, limit, fixedDate, ladder: 'REPLY' });
}

const dayOfMonth = (date: CivilDate, day: number): CivilDate => `${date.slice(0, 8)}${String(day).padStart(2, '0')}`;

const firstOfNextMonth = (date: CivilDate): CivilDate => dayOfMonth(addDays(dayOfMonth(date, 28), 4), 1);
