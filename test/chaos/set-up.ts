import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { keepBeginnings } from '../support/beginnings';

/** Before the first stack of a run: the programs, built, and a place for what stacks begin with. */
export default async function setUp(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(__dirname, '../../apps/cli/bootstrap.mjs'), 'build']);
  await keepBeginnings();
}
