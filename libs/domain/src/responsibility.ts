import type { OrgUnit } from './actor';
import type { Line } from './finding';
import type { Turn } from './turn';

/** Moved elsewhere, a line answers for nothing any more. */
const GONE: ReadonlySet<Line['status']> = new Set(['returned', 'recalled', 'reassigned']);

/** Every unit that answers for the case, lead or co; mended on the spot, the unit of who mended. */
export function responsibleUnits(turn: Turn): OrgUnit[] {
  const { lines, rectifiers } = turn.state;
  const answering = lines.filter((line) => !GONE.has(line.status));
  const responsible = answering.length > 0 ? answering : rectifiers.slice(-1);
  return responsible.flatMap(({ unitId }) => turn.ctx.units.unit(unitId) ?? []);
}
