import { type Driven, drive } from './drive';
import { median, quantile } from './figures';
import { STEPS } from './loop';
import type { Plan } from './plan';
import type { Worked } from './processors';
import type { Side } from './side';

export interface Figures {
  acknowledgedPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time for a command, until it is acknowledged and for whatever goes on beside it. */
  processorMs: number;
  /** The same by who works, where the system tells. */
  processorMsBy: Worked | null;
  /** Up to the end of the last run. */
  loopsPerSecond: number;
  /** The same when no step follows before Temporal has been told of the last. */
  toldLoopsPerSecond: number;
  /** Mean at full speed, when Temporal is told of several steps at once. */
  eventsPerLoop: number;
  /** With a rest between the steps, as in life; counted in the histories themselves. */
  eventsPerRestedLoop: number;
  /** At full speed, the share of loops that ended before Temporal had to be told of them at all. */
  shareWithoutRun: number;
  /** Loops driven in all, each of them looked up afterwards. */
  loops: number;
}

export interface Measured {
  duban: Figures;
  plain: Figures;
  /** What was acknowledged and is not there, or has not ended as it should; empty when all is well. */
  faults: string[];
}

/** Both sides by turns, after a warm-up; then everything that was acknowledged is looked up. */
export async function measure(
  duban: Side,
  plain: Side,
  plan: Plan,
  progress: (line: string) => void,
): Promise<Measured> {
  const { clients, loops, rounds } = plan;
  progress('预热并清点历史事件 / warming up and counting history events');
  const [dubanWarm, plainWarm] = await Promise.all([
    warmUp(duban, plan, plan.warmUpLoops.duban),
    warmUp(plain, plan, plan.warmUpLoops.plain),
  ]);

  const dubanRounds: Driven[] = [];
  const plainRounds: Driven[] = [];
  const toldRounds: Driven[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`第 ${round}/${rounds} 轮 / round ${round} of ${rounds}`);
    dubanRounds.push(await drive(duban, { clients, findings: loops.duban, next: 'acknowledged' }));
    plainRounds.push(await drive(plain, { clients, findings: loops.plain, next: 'acknowledged' }));
    toldRounds.push(await drive(duban, { clients, findings: loops.told, next: 'told' }));
  }

  progress('核对已受理的事项 / looking up what was acknowledged');
  const all = { duban: [...dubanWarm, ...dubanRounds, ...toldRounds], plain: [...plainWarm, ...plainRounds] };
  return {
    duban: await figures(duban, { counted: dubanWarm[0], rounds: dubanRounds, told: toldRounds, all: all.duban }),
    // What plain Temporal acknowledges it has been told.
    plain: await figures(plain, { counted: plainWarm[0], rounds: plainRounds, told: plainRounds, all: all.plain }),
    faults: [...(await faultsOf(duban, all.duban)), ...(await faultsOf(plain, all.plain))],
  };
}

/** The first few loops, one step now and then, are those of which the histories are counted. */
async function warmUp(side: Side, plan: Plan, findings: number): Promise<[Driven, Driven]> {
  const { clients, countedLoops, restMs } = plan;
  const counted = await drive(side, { clients: countedLoops, findings: countedLoops, next: 'told', restMs });
  return [counted, await drive(side, { clients, findings, next: 'acknowledged' })];
}

interface Rounds {
  counted: Driven;
  rounds: Driven[];
  told: Driven[];
  all: Driven[];
}

async function figures(side: Side, { counted, rounds, told, all }: Rounds): Promise<Figures> {
  const histories = await Promise.all(counted.findingIds.map((id) => side.runs.history(id)));
  const over = (driven: Driven[], figure: (round: Driven) => number) => median(driven.map(figure));
  return {
    acknowledgedPerSecond: over(rounds, (round) => round.acknowledgedPerSecond),
    p50Ms: over(rounds, ({ latencies }) => quantile(latencies, 0.5)),
    p99Ms: over(rounds, ({ latencies }) => quantile(latencies, 0.99)),
    processorMs: over(rounds, ({ processors, latencies }) => processors.totalMs / latencies.length),
    processorMsBy: by(rounds),
    loopsPerSecond: over(rounds, (round) => round.loopsPerSecond),
    toldLoopsPerSecond: over(told, (round) => round.loopsPerSecond),
    eventsPerLoop: over(rounds, (round) => round.eventsPerLoop),
    eventsPerRestedLoop: median(histories.map(({ length }) => length)),
    shareWithoutRun: over(rounds, (round) => round.withoutRun / round.findingIds.length),
    loops: all.reduce((sum, { findingIds }) => sum + findingIds.length, 0),
  };
}

function by(rounds: Driven[]): Worked | null {
  const told = rounds.flatMap(({ processors, latencies }) => (processors.by ? [{ by: processors.by, latencies }] : []));
  if (told.length === 0) return null;
  const of = (who: keyof Worked) => median(told.map(({ by: worked, latencies }) => worked[who] / latencies.length));
  return { postgres: of('postgres'), temporal: of('temporal'), workers: of('workers'), people: of('people') };
}

/** A quick engine that loses something scores nothing. */
async function faultsOf(side: Side, rounds: Driven[]): Promise<string[]> {
  const ids = rounds.flatMap(({ findingIds }) => findingIds);
  const [recorded, runs] = await Promise.all([side.recorded(ids), side.runs.of(ids)]);
  return ids.flatMap((id) => {
    const { steps = 0, terminal = false } = recorded.get(id) ?? {};
    const open = runs.get(id)!.filter(({ completed }) => !completed).length;
    return [
      ...(steps === STEPS.length ? [] : [`${side.name}: ${id} has ${steps} of ${STEPS.length} acknowledged steps`]),
      ...(terminal ? [] : [`${side.name}: ${id} has not ended`]),
      ...(open === 0 ? [] : [`${side.name}: ${id} has ${open} runs that did not complete`]),
    ];
  });
}
