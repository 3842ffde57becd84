import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';

import type { Config } from '#config';
import { Seal, Wire } from '#notification';
import { type DistrictRecord, openRecord } from '#persistence';
import {
  assessmentActivities,
  AssessmentKeeper,
  AssessmentRuns,
  Breaker,
  EngineMetrics,
  findingActivities,
  FindingRuns,
  Loop,
  oneAtATime,
  OutboxRelay,
  Reconciler,
  roundActivities,
  RoundKeeper,
  RoundRuns,
  Sweeper,
  temporalClient,
  WorkerHost,
  workflowBundle,
} from '#temporal';

import { Deliveries } from './deliveries';
import { HealthServer } from './health-server';
import { Messages } from './messages';
import { OutboxAlarm } from './outbox-alarm';
import { Readiness } from './readiness';
import { Upkeep } from './upkeep';

/** Connections to PostgreSQL. Ticks have theirs apart: relay, sweeper and deliveries must never wait for those. */
const POOL = 5;
const TICKS = 8;
/** Within the 3 s that a workflow gives a tick, or its answer would come to nobody while it still held a connection. */
const TICK_STATEMENT_MS = 2_500;

/**
 * Everything that acts without being asked. Relay, sweeper and deliveries depend on PostgreSQL alone; the Temporal worker starts
 * last and is made anew as often as it takes (I5).
 */
export class Engine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private constructor(
    private readonly loops: readonly Loop[],
    private readonly reconciler: Reconciler,
    private readonly host: WorkerHost,
    private readonly health: HealthServer,
    private readonly records: readonly DistrictRecord[],
    private readonly client: Client,
  ) {}

  static async open(config: Config, log: Logger): Promise<Engine> {
    const url = config.databaseUrl;
    const record = await openRecord({ url, poolSize: POOL });
    const ticked = await openRecord({ url, poolSize: TICKS, statementTimeoutMs: TICK_STATEMENT_MS });
    const temporal = { address: config.temporalAddress, namespace: config.temporalNamespace };
    const client = temporalClient(temporal);
    const runs = new FindingRuns(client);
    const roundRuns = new RoundRuns(client);
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const metrics = new EngineMetrics(registry, record.outbox);
    const breaker = new Breaker();
    const { outbox, findings } = record;
    const relay = new OutboxRelay({ outbox, record: findings, runs, breaker, metrics, log });
    const sweeper = new Sweeper(findings, metrics);
    const deliveries = new Deliveries(record.deliveries);
    const messages = new Messages({
      record,
      wire: new Wire({ privateTargets: config.privateTargets }),
      seal: Seal.of(config.secretKey, config.dataDir),
      publicUrl: config.publicUrl,
      log,
    });
    const reconciler = new Reconciler({
      record: findings,
      runs,
      rounds: { record: record.rounds, runs: roundRuns },
      oneAtATime: oneAtATime(url),
      metrics,
      log,
    });
    const rounds = new RoundKeeper({ record: record.rounds, runs: roundRuns, log });
    const upkeep = new Upkeep({ record, oneAtATime: oneAtATime(url, 'upkeep'), log });
    const assessments = new AssessmentKeeper({
      record: record.assessment.office,
      runs: new AssessmentRuns(client),
      log,
    });
    const alarm = new OutboxAlarm(outbox, log);
    const activities = {
      ...findingActivities(ticked.findings),
      ...roundActivities(ticked.rounds),
      ...assessmentActivities(record.assessment.office),
    };
    const host = new WorkerHost({ ...temporal, bundle: workflowBundle, activities, ticks: TICKS, log });
    const loops = [
      new Loop('relay', () => relay.turn(), log),
      new Loop('sweeper', () => sweeper.turn(), log),
      new Loop('deliveries', () => deliveries.turn(), log),
      new Loop('messages', () => messages.turn(), log),
      new Loop('outbox alarm', () => alarm.turn(), log),
      new Loop('reconciler', () => reconciler.turn(), log),
      new Loop('rounds', () => rounds.turn(), log),
      new Loop('assessments', () => assessments.turn(), log),
      new Loop('upkeep', () => upkeep.turn(), log),
    ];
    const readiness = new Readiness(record, alarm, () => host.isPolling(client));
    const health = new HealthServer({ host: config.host, port: config.workerPort, readiness, registry, log });
    return new Engine(loops, reconciler, host, health, [record, ticked], client);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.health.start();
    for (const loop of this.loops) loop.start();
    this.host.start();
  }

  /** Ticks and turns under way are finished before the records are closed under them. */
  async beforeApplicationShutdown(): Promise<void> {
    this.reconciler.stop();
    await Promise.all([this.host.stop(), ...this.loops.map((loop) => loop.stop())]);
    await this.health.stop();
    await this.client.connection.close();
    await Promise.all(this.records.map((record) => record.close()));
  }
}
