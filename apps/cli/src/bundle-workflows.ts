import { renameSync, writeFileSync } from 'node:fs';

import { bundleWorkflows } from '#temporal';

/** Writes the workflows' bundle to the file named by the first argument, whole or not at all. */
async function main(target: string): Promise<void> {
  const { code } = await bundleWorkflows();
  writeFileSync(`${target}.part`, code);
  renameSync(`${target}.part`, target);
}

void main(process.argv[2]!);
