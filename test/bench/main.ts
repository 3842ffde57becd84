import { parseArgs } from 'node:util';

import { SetupError } from '#servers';

import { type Duban, openDuban } from './duban/side';
import { tellingOf } from './duban/telling';
import { herd } from './herd/herd';
import { measure } from './measure';
import { openPlainTemporal } from './peers/plain-temporal/side';
import { FULL, type Plan, QUICK } from './plan';
import { ratiosOf, type Report, table } from './report';
import { type Servers, startServers } from './servers';

const progress = (line: string): void => {
  process.stderr.write(`${(performance.now() / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
};

/** Ctrl-C and its like; what is under way then fails for want of its servers, which is nobody's news. */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interruption.abort());

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
  const servers = await startServers(progress, interruption.signal);
  try {
    const report = await bench(servers, values.quick ? QUICK : FULL);
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${table(report)}\n`);
    process.exitCode = report.faults.length + report.herd.faults.length === 0 ? 0 : 1;
  } finally {
    if (!interruption.signal.aborted) await servers.stop();
  }
}

async function bench(servers: Servers, plan: Plan): Promise<Report> {
  progress('准备两个引擎 / setting up both engines');
  const opening = [openDuban(servers), openPlainTemporal(servers)] as const;
  // Neither may still be starting when the servers are stopped under it.
  await Promise.allSettled(opening);
  const [duban, plain] = await Promise.all(opening);
  try {
    const measured = await measure(duban, plain, plan, progress);
    const telling = tellingOf(await duban.metrics());
    const herdFigures = await herd(duban, plan, progress);
    if (plan.audit) measured.faults.push(...(await audit(duban)));
    const seconds = performance.now() / 1_000;
    return { ...measured, plan, ratios: ratiosOf(measured), telling, herd: herdFigures, seconds };
  } finally {
    await Promise.all([duban.close(), plain.close()]);
  }
}

async function audit({ record }: Duban): Promise<string[]> {
  progress('重算全部记录 / recomputing the whole record');
  const { faults } = await record.audit.verify();
  return faults.map(({ findingId, seq, en }) => `audit: ${findingId} event ${seq}: ${en}`);
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    if (interruption.signal.aborted) return;
    console.error(error instanceof SetupError ? `${error.zh}\n${error.en}` : error);
    process.exit(1);
  },
);
