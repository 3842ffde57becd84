import pg from 'pg';
import { APPLICATION_ROLE } from './application-role';

const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const DATE = 1082;

/** Instants arrive as epoch milliseconds, counts as numbers, civil dates as they are written. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [TIMESTAMPTZ]: (text) => Date.parse(`${text.slice(0, 10)}T${text.slice(11).replace(/([+-]\d\d)$/, '$1:00')}`),
  [BIGINT]: Number,
  [DATE]: (text) => text,
};

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export interface PoolOptions {
  url: string;
  size: number;
  /** Least privilege: statements run as the application role, which may not touch written events. */
  asApplication: boolean;
  /** A statement that runs longer is cancelled. Default 30 s. */
  statementTimeoutMs?: number;
}

const STATEMENT_TIMEOUT_MS = 30_000;

/** A pool whose broken connections end a query, never the process. */
export function openPool({
  url,
  size,
  asApplication,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types,
    application_name: 'duban',
    connectionTimeoutMillis: 10_000,
    options: [
      '-c TimeZone=UTC',
      '-c lock_timeout=10s',
      // Compiling a short query takes longer than running it.
      '-c jit=off',
      `-c statement_timeout=${statementTimeoutMs}`,
      ...(asApplication ? [`-c role=${APPLICATION_ROLE}`] : []),
    ].join(' '),
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** Runs `work` in one transaction on one connection, which is given up if it broke. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    broken = false;
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

/** SQLSTATE of a database error, undefined for anything else. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** The connection ended before the answer: the statement may or may not have been committed. */
export const isConnectionLoss = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(08|57P0)/.test(code) || /^E(CONNRESET|PIPE|CONNREFUSED|TIMEDOUT)$/.test(code)) return true;
  return (
    error instanceof Error && /Connection terminated|Client has encountered a connection error/.test(error.message)
  );
};
