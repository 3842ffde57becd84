import pg from 'pg';
import { grantApplication } from './application-role';
import { dataSourceOf } from './data-source';

/** Any number that no other program locks in this database. */
const MIGRATION_LOCK = 4_715_880;

/** Brings the schema up to date; safe when several processes start at once. */
export async function migrate(url: string, progress: (line: string) => void = () => {}): Promise<void> {
  const guard = new pg.Client({ connectionString: url });
  guard.on('error', () => {});
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runPending(url, progress);
    const { separate } = await grantApplication(guard);
    if (!separate)
      progress(
        '数据库账号无权建立应用角色，以属主运行 / this login may not create the application role: running as owner',
      );
  } finally {
    await guard.end();
  }
}

/** Takes back the last migration: for tests of the way down. */
export async function revertLast(url: string): Promise<void> {
  const source = await dataSourceOf(url).initialize();
  try {
    await source.undoLastMigration();
  } finally {
    await source.destroy();
  }
}

async function runPending(url: string, progress: (line: string) => void): Promise<void> {
  const source = await dataSourceOf(url).initialize();
  try {
    for (const { name } of await source.runMigrations()) progress(`数据库迁移 / migrated: ${name}`);
  } finally {
    await source.destroy();
  }
}
