import { join } from 'node:path';

import { runProgram } from './program.mjs';
import { root } from './root.mjs';
import { quietly, StepFailed } from './step.mjs';

/** Writes the document of the routes, and from it the types that the pages call them by. */
export async function openapi(args) {
  const code = await runProgram('apps/api/src/openapi.js', args);
  if (code !== 0) return code;
  const made = await quietly(process.execPath, [
    join(root, 'node_modules/openapi-typescript/bin/cli.js'),
    'apps/api/openapi.json',
    '--output',
    'apps/web/src/api/schema.d.ts',
  ]);
  if (made.code !== 0) throw new StepFailed(made.output);
  return 0;
}
