import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { Registry } from 'prom-client';

import { findingIdOf, findingWorkflowId, type Position, positionQuery } from '#contract/temporal';
import {
  Breaker,
  bundleWorkflows,
  EngineMetrics,
  findingActivities,
  FindingRuns,
  oneAtATime,
  OutboxRelay,
  Reconciler,
  roundActivities,
  RoundRuns,
  Sweeper,
  temporalClient,
} from '#temporal';

import { OwnTemporal } from '../../support/own-temporal';
import { type RunningWorker, startWorker } from '../../support/time-skipping';
import { District, MORNING } from '../persistence/district';

export const silent = pino({ level: 'silent' });
const now = () => Math.round(performance.timeOrigin + performance.now());

/** The engine's parts on a district and a Temporal server of their own; the record's time stands, Temporal's does not. */
export class EngineRoom {
  readonly breaker = new Breaker();
  readonly registry = new Registry();
  private readonly metrics: EngineMetrics;
  private worker: RunningWorker | undefined;
  private connection: NativeConnection | undefined;

  private bundle: Promise<{ code: string }> | undefined;

  private constructor(
    readonly district: District,
    readonly temporal: OwnTemporal,
    readonly client: Client,
    readonly runs: FindingRuns,
    readonly roundRuns: RoundRuns,
  ) {
    this.metrics = new EngineMetrics(this.registry, district.record.outbox);
  }

  static async open(): Promise<EngineRoom> {
    const [district, temporal] = await Promise.all([District.open(), OwnTemporal.open()]);
    const client = temporalClient(temporal.at);
    return new EngineRoom(district, temporal, client, new FindingRuns(client, now() - MORNING), new RoundRuns(client));
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.client.connection.close();
    await Promise.all([this.district.close(), this.temporal.close()]);
  }

  /** @param parts in the place of the real ones. */
  relay(parts: { runs?: Pick<FindingRuns, 'tell'>; outbox?: District['record']['outbox'] } = {}): OutboxRelay {
    const { breaker, metrics, runs } = this;
    const { outbox, findings } = this.district.record;
    return new OutboxRelay({ outbox, record: findings, runs, breaker, metrics, log: silent, ...parts });
  }

  sweeper(): Sweeper {
    return new Sweeper(this.district.record.findings, this.metrics);
  }

  reconciler(): Reconciler {
    const { runs, metrics } = this;
    const { findings, rounds } = this.district.record;
    const once = oneAtATime(this.district.url);
    const theirs = { record: rounds, runs: this.roundRuns };
    return new Reconciler({ record: findings, runs, rounds: theirs, oneAtATime: once, metrics, log: silent });
  }

  /** @param workflowBundle in the place of the real one. */
  async startWorker(workflowBundle?: { code: string }): Promise<void> {
    this.connection = await NativeConnection.connect({ address: this.temporal.at.address });
    const bundle = workflowBundle ?? (await (this.bundle ??= bundleWorkflows()));
    const { findings, rounds } = this.district.record;
    const activities = { ...findingActivities(findings), ...roundActivities(rounds) };
    this.worker = await startWorker(this.connection, findings, { workflowBundle: bundle, activities });
  }

  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    await this.connection?.close();
    this.worker = this.connection = undefined;
  }

  run(findingId: string) {
    return this.client.workflow.getHandle(findingWorkflowId(findingId));
  }

  believed(findingId: string): Promise<Position> {
    return this.run(findingId).query(positionQuery);
  }

  async signalsTo(findingId: string): Promise<number> {
    const { events } = await this.run(findingId).fetchHistory();
    return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
  }

  /** Findings with a running workflow, as Temporal lists them. */
  async running(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { workflowId } of this.client.workflow.list({ query: `ExecutionStatus = 'Running'` }))
      ids.push(findingIdOf(workflowId)!);
    return ids.sort();
  }
}
