import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { CommandDone } from '#contract';

import type { Caller } from './caller';
import { type Operation, Operations } from './operations';
import type { People } from './people';
import { CATEGORY } from './quick-policy';

const RETRY_MS = 500;
/** How long people still ask for an answer once the trouble is over. */
const PATIENCE_MS = 30_000;

/** The people who carry a case through its first stages. */
interface Crew {
  inspector: Caller;
  dispatcher: Caller;
  handler: Caller;
}

/**
 * People at their work: cases arrive at a fixed rate, whether or not the system keeps up, and each goes its way: filed and
 * assigned, then signed for and talked about; every fourth is dismissed instead. In every second case people ask again, under
 * the same key, until they are answered; in the others an unanswered request ends the case.
 */
export class Load {
  readonly operations = new Operations();
  private readonly ending = new AbortController();
  private readonly cases: Promise<void>[] = [];
  private patienceEnds = Infinity;

  private constructor(
    private readonly crew: Crew,
    private readonly perSecond: number,
  ) {}

  /** Keeps the load up while `trouble` is made, sees the cases under way through, and answers what their people heard. */
  static async during(
    people: People,
    perSecond: number,
    trouble: (operations: Operations) => Promise<void>,
  ): Promise<Operations> {
    const [inspector, dispatcher, handler] = await Promise.all([
      people.withRole('inspector'),
      people.withRole('dispatcher'),
      people.withRole('handler'),
    ]);
    const load = new Load({ inspector, dispatcher, handler }, perSecond);
    const arriving = load.arrive();
    try {
      await trouble(load.operations);
    } finally {
      load.patienceEnds = performance.now() + PATIENCE_MS;
      load.ending.abort();
      await arriving;
      await Promise.all(load.cases);
    }
    return load.operations;
  }

  private async arrive(): Promise<void> {
    const { signal } = this.ending;
    const since = performance.now();
    for (let nth = 0; !signal.aborted; nth += 1) {
      this.cases.push(this.carry(nth).catch(endsTheCase));
      const next = since + ((nth + 1) * 1_000) / this.perSecond;
      await delay(Math.max(0, next - performance.now()), undefined, { signal }).catch(() => undefined);
    }
  }

  private async carry(nth: number): Promise<void> {
    const { inspector, dispatcher, handler } = this.crew;
    const persistent = nth % 2 === 0;
    const description = `第 ${nth} 处垃圾桶满溢 ${randomUUID()}`;
    const filing = { channel: 'round', source: 'district', categoryCode: CATEGORY, description };
    const { id } = await this.send(inspector, 'file', '/findings', filing, persistent);
    const give = (caller: Caller, command: string, body: object) =>
      this.send(caller, command, `/findings/${id}/${command}`, body, persistent);
    if (nth % 4 === 3) return void (await give(dispatcher, 'dismiss', { reason: '不属督查范围' }));
    await give(dispatcher, 'assign', { unitId: handler.unitId });
    await give(handler, 'sign', {});
    await give(handler, 'report-progress', { text: '已到现场' });
    await give(dispatcher, 'comment', { text: '请抓紧' });
  }

  private async send(
    caller: Caller,
    command: string,
    path: string,
    body: object,
    persistent: boolean,
  ): Promise<CommandDone> {
    const operation: Operation = {
      key: randomUUID(),
      personId: caller.personId,
      command,
      outcome: 'unknown',
      persistent,
      tries: 0,
      answer: null,
    };
    try {
      do {
        operation.tries += 1;
        await this.tryOnce(caller, path, body, operation);
        if (operation.outcome === 'unknown') await delay(RETRY_MS);
      } while (persistent && operation.outcome === 'unknown' && performance.now() < this.patienceEnds);
    } finally {
      this.operations.all.push(operation);
    }
    if (operation.answer) return operation.answer;
    throw new CaseEnds(`${command}: ${operation.outcome}`);
  }

  private async tryOnce(caller: Caller, path: string, body: object, operation: Operation): Promise<void> {
    const answer = await caller.post(path, body, operation.key).catch(() => null);
    if (!answer || answer.status >= 500) return;
    operation.outcome = answer.status < 300 ? 'acknowledged' : 'refused';
    if (operation.outcome === 'acknowledged') operation.answer = answer.body;
  }
}

class CaseEnds extends Error {}

function endsTheCase(error: unknown): void {
  if (!(error instanceof CaseEnds)) throw error;
}
