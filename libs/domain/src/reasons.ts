import { inTime, offsetFrom } from '#calendar';
import { type Actor, refOf, samePerson } from './actor';
import { ringsAt } from './bells';
import { runningClocks } from './clocks';
import type { CommandOf } from './commands';
import type { Bell, Clock, Plea } from './finding';
import { openPleas } from './pleas';
import type { Rung } from './policy';
import { ownLine } from './rectification';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** 陈述理由: after the urge slip and before the yellow one, once a line, a unit may say why. By itself it holds nothing. */
export function stateReason(turn: Turn, command: CommandOf<'state-reason'>, actor: Actor): void {
  const line = ownLine(turn, actor, command.lineId);
  const pleas = turn.state.pleas ?? [];
  const clock = runningClocks(turn.state).find(({ kind, of }) => kind === 'rectify' && of === line.id);
  const next = clock && yellowAhead(turn, clock);
  if (!clock || !next || pleas.some(({ lineId }) => lineId === line.id)) return refuse('reason_out_of_time');
  const plea: Plea = {
    id: `E${pleas.length + 1}`,
    lineId: line.id,
    clockId: clock.id,
    generation: clock.generation,
    rung: next.rung.code,
    by: refOf(actor),
    at: turn.at,
    reason: command.reason,
    outcome: null,
    until: null,
  };
  turn.emit({ type: 'reason_stated', plea });
}

/** The inspector rules whether the yellow slip and what follows it wait once: as long again as lies between due and yellow. */
export function ruleReason(turn: Turn, command: CommandOf<'rule-reason'>, actor: Actor): void {
  const plea = openPleas(turn.state).find(({ id }) => !command.pleaId || id === command.pleaId);
  if (!plea) refuse('unknown_request');
  if (samePerson(actor, plea.by)) refuse('same_person');
  if (!command.accepted) return turn.emit({ type: 'reason_refused', pleaId: plea.id, reason: command.reason });
  const clock = turn.state.clocks[plea.clockId];
  const next = (clock && yellowAhead(turn, clock)) ?? refuse('unknown_request');
  const { at } = next.rung;
  const again = at.of === 'due' && at.offset ? at.offset : refuse('unknown_request');
  const until = offsetFrom(turn.ctx.calendar, ringsAt(clock!, next.bell), again);
  turn.emit({ type: 'reason_accepted', pleaId: plea.id, until, reason: command.reason });
  turn.emit({ type: 'clock_held', clockId: plea.clockId, until });
}

/** The clock is late, and its yellow slip is still to come. */
function yellowAhead({ ctx, at }: Turn, clock: Clock): { rung: Rung; bell: Bell } | null {
  if (clock.dueAt === null || inTime(at, clock.dueAt) || !clock.ladder) return null;
  const rung = ctx.policyOf(clock.policyVersion).ladders[clock.ladder].find(({ colour }) => colour === 'yellow');
  const bell = clock.bells.find(({ code }) => code === rung?.code);
  return rung && bell && !clock.fired.includes(bell.code) ? { rung, bell } : null;
}
