import type { Actor } from './actor';
import { leadLine } from './assignment';
import { clocksOf } from './clocks';
import { gravityOf } from './colours';
import type { CommandOf } from './commands';
import { writeNotice } from './escalation';
import type { Clock } from './finding';
import type { Colour, Policy } from './policy';
import { refuse } from './refusal';
import type { Turn } from './turn';

/** 直接出黄/红: an urgent or major case, or one that a leader has written on, need not begin with blue. */
export function startHigher(turn: Turn, { colour, reason }: CommandOf<'start-higher'>, actor: Actor): void {
  const rule = turn.ctx.policy.higherStart;
  if (!rule || !isEligible(turn, rule)) refuse('no_higher_start');
  if (!actor.positions.includes(rule.by)) refuse('wrong_approver', { position: rule.by });
  const line = leadLine(turn) ?? refuse('unknown_line');
  // A unit that we cannot order gets letters, without a colour.
  if (turn.ctx.units.unit(line.unitId)?.relation !== 'commanded') refuse('no_higher_start');
  if (gravityOf(turn.state.colour ?? 'blue') >= gravityOf(colour)) refuse('no_higher_start');
  const clocks = clocksOf(turn.state).filter(
    ({ kind, of, stopped }) => kind === 'rectify' && of === line.id && !stopped,
  );
  const rungs = new Set(clocks.flatMap((clock) => rungsUpTo(turn, clock, colour)));
  turn.emit({ type: 'started_higher', colour, clockIds: clocks.map(({ id }) => id), rungs: [...rungs], reason });
  writeNotice(turn, { title: '督办单', colour, draft: colour === 'red', unitId: line.unitId });
}

function isEligible({ state }: Turn, rule: NonNullable<Policy['higherStart']>): boolean {
  const { severity, urgency, source, instructions } = state;
  const graded = rule.severities.includes(severity) || rule.urgencies.includes(urgency);
  return graded || rule.sources.includes(source) || instructions.length > 0;
}

function rungsUpTo({ ctx }: Turn, { ladder, policyVersion }: Clock, colour: Colour): string[] {
  const rungs = ladder ? ctx.policyOf(policyVersion).ladders[ladder] : [];
  const most = gravityOf(colour);
  return rungs.flatMap((rung) => (rung.colour && gravityOf(rung.colour) <= most ? [rung.code] : []));
}
