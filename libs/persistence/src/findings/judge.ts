import type { Instant } from '#calendar';
import {
  advance,
  type Actor,
  allowedCommands,
  type Command,
  type CommandType,
  decide,
  type Event,
  type Finding,
  evolve,
  type Refusal,
} from '#domain';
import type { World } from '../reference/world';
import { type Cause, type Change, changeOf, type Held } from './change';

export interface Judged {
  ok: true;
  change: Change;
  events: Event[];
}

export interface Refused {
  ok: false;
  refusal: Refusal;
  allowed: CommandType[];
}

/** Catches up, then decides (DESIGN §3). A refusal writes nothing, not even what time had made due: the tick will. */
export function judge(
  held: Held,
  command: Command,
  actor: Actor,
  world: World,
  cause: Cause,
  at = held.at,
): Judged | Refused {
  const { context, surroundings } = world;
  const due = advance(held.finding, at, context);
  const current = due.reduce<Finding>(evolve, held.finding);
  const whole = command.type === 'take-back' ? { ...command, log: [...command.log, ...due] } : command;
  const decision = decide(current, whole, actor, at, context);
  if (!decision.ok) return { ok: false, refusal: decision.refusal, allowed: allowedCommands(current, actor, at) };
  const events = [...due, ...decision.events];
  const change = changeOf(held.id, held, { events, after: decision.state, at, cause, surroundings });
  return { ok: true, change, events };
}

/** A filing or an opening: there is no row yet. */
export function judgeNew(
  id: string,
  command: Command,
  actor: Actor,
  world: World,
  at: Instant,
  externalNumber: string | undefined,
): Judged | Refused {
  const { context, surroundings } = world;
  const decision = decide(null, command, actor, at, context);
  if (!decision.ok) return { ok: false, refusal: decision.refusal, allowed: [] };
  const { events, state: after } = decision;
  const change = changeOf(id, null, { events, after, at, cause: 'command', surroundings, externalNumber });
  return { ok: true, change, events };
}

/** What time alone has made due. */
export function catchUp(held: Held, world: World, cause: 'time' | 'tick'): Change {
  const { context, surroundings } = world;
  const events = advance(held.finding, held.at, context);
  const after = events.reduce<Finding>(evolve, held.finding);
  return changeOf(held.id, held, { events, after, at: held.at, cause, surroundings });
}
