import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

import { migrate, seedDistrict } from '#persistence';

/** What a new database is a copy of, and how that is made. */
interface Template {
  name: string;
  make: (url: string) => Promise<void>;
}
const EMPTY: Template = { name: 'duban_empty', make: migrate };
const SEEDED: Template = {
  name: 'duban_seeded',
  async make(url) {
    await migrate(url);
    await seedDistrict(url, { password: 'for this test only' });
  },
};
const TEMPLATE_LOCK = 20_260_101;

export interface TestDatabase {
  url: string;
  /** Closes whatever is still connected. */
  drop(): Promise<void>;
}

/** A migrated, empty database of the test's own on the run's server. */
export const createTestDatabase = (): Promise<TestDatabase> => copyOf(EMPTY);

/** The same with a demonstration district. */
export const createSeededDatabase = (): Promise<TestDatabase> => copyOf(SEEDED);

async function copyOf(template: Template): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (server) => {
    await ensureTemplate(server, template);
    await server.query(`CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  });
  return {
    url: urlOf(name),
    drop: () => onServer(async (server) => void (await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** Made once per run, whichever Jest worker comes first; a half-made template never bears the name. */
async function ensureTemplate(server: Client, { name, make }: Template): Promise<void> {
  await server.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await server.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${draft}`);
    await make(urlOf(draft));
    await server.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  } finally {
    await server.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.DUBAN_TEST_DATABASE_URL;
  if (!url) throw new Error('DUBAN_TEST_DATABASE_URL is not set: this test belongs to a project with test servers');
  return url;
}

async function onServer<T>(use: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await use(server);
  } finally {
    await server.end();
  }
}
