import { cpus } from 'node:os';

import type { Telling } from './duban/telling';
import type { HerdFigures } from './herd/herd';
import type { Figures, Measured } from './measure';
import type { Plan } from './plan';

export interface Report extends Measured {
  plan: Plan;
  ratios: Ratios;
  telling: Telling;
  herd: HerdFigures;
  seconds: number;
}

/** Duban's figure by plain Temporal's. */
export type Ratios = Record<keyof typeof ROWS, number>;

/** What is one number. */
type Counted = Exclude<keyof Figures, 'processorMsBy'>;

interface Row {
  name: string;
  figure: Counted;
  digits: number;
  /** What is expected of the ratio. A run that falls short says so, and is no failure: the hour may be to blame. */
  atLeast?: number;
  atMost?: number;
}

const ROWS = {
  acknowledgedPerSecond: { name: 'acknowledged commands/s', digits: 0, atLeast: 15 },
  p50Ms: { name: '  p50 ms', digits: 0 },
  p99Ms: { name: '  p99 ms', digits: 0 },
  processorMs: { name: '  ms of a processor/command', digits: 1 },
  loopsPerSecond: { name: 'loops completed/s', digits: 1, atLeast: 2 },
  toldLoopsPerSecond: { name: '  each step told to Temporal first', digits: 1 },
  eventsPerLoop: { name: 'history events/loop', digits: 1, atMost: 1 / 3 },
  eventsPerRestedLoop: { name: '  with a rest between the steps', digits: 0, atMost: 1 / 3 },
} satisfies Partial<Record<Counted, Omit<Row, 'figure'>>>;

const rows = Object.entries(ROWS).map(([figure, row]): Row => ({ figure: figure as keyof typeof ROWS, ...row }));

export const ratiosOf = ({ duban, plain }: Measured): Ratios =>
  Object.fromEntries(rows.map(({ figure }) => [figure, duban[figure] / plain[figure]])) as Ratios;

export function table(report: Report): string {
  const { duban, plain, herd, telling, plan, seconds } = report;
  const faults = [...report.faults, ...herd.faults];
  return [
    `${''.padEnd(36)}${'Duban'.padStart(8)}${'plain Temporal'.padStart(17)}${'ratio'.padStart(9)}`,
    ...rows.flatMap((row) => [line(row, report), ...(row.figure === 'processorMs' ? sharesLines(report) : [])]),
    ...reasonLines(report),
    `At full speed ${(100 * duban.shareWithoutRun).toFixed(0)} % of Duban's loops ended before Temporal had to be told of them; ` +
      `what it was told had waited ${telling.meanSeconds.toFixed(1)} s in the mean, ${telling.withinSeconds} s at most.`,
    '',
    ...herdLines(herd),
    '',
    `${duban.loops} and ${plain.loops} loops; medians of ${plan.rounds} rounds by turns, ${plan.clients} people at once; ` +
      `${seconds.toFixed(0)} s (${plan.name})`,
    ...(faults.length === 0
      ? [
          'every acknowledged command is in the record, every loop at its end, every history closed, every rung fired once',
        ]
      : faults.slice(0, 20).map((fault) => `✗ ${fault}`)),
  ].join('\n');
}

/** Why fewer commands were acknowledged than expected, by what was measured beside them. */
function reasonLines({ duban, plain, ratios }: Report): string[] {
  if (ratios.acknowledgedPerSecond >= ROWS.acknowledgedPerSecond.atLeast) return [];
  const processors = cpus().length;
  const room = (1_000 * processors) / duban.processorMs;
  return [
    `Commands/s are bound by the ${processors} processors that all share: a command costs them ${duban.processorMs.toFixed(1)} ms ` +
      `(room for ${room.toFixed(0)}/s where nothing else runs), plainly ${plain.processorMs.toFixed(1)} ms.`,
  ];
}

/** Who works for a command, where the system tells. */
function sharesLines({ duban, plain }: Report): string[] {
  if (!duban.processorMsBy || !plain.processorMsBy) return [];
  const [ours, theirs] = [duban.processorMsBy, plain.processorMsBy];
  return Object.entries(SHARES).map(([who, name]) => {
    const of = who as keyof typeof SHARES;
    return `    ${name}`.padEnd(36) + ours[of].toFixed(2).padStart(8) + theirs[of].toFixed(2).padStart(17);
  });
}

const SHARES = { postgres: 'PostgreSQL', temporal: 'Temporal', workers: 'workers', people: 'people' };

function line({ name, figure, digits, atLeast, atMost }: Row, { duban, plain }: Report): string {
  const ratio = duban[figure] / plain[figure];
  const met = ratio >= (atLeast ?? 0) && ratio <= (atMost ?? Infinity);
  const expected = atLeast ? `≥ ${atLeast}×` : atMost ? `≤ ${atMost.toFixed(2)}×` : '';
  return [
    name.padEnd(36),
    duban[figure].toFixed(digits).padStart(8),
    plain[figure].toFixed(digits).padStart(17),
    `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`.padStart(9),
    expected && `   ${expected} ${met ? '✓' : '✗'}`,
  ].join('');
}

function herdLines(herd: HerdFigures): string[] {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  return [
    `herd: ${herd.findings} deadlines within ${seconds(herd.spreadMs)}, ${herd.armed} of them with a timer in Temporal`,
    `  late: p50 ${seconds(herd.p50Ms)}, p99 ${seconds(herd.p99Ms)}, max ${seconds(herd.maxMs)}; ` +
      `all readable ${seconds(herd.allReadableMs)} after the last`,
    `  ${herd.rungsPerSecond.toFixed(0)} rungs/s; by timers ${herd.firedByTimers}, by the sweeper ${herd.firedBySweeper}`,
  ];
}
