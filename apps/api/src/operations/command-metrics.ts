import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Outbox } from '#persistence';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What this process measures; the worker has the sweeper's and the timers'. */
@Injectable()
export class CommandMetrics {
  readonly registry = new Registry();
  private readonly commands = new Histogram({
    name: 'duban_command_seconds',
    help: 'Time to judge and record a command',
    labelNames: ['command', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor(outbox: Outbox) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'duban_outbox_age_seconds',
      help: 'How long the oldest finding has waited until Temporal is told of it; alarm at 60',
      registers: [this.registry],
      async collect() {
        const { oldestMs } = await outbox.age();
        this.set(oldestMs / 1000);
      },
    });
  }

  observe(command: string, outcome: string, milliseconds: number): void {
    this.commands.observe({ command, outcome }, milliseconds / 1000);
  }
}
