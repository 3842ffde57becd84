import type { Finding, Line } from './finding';

/** 主办: the line that answers for the case; its co-lines and the lines below it only contribute. */
export const isLead = (line: Line): boolean => line.role === 'lead' && line.parentId === null;

export const leadOf = (state: Finding): Line | undefined =>
  state.lines.find((line) => isLead(line) && line.status === 'open');

/** The unit that mends it again: who handed in last, in an old ledger who had the line; null when it does not say. */
export const menderOf = (state: Finding): string | null =>
  state.rectifiers.at(-1)?.unitId ?? state.lines.findLast(isLead)?.unitId ?? null;
