import { setTimeout as delay } from 'node:timers/promises';

import { lastLine, type OwnProcess } from './own-process';
import { SetupError } from './setup-error';

export interface Awaited {
  name: string;
  server: OwnProcess;
  /** Rejects as long as the server does not serve. */
  probe: () => Promise<void>;
  logFile: string;
  limitMs: number;
}

/** @throws SetupError SERVER_FAILED when the server ends or has not answered in time; it is stopped then. */
export async function untilServing({ name, server, probe, logFile, limitMs }: Awaited): Promise<void> {
  let ended = false;
  void server.ended.then(() => (ended = true));
  const answers = () =>
    probe().then(
      () => true,
      () => false,
    );
  for (const since = performance.now(); !ended && performance.now() - since < limitMs; await delay(50)) {
    if (await answers()) return;
  }
  await server.stop();
  const line = lastLine(logFile);
  throw new SetupError(
    'SERVER_FAILED',
    `${name} 未能启动：${line}（日志 ${logFile}）`,
    `${name} did not start: ${line} (log: ${logFile})`,
  );
}
