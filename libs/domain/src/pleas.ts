import { inTime, type Instant } from '#calendar';
import { ringsAt } from './bells';
import type { Finding, Plea } from './finding';

/** Still to be ruled on: once its rung has rung, or its clock stands, there is nothing left to hold. */
export const openPleas = ({ pleas = [], clocks }: Finding): Plea[] =>
  pleas.filter(({ outcome, clockId, generation, rung }) => {
    const clock = clocks[clockId];
    return outcome === null && clock?.generation === generation && clock.dueAt !== null && !clock.fired.includes(rung);
  });

/** When the slip comes that is to wait; null once there is nothing left to rule on. */
export function slipAwaits(state: Finding, plea: Plea): Instant | null {
  const clock = openPleas(state).includes(plea) ? state.clocks[plea.clockId] : undefined;
  const bell = clock?.bells.find(({ code }) => code === plea.rung);
  return clock && bell ? ringsAt(clock, bell) : null;
}

/** Whether an open line of the unit is late and has not been heard. */
export const mayPlead = ({ lines, clocks, pleas = [] }: Finding, unitId: string, at: Instant): boolean => {
  const open = lines.filter((line) => line.status === 'open' && line.unitId === unitId);
  const unheard = new Set(open.map(({ id }) => id).filter((id) => !pleas.some(({ lineId }) => lineId === id)));
  return Object.values(clocks).some(
    ({ kind, of, dueAt }) => kind === 'rectify' && unheard.has(of ?? '') && dueAt !== null && !inTime(at, dueAt),
  );
};
