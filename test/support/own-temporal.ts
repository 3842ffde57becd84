import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { claimState, freePort, startTemporal, type Temporal } from '#servers';
import type { TemporalAddress } from '#temporal';

/** What start-servers.ts clears away behind a run that was killed. */
const PREFIX = 'duban-test-';

/** A real Temporal server of the test's own, on one port for its life: it may be stopped, started again and robbed of its store. */
export class OwnTemporal {
  private server: Temporal | undefined;

  private constructor(
    private readonly stateDir: string,
    private readonly port: number,
    private readonly release: () => void,
  ) {}

  static async open(): Promise<OwnTemporal> {
    const stateDir = mkdtempSync(join(tmpdir(), PREFIX));
    const temporal = new OwnTemporal(stateDir, await freePort(), await claimState(stateDir));
    await temporal.start();
    return temporal;
  }

  get at(): TemporalAddress {
    return { address: `127.0.0.1:${this.port}`, namespace: 'default' };
  }

  async start(): Promise<void> {
    this.server = await startTemporal({ stateDir: this.stateDir, port: this.port, progress: () => {} });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** As after the loss of its disk. */
  async loseStore(): Promise<void> {
    await this.stop();
    rmSync(join(this.stateDir, 'temporal'), { recursive: true });
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    this.release();
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}
