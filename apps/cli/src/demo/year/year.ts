import { instantOf } from '#calendar';
import { type DistrictRecord, migrate, openRecord, seedDistrict, seedYearDistrict, SimulatedClock } from '#persistence';
import { type Progress, startPostgres } from '#servers';

import { withOwnServers } from '../own-servers';
import { digest } from './chance';
import { printYear } from './print-year';
import { WHOLE_YEAR, type YearProgress, YearOfADistrict } from './year-of-a-district';

const say: Progress = (line) => void process.stderr.write(`${line}\n`);

/** `npm run demo -- --year`: a year of a district without Temporal; what it prints is the same in every run. */
export async function demoYear({ json }: { json?: boolean }): Promise<void> {
  const began = performance.now();
  const result = await onPostgres(async (record, clock) => {
    const year = await YearOfADistrict.of(record, clock, WHOLE_YEAR);
    return year.tell(monthly());
  });
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else printYear(result);
  const { user, system } = process.cpuUsage();
  const seconds = (micros: number) => Math.round(micros / 1e6);
  say(
    `用时 ${Math.round((performance.now() - began) / 1000)} 秒，处理器 ${seconds(user + system)} 秒（数据库另计） / ` +
      `took ${Math.round((performance.now() - began) / 1000)} s, ${seconds(user + system)} s of processor beside the database`,
  );
  if (result.published !== result.recomputed) throw new Error('a published text differs from what its snapshot gives');
}

/** A line when a month begins, and on a terminal the day that is being told. */
function monthly(): (at: YearProgress) => void {
  let month = '';
  const live = process.stderr.isTTY;
  return ({ day, filed, findings }) => {
    if (live) process.stderr.write(`\r${day}  ${filed} / ${findings} `);
    if (day.slice(0, 7) === month) return;
    month = day.slice(0, 7);
    if (!live) say(`${month}  ${filed} / ${findings}`);
  };
}

const onPostgres = <T>(use: (record: DistrictRecord, clock: SimulatedClock) => Promise<T>): Promise<T> =>
  withOwnServers('year', async (stateDir) => {
    const { url } = await startPostgres({ stateDir, progress: say });
    return onDistrict(url, use);
  });

/** A seeded district whose time is told and whose draws come out the same in every run. */
export async function onDistrict<T>(
  url: string,
  use: (record: DistrictRecord, clock: SimulatedClock) => Promise<T>,
): Promise<T> {
  await migrate(url);
  await seedDistrict(url, { password: 'demonstration-only' });
  await seedYearDistrict(url);
  const clock = new SimulatedClock(instantOf('2026-01-01'));
  const throwSeed = (roundId: string): string => digest('draw', roundId);
  const record = await openRecord({ url, clock, statementTimeoutMs: 120_000, throwSeed });
  try {
    return await use(record, clock);
  } finally {
    await record.close();
  }
}
