import type { CommandDone, Deadline } from '#contract';

import type { Caller } from './caller';
import { eventually } from './eventually';
import type { People } from './people';
import { CATEGORY, RUNGS_AFTER_DUE } from './quick-policy';
import type { RunThrough } from './rungs-fired';

/** A finding filed by a round, and who filed it. */
export async function fileOne(people: People): Promise<CommandDone & { inspector: Caller }> {
  const inspector = await people.withRole('inspector');
  const facts = { channel: 'round', source: 'district', categoryCode: CATEGORY, description: '垃圾桶满溢' };
  return { ...(await inspector.do('/findings', facts)), inspector };
}

/** A finding that was assigned, and then nobody did anything. */
export interface Neglected extends RunThrough {
  dispatcher: Caller;
}

export async function neglect(people: People): Promise<Neglected> {
  const [dispatcher, handler] = await Promise.all([people.withRole('dispatcher'), people.withRole('handler')]);
  const { id } = await fileOne(people);
  await dispatcher.do(`/findings/${id}/assign`, { unitId: handler.unitId });
  const [line] = (await dispatcher.get(`/findings/${id}`)).lines;
  return { id, assignedAt: Date.parse(line!.assignedAt), dispatcher };
}

/** Waits, by the record's clock, until the last rung of the quick ladder is due. */
export async function untilAllIsDue({ id, assignedAt, dispatcher }: Neglected, limitSeconds: number): Promise<void> {
  const last = assignedAt + (limitSeconds + Math.max(...Object.values(RUNGS_AFTER_DUE))) * 1_000;
  await eventually('the last rung to be due', 30_000, async () => {
    const { asOf } = await dispatcher.get<Deadline>(`/findings/${id}/deadline`);
    return Date.parse(asOf) > last;
  });
}
