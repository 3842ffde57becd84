import { build } from './build.mjs';
import { install } from './install.mjs';
import { openapi } from './openapi.mjs';
import { runProgram } from './program.mjs';
import { StepFailed } from './step.mjs';
import { check, screenshots, test } from './test.mjs';

const CLI = 'apps/cli/src/main.js';

/** What each npm script does once the project is installed and built. */
const COMMANDS = {
  start: (args) => runProgram(CLI, ['up', ...args]),
  demo: (args) => runProgram(CLI, ['demo', ...args]),
  duban: (args) => runProgram(CLI, args),
  bench: (args) => runProgram('test/bench/main.js', args),
  openapi,
  'histories:record': (args) => runProgram('test/support/record-histories.js', args),
  build: () => 0,
  check,
  screenshots,
  test,
};

/** Installs and builds what is missing, then runs the command. Answers the exit code. */
export async function run(name, args) {
  const command = COMMANDS[name];
  if (!command) {
    console.error(`用法 / usage: node apps/cli/bootstrap.mjs ${Object.keys(COMMANDS).join('|')} [args]`);
    return 2;
  }
  try {
    await install();
    await build();
    return await command(args);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    return 1;
  }
}
