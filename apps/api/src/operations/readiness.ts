import { connect } from 'node:net';
import { Injectable } from '@nestjs/common';

const PATIENCE_MS = 1000;

export interface State {
  status: 'ok' | 'degraded' | 'down';
  database: 'up' | 'down';
  temporal: 'up' | 'down';
}

/** How to see whether the two servers answer. */
export interface Probes {
  database(): Promise<void>;
  temporal(): Promise<void>;
}

@Injectable()
export class Readiness {
  constructor(private readonly probes: Probes) {}

  async now(): Promise<State> {
    const [database, temporal] = await Promise.all([up(this.probes.database()), up(this.probes.temporal())]);
    return { status: database === 'down' ? 'down' : temporal === 'down' ? 'degraded' : 'ok', database, temporal };
  }
}

async function up(probe: Promise<void>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'down'>((resolve) => (timer = setTimeout(() => resolve('down'), PATIENCE_MS)));
  const answered = probe.then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
}

/** Something listens at host:port. */
export const reaches = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const at = address.lastIndexOf(':');
    const socket = connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)), timeout: PATIENCE_MS });
    const settle = (then: () => void) => () => {
      socket.destroy();
      then();
    };
    socket.once('connect', settle(resolve));
    socket.once(
      'error',
      settle(() => reject(new Error('nothing listens'))),
    );
    socket.once(
      'timeout',
      settle(() => reject(new Error('no answer'))),
    );
  });
