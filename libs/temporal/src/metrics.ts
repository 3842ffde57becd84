import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

import type { OutboxQueue } from './record-port';

/** The alarm is at 60. */
const TOLD_AFTER_SECONDS = [1, 2, 5, 10, 20, 60];

/** What the engine shows to Prometheus. */
export class EngineMetrics {
  readonly told: Counter;
  readonly tellingFailed: Counter;
  readonly toldAfter: Histogram;
  readonly temporalUp: Gauge;
  readonly sweptFindings: Counter;
  readonly sweptRungs: Counter;
  readonly sweepFailed: Counter;
  readonly repaired: Counter<'repair'>;

  constructor(registry: Registry, outbox: Pick<OutboxQueue, 'age'>) {
    const registers = [registry];
    const counter = (name: string, help: string) => new Counter({ name: `duban_${name}_total`, help, registers });
    this.told = counter('outbox_told', 'Findings that Temporal was told about');
    this.tellingFailed = counter(
      'outbox_failures',
      'Findings that Temporal could not be told about, to be tried again',
    );
    this.toldAfter = new Histogram({
      name: 'duban_outbox_told_after_seconds',
      help: 'How long findings had waited when Temporal was told about them',
      buckets: TOLD_AFTER_SECONDS,
      registers,
    });
    this.sweptFindings = counter('sweeper_findings', 'Findings whose due instant no timer had taken up in time');
    this.sweptRungs = counter('sweeper_rungs', 'Rungs fired by the sweeper');
    this.sweepFailed = counter('sweeper_failures', 'Findings set aside because their sweep failed');
    const repair = { name: 'duban_reconcile_repairs_total', help: 'Runs that the reconciler mended', registers };
    this.repaired = new Counter({ ...repair, labelNames: ['repair'] });
    this.temporalUp = new Gauge({
      name: 'duban_temporal_up',
      help: '0 while the relay cannot reach Temporal',
      registers,
    });
    this.temporalUp.set(1);
    new Gauge({
      name: 'duban_outbox_age_seconds',
      help: 'How long the oldest finding has waited that Temporal must be told about; alarm at 60',
      registers,
      async collect() {
        this.set((await outbox.age()).oldestMs / 1_000);
      },
    });
  }
}
