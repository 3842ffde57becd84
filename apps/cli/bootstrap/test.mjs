import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';

import { root } from './root.mjs';
import { quietly, waiting } from './step.mjs';

/** Two rows side by side: the types take as long as all the others. */
const CHECKS = [['check:types'], ['check:format', 'check:lint', 'check:deps', 'check:dead']];

/**
 * Each test file in a process of its own: an error that nobody catches costs its file and not the run, and a handle that a
 * failing test left open does not keep the run from ending.
 */
const APART = ['--workerIdleMemoryLimit=2GB', '--forceExit'];
/** Three files at a time: of three, one waits for a server or a page. What kills servers has no others beside it. */
const THREE = '--maxWorkers=3';
const TURNS = [
  [THREE, '--selectProjects', 'unit', 'integration', 'workflow', 'e2e', 'browser'],
  [THREE, '--selectProjects', 'chaos'],
];

/** Runs every check and every Jest project; the last line counts them. Answers the exit code. */
export async function test(jestArgs) {
  const results = await runChecks();
  const turns = jestArgs.length > 0 ? [['--maxWorkers=1', ...jestArgs]] : TURNS;
  for (const turn of turns) results.push(await runJest(turn));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > CHECKS.flat().length ? 0 : 1;
}

/** The five checks alone. Answers the exit code. */
export async function check() {
  const results = await runChecks();
  return results.some(({ failed }) => failed) ? 1 : 0;
}

/** The browser's tests, which then leave their pictures in docs/screenshots. Answers the exit code. */
export async function screenshots(jestArgs) {
  process.env.DUBAN_SCREENSHOTS = '1';
  const { failed } = await runJest(['--selectProjects', 'browser', ...jestArgs]);
  return failed === 0 ? 0 : 1;
}

async function runChecks() {
  const rows = CHECKS.map(async (row) => {
    const results = [];
    for (const check of row) results.push(await runCheck(check));
    return results;
  });
  return (await Promise.all(rows)).flat();
}

async function runCheck(check) {
  const since = performance.now();
  const { code, output } = await waiting(check, quietly('npm', ['run', '--silent', check]));
  const passed = code === 0;
  console.log(`${passed ? '✓' : '✗'} ${check} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(output);
  return { passed: Number(passed), failed: Number(!passed) };
}

async function runJest(args) {
  const folder = await mkdtemp(join(tmpdir(), 'duban-jest-'));
  const report = join(folder, 'report.json');
  try {
    await new Promise((resolve) => {
      const jest = join(root, 'node_modules/jest/bin/jest.js');
      const flags = [...APART, '--json', `--outputFile=${report}`, ...args];
      spawn(process.execPath, [jest, ...flags], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).once(
        'close',
        resolve,
      );
    });
    return await countTests(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was not run did not pass; no report at all is one failure. */
async function countTests(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (!text) return { passed: 0, failed: 1 };
  const { numTotalTests, numPassedTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + numRuntimeErrorTestSuites };
}
