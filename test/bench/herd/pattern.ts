import { randomUUID } from 'node:crypto';

import type { Client } from 'pg';

import type { Instant } from '#calendar';
import {
  type Actor,
  advance,
  type Command,
  type Context,
  decide,
  type Event,
  evolve,
  type Finding,
  wakeAt,
} from '#domain';
import type { DirectoryUnit } from '#persistence';
// The writer itself, not its door: a finding of the past is written with all of it in one statement, so that nobody who
// watches the record sees it overdue in between.
import { changeOf } from '../../../libs/persistence/src/findings/change';
import { write } from '../../../libs/persistence/src/findings/write';
import type { World } from '../../../libs/persistence/src/reference/world';

const HOUR = 3_600_000;
/** 消防通道被占用: an hour in natural time; URGENT, so that its yellow slip is due an hour after that, to the millisecond. */
export const CATEGORY = 'XF01';
export const RUNG = 'R2';
/** 提醒 and 催办单, which came first. */
export const FIRED_BEFORE = ['R0', 'R1'];

/**
 * Files a finding two hours ago that nobody mended: assigned, signed for, reminded and urged since, its yellow slip
 * (黄色督办单) due at `dueAt`. Answers its id.
 */
export async function writePattern(
  database: Client,
  world: World,
  units: readonly DirectoryUnit[],
  dueAt: Instant,
): Promise<string> {
  const id = randomUUID();
  const events = overdue(id, world.context, units, dueAt);
  const after = events.reduce<Finding | null>(evolve, null)!;
  if (wakeAt(after) !== dueAt) throw new Error(`the pattern wakes at ${wakeAt(after)} instead of ${dueAt}`);
  const { surroundings } = world;
  // Recorded when its last event came about, some minutes ago.
  const at = events.at(-1)!.at;
  await write(database, [changeOf(id, null, { events, after, at, cause: 'command', surroundings })]);
  return id;
}

function overdue(id: string, context: Context, units: readonly DirectoryUnit[], dueAt: Instant): Event[] {
  const district = units.find(({ kind }) => kind === 'district')!;
  const bureau = units.find(({ kind, relation }) => kind === 'department' && relation === 'commanded')!;
  const actor = (unit: DirectoryUnit, roles: Actor['roles']): Actor => ({
    personId: `bench-${roles[0]}`,
    unitId: unit.id,
    unitPath: unit.path,
    ownUnitPath: unit.path,
    scopePath: district.path,
    roles,
    positions: [],
    onBehalfOf: null,
  });
  const office = actor(district, ['inspector', 'dispatcher']);
  const filing: Command = {
    type: 'file',
    id,
    channel: 'round',
    source: 'district',
    categoryCode: CATEGORY,
    description: '消防通道被车辆占用',
    supervisingUnitId: district.id,
  };
  const acts: [Command, Actor][] = [
    [filing, office],
    [{ type: 'assign', unitId: bureau.id }, office],
    [{ type: 'sign' }, actor(bureau, ['handler'])],
  ];
  let state: Finding | null = null;
  const events: Event[] = [];
  for (const [command, by] of acts) {
    const decision = decide(state, command, by, dueAt - 2 * HOUR, context);
    if (!decision.ok) throw new Error(`${command.type}: ${JSON.stringify(decision.refusal)}`);
    state = decision.state;
    events.push(...decision.events);
  }
  return [...events, ...advance(state!, dueAt - 1, context)];
}
