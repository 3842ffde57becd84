import { join } from 'node:path';

import { drawOneTimePassword } from '#identity';
import { DistrictOfItsOwn, foundDistrict, migrate, seedDistrict } from '#persistence';
import { providePostgres, provideTemporal, type Postgres, type Progress, type Temporal } from '#servers';

import { playLivingDistrict } from '../demo/living/living-district';
import { demoPassword } from './demo-password';
import type { Settings } from './settings';

export interface Servers {
  postgres: Postgres;
  temporal: Temporal;
  /** Whether the record holds the demonstration district. */
  demo: boolean;
  /** 一次性密码 of a new district's first administrator, until its owner has chosen another. */
  firstPassword: string | null;
}

/** Both servers at once; what goes on in the database meanwhile does not wait for Temporal. */
export async function startServers(settings: Settings, progress: Progress): Promise<Servers> {
  const [database, temporal] = await Promise.allSettled([
    startDatabase(settings, progress),
    startTemporalServer(settings, progress),
  ]);
  // Neither may still be starting when the other's failure is told: it could not be stopped.
  return { ...valueOf(database), temporal: valueOf(temporal) };
}

/** The demonstration is told whole or not at all: a start that is cut off leaves no half of it. */
export function startPostgresServer(settings: Settings, progress: Progress): Promise<Postgres> {
  const { stateDir, postgresPort: port, demo } = settings;
  const fill = async (url: string) => {
    await migrate(url, progress);
    await showDistrict(url, settings, progress);
  };
  return providePostgres({ stateDir, port, progress, ...(demo && { fill }) });
}

export function startTemporalServer(settings: Settings, progress: Progress): Promise<Temporal> {
  const { stateDir, temporalPort, temporalUiPort } = settings;
  return provideTemporal({ stateDir, port: temporalPort, uiPort: temporalUiPort, progress });
}

async function startDatabase(settings: Settings, progress: Progress): Promise<Omit<Servers, 'temporal'>> {
  const postgres = await startPostgresServer(settings, progress);
  progress('建表 / migrating the database');
  await migrate(postgres.url, progress);
  return { postgres, ...(await filled(postgres.url, settings, progress)) };
}

/** A district of one's own stays one on a day when nobody says so. */
async function filled(
  url: string,
  settings: Settings,
  progress: Progress,
): Promise<Pick<Servers, 'demo' | 'firstPassword'>> {
  try {
    if (settings.demo) {
      await showDistrict(url, settings, progress);
      return { demo: true, firstPassword: null };
    }
  } catch (error) {
    if (settings.demoAsked || !(error instanceof DistrictOfItsOwn)) throw error;
  }
  return { demo: false, firstPassword: await found(url, settings) };
}

async function showDistrict(url: string, { stateDir }: Settings, progress: Progress): Promise<void> {
  progress('写入示范区县 / seeding the demonstration district');
  await seedDistrict(url, { password: demoPassword(stateDir), progress });
  await playLivingDistrict({ url, evidenceDir: join(stateDir, 'evidence'), progress });
}

/** Answers the first administrator's one-time password, null once the district has its people. */
export async function found(url: string, { district, paperCode }: Settings): Promise<string | null> {
  const password = drawOneTimePassword();
  return (await foundDistrict(url, { name: district, paperCode, password })) ? password : null;
}

function valueOf<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
