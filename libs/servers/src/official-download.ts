import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { SetupError } from './setup-error';

/** Lets the Temporal SDK download the program that it would use itself; it does so only by starting it once. */
export async function officialDownload(executable: string, downloadDir: string): Promise<string> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download' as const, downloadDir } };
  const start = executable === 'temporal' ? 'createLocal' : 'createTimeSkipping';
  try {
    const environment = await TestWorkflowEnvironment[start]({ server });
    await environment.teardown();
  } catch (cause) {
    throw new SetupError(
      'DOWNLOAD_FAILED',
      `从 Temporal 官方下载 ${executable} 失败，请检查网络后重试。`,
      `Downloading ${executable} from Temporal failed; check the network and try again.`,
      { cause },
    );
  }
  const [file] = await readdir(downloadDir);
  return join(downloadDir, file!);
}
