import type { HerdFigures } from './herd/herd';
import type { Figures, Measured } from './measure';
import type { Plan } from './plan';

export interface Report extends Measured {
  plan: Plan;
  ratios: Ratios;
  herd: HerdFigures;
  seconds: number;
}

/** Duban's figure by plain Temporal's. */
export interface Ratios {
  acknowledgedPerSecond: number;
  p50: number;
  p99: number;
  loopsPerSecond: number;
  eventsPerLoop: number;
  eventsPerBusyLoop: number;
}

/** What is expected of the engine; a run that falls short says so and is no failure. */
const EXPECTED = { acknowledgedPerSecond: 15, loopsPerSecond: 2, eventsPerLoop: 1 / 3 };

export const ratiosOf = ({ duban, plain }: Measured): Ratios => ({
  acknowledgedPerSecond: duban.acknowledgedPerSecond / plain.acknowledgedPerSecond,
  p50: duban.p50Ms / plain.p50Ms,
  p99: duban.p99Ms / plain.p99Ms,
  loopsPerSecond: duban.loopsPerSecond / plain.loopsPerSecond,
  eventsPerLoop: duban.eventsPerLoop / plain.eventsPerLoop,
  eventsPerBusyLoop: duban.eventsPerBusyLoop / plain.eventsPerBusyLoop,
});

export function table(report: Report): string {
  const { duban, plain, ratios, herd, faults, plan } = report;
  const row = (name: string, figure: (side: Figures) => string, ratio: number, expected = '') =>
    [name.padEnd(38), figure(duban).padStart(9), figure(plain).padStart(15), times(ratio).padStart(9), expected].join(
      ' ',
    );
  const atLeast = (ratio: number, least: number) => `  ≥ ${least}× ${ratio >= least ? '✓' : '✗'}`;
  const atMost = (ratio: number, most: number) => `  ≤ ${most.toFixed(2)}× ${ratio <= most ? '✓' : '✗'}`;
  const { acknowledgedPerSecond, loopsPerSecond, eventsPerLoop } = ratios;
  return [
    [''.padEnd(38), 'Duban'.padStart(9), 'plain Temporal'.padStart(15), 'ratio'.padStart(9)].join(' '),
    row(
      'acknowledged commands/s',
      (side) => side.acknowledgedPerSecond.toFixed(0),
      acknowledgedPerSecond,
      atLeast(acknowledgedPerSecond, EXPECTED.acknowledgedPerSecond),
    ),
    row('  p50 ms', (side) => side.p50Ms.toFixed(0), ratios.p50),
    row('  p99 ms', (side) => side.p99Ms.toFixed(0), ratios.p99),
    row(
      'whole loops/s',
      (side) => side.loopsPerSecond.toFixed(1),
      loopsPerSecond,
      atLeast(loopsPerSecond, EXPECTED.loopsPerSecond),
    ),
    row(
      'history events/loop, steps apart',
      (side) => side.eventsPerLoop.toFixed(0),
      eventsPerLoop,
      atMost(eventsPerLoop, EXPECTED.eventsPerLoop),
    ),
    row('history events/loop, steps at once', (side) => side.eventsPerBusyLoop.toFixed(1), ratios.eventsPerBusyLoop),
    '',
    ...herdLines(herd),
    '',
    `${duban.loops} and ${plain.loops} loops driven and looked up, ${plan.rounds} rounds by turns, medians; ` +
      `${report.seconds.toFixed(0)} s (${plan.name})`,
    ...(faults.length + herd.faults.length === 0
      ? [
          'every acknowledged command is in the record, every loop at its end, every history closed, every rung fired once',
        ]
      : [...faults, ...herd.faults].slice(0, 20).map((fault) => `✗ ${fault}`)),
  ].join('\n');
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

const times = (ratio: number): string => `${ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`;
