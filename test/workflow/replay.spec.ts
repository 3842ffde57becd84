import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporal } from '@temporalio/proto';
import { type ReplayResult, Worker } from '@temporalio/worker';

import { bundleWorkflows } from '#temporal';

import { quietRuntime } from '../support/time-skipping';

const { History } = temporal.api.history.v1;
const FOLDER = join(__dirname, '../../workflows/histories');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

jest.setTimeout(60_000);
quietRuntime();

let code: string;

beforeAll(async () => {
  ({ code } = await bundleWorkflows());
});

const historyOf = (file: string) => {
  const history = History.fromObject(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object);
  const { workflowId } = history.events[0]!.workflowExecutionStartedEventAttributes!;
  return { workflowId: workflowId!, history };
};

async function replay(bundle: string, files: string[]): Promise<ReplayResult[]> {
  const histories = files.map(historyOf);
  const results: ReplayResult[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle: { code: bundle } }, histories))
    results.push(result);
  return results;
}

test('there are histories of every way that a run can go', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(18);
});

test('each history is one that the recorder makes', () => {
  const recorder = readFileSync(join(__dirname, '../support/record-histories.ts'), 'utf8');
  const made = [...recorder.matchAll(/^ {2}async '([a-z-]+)'/gm)].map(([, name]) => `${name}.json`);
  expect(made.sort()).toEqual(FILES.toSorted());
});

test.each(FILES)('the code replays %s', async (file) => {
  const [result] = await replay(code, [file]);
  expect(result!.error).toBeUndefined();
});

/** Changes that a running finding would not survive: each must be caught by some history, or the corpus proves nothing. */
const MUTANTS: [change: string, from: RegExp, to: string][] = [
  [
    'waits a moment before its first look',
    /await look\(\);\s+while/,
    'await (0, _workflow.sleep)(1); await look(); while',
  ],
  ['waits before it looks', /const seen = await/, 'await (0, _workflow.sleep)(1); const seen = await'],
  ['arms no timer', /arm\(at\.wakeAt\);/, ''],
  ['arms a timer for each turn', /if \(\[\s*\.\.\.armed/, 'if (false && [...armed'],
  ['believes an answer that a signal overtook', /due \|\| \(due = at !== believed\);/, ''],
  ['ends as soon as it is closing', /while\s?\(!at\.terminal\)/, "while (!at.terminal && at.stage !== 'close')"],
  ['looks by an ordinary activity', /proxyLocalActivities\)\(/, 'proxyActivities)('],
  ['waits for a round without end', /condition\)\(\(\)\s?=>\s?asked, at\.waitMs\)/, 'condition)(() => asked)'],
  ['pauses twice', /await \(0, _workflow\.sleep\)\(pause\);/, '$& $&'],
  ['of a round waits before its first look', /at = await look\(\);\s+for/, 'await (0, _workflow.sleep)(1); $&'],
  ['of a round looks twice', /at\.waitMs\);\s+return look/, 'at.waitMs); await look(); return look'],
  [
    'of a round goes on after it was cancelled',
    /phase !== 'finished' && phase !== 'cancelled'/,
    "phase !== 'finished'",
  ],
  ['of a period drafts before its end', /while\s?\(at\.status === 'waiting'\)/, 'while (false)'],
  ['of a period opens no appeals', /if \(at\.status === 'draft'\)/, 'if (false)'],
  ['of a period does not wait', /await \(0, _workflow\.sleep\)\(waitMs\);/, ''],
  ['of a period waits for no ruling', /while\s?\(at\.status !== 'published'\)/, "if (at.status !== 'published')"],
  ['that a schedule called assesses by itself', /await begin\(period\)/, 'await runAssessment(period)'],
];

test.each(MUTANTS)('a change is caught: the run %s', async (_change, from, to) => {
  expect(code.split(from).length).toBeGreaterThanOrEqual(2);
  const results = await replay(code.replaceAll(new RegExp(from, 'g'), to), FILES);
  expect(results.filter(({ error }) => error)).not.toEqual([]);
});
