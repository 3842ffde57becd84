import { type Driven, drive } from './drive';
import { median, quantile } from './figures';
import { STEPS } from './loop';
import type { Plan } from './plan';
import type { Side } from './side';

export interface Figures {
  acknowledgedPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Every step told to Temporal before the next, up to the last run's end. */
  loopsPerSecond: number;
  /** With a rest between the steps, as in life, counted in the histories themselves. */
  eventsPerLoop: number;
  /** When steps follow as fast as they are acknowledged, and Temporal sees several at once. */
  eventsPerBusyLoop: number;
  /** Loops driven, warm-up included, all of them looked up afterwards. */
  loops: number;
}

export interface Measured {
  duban: Figures;
  plain: Figures;
  /** What was acknowledged and is not there, or has not ended as it should; empty when all is well. */
  faults: string[];
}

/** Both sides by turns: counted loops and a warm-up, then the rounds, then everything acknowledged is looked up. */
export async function measure(
  duban: Side,
  plain: Side,
  plan: Plan,
  progress: (line: string) => void,
): Promise<Measured> {
  const { clients, loops, warmUpLoops, countedLoops, restMs, rounds } = plan;
  const busy = (side: Side, findings: number) => drive(side, { clients, findings, next: 'acknowledged' });
  const counted = (side: Side) => drive(side, { clients: countedLoops, findings: countedLoops, next: 'told', restMs });

  progress('数历史事件 / counting history events');
  const dubanCounted = await counted(duban);
  const plainCounted = await counted(plain);
  progress('预热 / warming up');
  const dubanWarm = await busy(duban, warmUpLoops.duban);
  const plainWarm = await busy(plain, warmUpLoops.plain);

  const commands: Driven[] = [];
  const whole: Driven[] = [];
  const plainRounds: Driven[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`第 ${round}/${rounds} 轮 / round ${round} of ${rounds}`);
    commands.push(await busy(duban, loops.commands));
    plainRounds.push(await busy(plain, loops.plain));
    whole.push(await drive(duban, { clients, findings: loops.whole, next: 'told' }));
  }

  progress('核对 / looking up what was acknowledged');
  const dubanAll = [dubanCounted, dubanWarm, ...commands, ...whole];
  const plainAll = [plainCounted, plainWarm, ...plainRounds];
  return {
    // What plain Temporal acknowledges it has been told: the same rounds give both of its figures.
    duban: await figures(duban, { counted: dubanCounted, commands, whole, all: dubanAll }),
    plain: await figures(plain, { counted: plainCounted, commands: plainRounds, whole: plainRounds, all: plainAll }),
    faults: [...(await faultsOf(duban, dubanAll)), ...(await faultsOf(plain, plainAll))],
  };
}

interface Rounds {
  counted: Driven;
  commands: Driven[];
  whole: Driven[];
  all: Driven[];
}

async function figures(side: Side, { counted, commands, whole, all }: Rounds): Promise<Figures> {
  const histories = await Promise.all(counted.findingIds.map((id) => side.runs.history(id)));
  const over = (rounds: Driven[], figure: (round: Driven) => number) => median(rounds.map(figure));
  return {
    acknowledgedPerSecond: over(commands, (round) => round.acknowledgedPerSecond),
    p50Ms: over(commands, ({ latencies }) => quantile(latencies, 0.5)),
    p99Ms: over(commands, ({ latencies }) => quantile(latencies, 0.99)),
    loopsPerSecond: over(whole, (round) => round.loopsPerSecond),
    eventsPerLoop: median(histories.map(({ length }) => length)),
    eventsPerBusyLoop: over(commands, (round) => round.eventsPerLoop),
    loops: all.reduce((sum, { findingIds }) => sum + findingIds.length, 0),
  };
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
