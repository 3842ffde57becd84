import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { freePort, isPortFree, startPostgres, startTemporal, stopOwn, type Postgres } from '#servers';

const progress = () => {};

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the servers that Duban runs itself', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'duban-servers-'));
    chmodSync(stateDir, 0o755);
  });
  afterEach(async () => {
    await stopOwn(stateDir);
    rmSync(stateDir, { recursive: true });
  });

  const portOf = ({ url }: Postgres) => Number(new URL(url).port);

  it('PostgreSQL keeps what it acknowledged when it is killed, and has what the schema needs', async () => {
    const first = await startPostgres({ stateDir, progress });
    await query(first.url, `CREATE TABLE kept AS SELECT '督查问题' AS said`);
    process.kill(first.pid!, 'SIGKILL');
    await first.ended;
    const second = await startPostgres({ stateDir, progress });
    expect(await query(second.url, 'SELECT said FROM kept')).toEqual([{ said: '督查问题' }]);
    for (const extension of ['ltree', 'pg_trgm', 'btree_gist'])
      await query(second.url, `CREATE EXTENSION ${extension}`);
    expect(await query(second.url, `SELECT current_setting('fsync') AS fsync`)).toEqual([{ fsync: 'on' }]);
  });

  it('a database that is filled at first is there whole or not at all, and is filled once', async () => {
    const fill = (cut: boolean) => async (url: string) => {
      await query(url, `CREATE TABLE told AS SELECT ${cut} AS cut`);
      if (cut) throw new Error('cut off');
    };
    await expect(startPostgres({ stateDir, progress, fill: fill(true) })).rejects.toThrow('cut off');
    await startPostgres({ stateDir, progress, fill: fill(false) });
    const { url } = await startPostgres({ stateDir, progress, fill: fill(true) });
    expect(await query(url, 'SELECT cut FROM told')).toEqual([{ cut: false }]);
  });

  it('PostgreSQL left behind by a killed owner is stopped by the next, even if its pid file is lost', async () => {
    const orphan = await startPostgres({ stateDir, progress });
    rmSync(join(stateDir, 'postgres.pid'));
    const next = await startPostgres({ stateDir, progress });
    expect(await orphan.ended).toBeDefined();
    expect(await isPortFree(portOf(orphan))).toBe(true);
    await stopOwn(stateDir);
    expect(await isPortFree(portOf(next))).toBe(true);
    expect(readdirSync(stateDir).filter((name) => name.endsWith('.pid'))).toEqual([]);
  });

  it("a stranger's port is refused by name, and nothing is left running", async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    try {
      await once(stranger, 'listening');
      const { port } = stranger.address() as AddressInfo;
      const refused = { code: 'PORT_TAKEN', message: expect.stringContaining(String(port)) };
      await expect(startPostgres({ stateDir, port, progress })).rejects.toMatchObject(refused);
      await expect(startTemporal({ stateDir, port, progress })).rejects.toMatchObject(refused);
    } finally {
      stranger.close();
    }
    expect(readdirSync(stateDir).filter((name) => name.endsWith('.pid'))).toEqual([]);
  });

  it('Temporal comes back on the same store and port after it is killed', async () => {
    const port = await freePort();
    const first = await startTemporal({ stateDir, port, progress });
    process.kill(first.pid!, 'SIGKILL');
    await first.ended;
    const second = await startTemporal({ stateDir, port, progress });
    expect(second.address).toBe(first.address);
    await second.stop();
    expect(await isPortFree(port)).toBe(true);
  });
});
