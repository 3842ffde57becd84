import type { Finding, TakenBack } from './finding';

const PREFIX = { lines: 'L', requests: 'R', suspensions: 'P', submissions: 'S' } as const;

/** The next id among the case's lines, requests, suspensions or feedbacks; none is ever given twice (ruling 16). */
export const nextId = (state: Finding, part: Exclude<keyof TakenBack, 'generations'>): string =>
  `${PREFIX[part]}${state[part].length + (state.takenBack?.[part] ?? 0) + 1}`;

/** The generation with which a clock begins anew: its rungs may fire again. */
export const nextGeneration = ({ clocks, takenBack }: Finding, clockId: string): number =>
  Math.max(clocks[clockId]?.generation ?? 0, takenBack?.generations[clockId] ?? 0) + 1;
