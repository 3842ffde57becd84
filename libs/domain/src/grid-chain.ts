import { type Actor, samePerson } from './actor';
import { startOwn } from './assignment';
import { limitFor, stopClocks } from './clocks';
import type { CommandOf } from './commands';
import { register } from './discovery';
import type { ClockKind, Finding } from './finding';
import { requireEvidence, selfDone } from './rectification';
import { refuse } from './refusal';
import type { Turn } from './turn';

const CHAIN: ReadonlySet<ClockKind> = new Set(['grid_village', 'grid_township']);

/** 村核实上报 → 乡核查审定: each level of the grid's chain passes it on; back with its reporter, the reporter does. */
export function passOn(turn: Turn, _command: CommandOf<'pass-on'>, actor: Actor): void {
  const { chainLevel, urgency, filedBy } = turn.state;
  if (chainLevel === 'group') {
    if (!samePerson(actor, filedBy)) refuse('not_your_unit');
    return turn.emit({ type: 'passed_on', level: 'village' });
  }
  const level = requireLevel(turn.state, actor);
  stopClocks(turn, ({ kind }) => CHAIN.has(kind));
  turn.emit({ type: 'passed_on', level: level === 'village' ? 'township' : null });
  if (level === 'township') return register(turn);
  startOwn(turn, 'grid_township', limitFor(turn.ctx.policy.limits.grid_township, urgency));
}

/** 退回补充: one level down. The village's clock goes on meanwhile: what it asks for again is its own time. */
export function passBack(turn: Turn, { reason }: CommandOf<'pass-back'>, actor: Actor): void {
  const level = requireLevel(turn.state, actor);
  if (level === 'village') return turn.emit({ type: 'passed_back', level: 'group', reason });
  stopClocks(turn, ({ kind }) => CHAIN.has(kind));
  turn.emit({ type: 'passed_back', level: 'village', reason });
  startOwn(turn, 'grid_village', limitFor(turn.ctx.policy.limits.grid_village, turn.state.urgency));
}

/** 就地解决: the level that has it has mended it; somebody of the supervising side checks. */
export function settle(turn: Turn, { text, evidence = [] }: CommandOf<'settle'>, actor: Actor): void {
  const level = requireLevel(turn.state, actor);
  requireEvidence(turn, evidence);
  stopClocks(turn, ({ kind }) => CHAIN.has(kind));
  turn.emit({ type: 'settled_in_chain', level });
  turn.emit({ type: 'registered' });
  selfDone(turn, text, evidence, actor);
}

/** The level that has it, and that it is the caller's; who reported it does not rule on it. */
function requireLevel({ chainLevel, place, filedBy, status }: Finding, actor: Actor): 'village' | 'township' {
  if (chainLevel !== 'village' && chainLevel !== 'township') refuse('illegal_transition', { status });
  const unit = chainLevel === 'village' ? place.communityId : place.streetId;
  if (unit !== null && unit !== actor.unitId) refuse('not_your_unit');
  if (samePerson(actor, filedBy)) refuse('same_person');
  return chainLevel;
}
