import { Client } from 'pg';
import { Served } from './served';

describe('the process', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  it('is alive and ready, also while Temporal is down', async () => {
    expect((await served.send(null, '/healthz')).body).toEqual({ status: 'ok' });
    expect((await served.send(null, '/readyz')).body).toEqual({ status: 'ok', database: 'up', temporal: 'up' });
    served.temporalUp = false;
    const degraded = await served.send(null, '/readyz');
    expect(degraded).toMatchObject({ status: 200, body: { status: 'degraded', database: 'up', temporal: 'down' } });
    await served.rectifying();
    served.temporalUp = true;
  });

  it('measures commands and the outbox', async () => {
    await served.rectifying();
    const { text, headers } = await served.send(null, '/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(/duban_command_seconds_count\{command="assign",outcome="done"\} \d+/);
    expect(text).toMatch(/duban_outbox_age_seconds \d/);
  });

  it('serves its own description', async () => {
    const { body } = await served.send(null, '/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/api/v1/findings/{id}/request-extension');
  });

  it('sends the headers of a careful server, and does not say what it is made of', async () => {
    const { headers } = await served.get('inspector', '/findings');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says it is not ready when the database is gone, and answers without a trace of the error', async () => {
    const other = await Served.open();
    const token = await other.token('inspector');
    await cutOff(other);
    const ready = await other.send(null, '/readyz');
    expect(ready).toMatchObject({ status: 503, body: { status: 'down', database: 'down' } });
    const answer = await other.get(null, '/findings', { authorization: `Bearer ${token}` });
    expect([500, 503]).toContain(answer.status);
    expect(answer.text).not.toMatch(/pool|node_modules|\bat \//);
    expect(other.logged.join('')).toContain('unforeseen error');
    await other.close();
  });
});

/** Whoever was connected is thrown out, and nobody may come back. */
async function cutOff({ district }: Served): Promise<void> {
  const name = new URL(district.url).pathname.slice(1);
  const server = new Client({ connectionString: process.env['DUBAN_TEST_DATABASE_URL'] });
  await server.connect();
  try {
    await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  } finally {
    await server.end();
  }
}
