import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { type AppOptions, createApp } from '../../../apps/api/src/create-app';
import { District } from '../persistence/district';

// A whole district is migrated and seeded for each file of tests.
jest.setTimeout(60_000);

/** What a process needs that runs our sources as they are. */
const FROM_SOURCES = ['--conditions=duban-source', '-r', join(__dirname, '../../support/typescript.cjs')];
const LIFE_MS = 90 * 86_400_000;

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON. */
  body: any; // oxlint-disable-line typescript/no-explicit-any -- an answer's form is what the tests are about
  text: string;
}

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Doors extends Partial<Pick<AppOptions, 'site' | 'sso' | 'secretKey' | 'publicUrl' | 'trustedProxies'>> {
  port?: number;
}

/** A seeded district behind a real HTTP server, asked as its people ask. */
export class Served {
  private readonly tokens = new Map<string, string>();
  temporalUp = true;

  private constructor(
    readonly district: District,
    readonly app: NestExpressApplication,
    readonly logged: string[],
    private readonly folder: string,
    readonly origin: string,
  ) {}

  static async open({ port: wanted = 0, ...doors }: Doors = {}): Promise<Served> {
    const district = await District.open();
    const folder = await mkdtemp(join(tmpdir(), 'duban-api-'));
    const logged: string[] = [];
    const probes = {
      database: () => district.record.ping(),
      temporal: () => (served.temporalUp ? Promise.resolve() : Promise.reject(new Error('down'))),
    };
    const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
    const ground = { record: district.record, dataDir: folder, probes, log, trustedProxies: 0, node: FROM_SOURCES };
    const app = await createApp({ ...ground, ...doors });
    await app.listen(wanted, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const served: Served = new Served(district, app, logged, folder, `http://127.0.0.1:${port}`);
    return served;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.district.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Sends as `username`, or as nobody. */
  async send(
    username: string | null,
    path: string,
    { method = 'GET', body, headers = {} }: Sent = {},
  ): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(username && { authorization: `Bearer ${await this.token(username)}` }),
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: wire(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined, text };
  }

  get(username: string | null, path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send(username, `/api/v1${path}`, { headers });
  }

  post(username: string | null, path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.send(username, `/api/v1${path}`, { method: 'POST', body, headers });
  }

  /** Sends and insists on success. */
  async done(username: string, path: string, body: unknown = {}, headers?: Record<string, string>): Promise<Answer> {
    const answer = await this.post(username, path, body, headers);
    if (answer.status >= 300) throw new Error(`${username} POST ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  /** Files as the inspector; answers the id. */
  async file(facts: object = {}, username = 'inspector'): Promise<string> {
    return (await this.done(username, '/findings', filing(facts))).body.id;
  }

  /** Filed, assigned to 区城管局 and signed for. */
  async rectifying(facts: object = {}): Promise<string> {
    const id = await this.file(facts);
    await this.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    await this.done('handler.cg', `/findings/${id}/sign`);
    return id;
  }

  async token(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known) return known;
    const { personId } = await this.district.actor(username);
    const { token } = await this.district.record.sessions.open(personId, LIFE_MS);
    this.tokens.set(username, token);
    return token;
  }

  /** Rows of every table, which a refused request must leave as they are. */
  async rowCounts(): Promise<Record<string, number>> {
    const { owner } = this.district;
    const { rows: tables } = await owner.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const each = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`);
    const { rows } = await owner.query<{ name: string; n: number }>(each.join(' UNION ALL '));
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  }
}

const wire = (body: unknown): RequestInit['body'] =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
    ? (body as RequestInit['body'])
    : JSON.stringify(body);

export const filing = (facts: object = {}) => ({
  channel: 'round',
  source: 'district',
  categoryCode: 'HW01',
  description: '垃圾桶满溢未清运',
  place: {
    streetId: 'dongshi',
    communityId: 'dongshi-yunlu',
    pointName: '云路社区1号点位',
    lng: 116.5,
    lat: 31.73,
  },
  ...facts,
});
