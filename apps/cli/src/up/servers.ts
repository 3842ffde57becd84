import { join } from 'node:path';

import { migrate, seedDistrict } from '#persistence';
import { providePostgres, provideTemporal, type Postgres, type Progress, type Temporal } from '#servers';

import { playLivingDistrict } from '../demo/living/living-district';
import { demoPassword } from './demo-password';
import type { Settings } from './settings';

export interface Servers {
  postgres: Postgres;
  temporal: Temporal;
}

/** Both servers at once; what goes on in the database meanwhile does not wait for Temporal. */
export async function startServers(settings: Settings, progress: Progress): Promise<Servers> {
  const [postgres, temporal] = await Promise.allSettled([
    startDatabase(settings, progress),
    startTemporalServer(settings, progress),
  ]);
  // Neither may still be starting when the other's failure is told: it could not be stopped.
  return { postgres: valueOf(postgres), temporal: valueOf(temporal) };
}

export function startPostgresServer({ stateDir, postgresPort }: Settings, progress: Progress): Promise<Postgres> {
  return providePostgres({ stateDir, port: postgresPort, progress });
}

export function startTemporalServer(settings: Settings, progress: Progress): Promise<Temporal> {
  const { stateDir, temporalPort, temporalUiPort } = settings;
  return provideTemporal({ stateDir, port: temporalPort, uiPort: temporalUiPort, progress });
}

async function startDatabase(settings: Settings, progress: Progress): Promise<Postgres> {
  const postgres = await startPostgresServer(settings, progress);
  progress('建表 / migrating the database');
  await migrate(postgres.url, progress);
  progress('写入示范区县 / seeding the demonstration district');
  await seedDistrict(postgres.url, { password: demoPassword(settings.stateDir), progress });
  if (settings.demo)
    await playLivingDistrict({ url: postgres.url, evidenceDir: join(settings.stateDir, 'evidence'), progress });
  return postgres;
}

function valueOf<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
