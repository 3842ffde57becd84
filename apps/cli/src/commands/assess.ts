import { type Period, periodOf, type PeriodKind } from '#domain';
import {
  type Difference,
  type DistrictRecord,
  type EditionReader,
  openRecord,
  type VerifiedEdition,
} from '#persistence';
import { SetupError } from '#servers';

import { connection } from '../connection';

const PERIOD = /^(\d{4})(?:-(\d\d)|-?Q([1-4]))?$/i;

/** 2026-09, 2026Q3 or 2026. */
function readPeriod(text: string): { kind: PeriodKind; start: string } {
  const [, year, month, quarter] = PERIOD.exec(text) ?? [];
  if (!year || (month && (Number(month) < 1 || Number(month) > 12)))
    throw new SetupError(
      'SETTING_INVALID',
      `考核期“${text}”无法识别：请写 2026-09、2026Q3 或 2026。`,
      `"${text}" is no period: write 2026-09, 2026Q3 or 2026.`,
    );
  if (quarter) return { kind: 'quarter', start: `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01` };
  return month ? { kind: 'month', start: `${year}-${month}-01` } : { kind: 'year', start: `${year}-01-01` };
}

/** `duban assess compute`: drafts what has ended, opens it for appeals, publishes what may be; each step may be repeated. */
export async function assessCompute(text: string | undefined, flags: { json?: boolean }): Promise<void> {
  await onRecord(async (record) => {
    const { office } = record.assessment;
    const due = text ? [await knownPeriod(text, record)] : await periodsDue(record);
    const done: { kind: PeriodKind; start: string; status: string }[] = [];
    for (const period of due) {
      let standing = await office.compute(period);
      if (standing.status === 'draft') standing = await office.openAppeals(period);
      if (standing.status === 'appealable') standing = await office.publish(period);
      done.push({ kind: period.kind, start: period.start, status: standing.status });
    }
    if (flags.json) return write(JSON.stringify(done, null, 2));
    for (const { kind, start, status } of done) write(`${kind} ${start}  ${WORDS[status] ?? status}`);
    if (done.length === 0) write('没有到期的考核期 / no period is due');
  });
}

/** One that is to come waits for its end; one of which the record holds nothing is none. */
async function knownPeriod(text: string, record: DistrictRecord): Promise<Period> {
  const { office, editions } = record.assessment;
  const { kind, start } = readPeriod(text);
  const period = periodOf(kind, start);
  const isDue = (await office.periodsDue(kind)).some((one) => one.start === start);
  if (isDue || period.to > (await record.now()) || (await editions.list({ kind, start })).length > 0) return period;
  throw new SetupError(
    'SETTING_INVALID',
    `考核期 ${text} 没有台账：首个问题在其后上报，或已过两年。请换一期。`,
    `The record holds nothing of ${text}: the first finding was filed after it, or it is over two years ago. Name another.`,
  );
}

const WORDS: Record<string, string> = {
  waiting: '未到期或等待季度发布 / has not ended, or waits for its quarters',
  draft: '草案 / drafted',
  appealable: '申诉期 / open for appeals',
  published: '已发布 / published',
};

/** Months and quarters before the years that are reckoned from them. */
async function periodsDue({ assessment: { office } }: DistrictRecord) {
  const due = [];
  for (const kind of ['month', 'quarter', 'year'] as const) due.push(...(await office.periodsDue(kind)));
  return due;
}

/** `duban assess verify`: recomputes every edition from its snapshot and rule version; exits with 1 when a byte differs. */
export async function assessVerify(text: string | undefined, flags: { json?: boolean }): Promise<void> {
  await onRecord(async ({ assessment: { office, editions } }) => {
    const rows = await editions.list(text ? readPeriod(text) : {});
    if (text && rows.length === 0) throw await nothingOf(text, editions);
    const results = [];
    for (const { id, status } of rows) results.push({ ...(await office.verify(id))!, status });
    if (flags.json) write(JSON.stringify(results, null, 2));
    else results.forEach(report);
    if (results.length === 0 && !flags.json) write('没有可核验的版次 / there is no edition to verify');
    if (results.some(({ same }) => !same)) process.exitCode = 1;
  });
}

async function nothingOf(text: string, editions: EditionReader): Promise<SetupError> {
  const known = (await editions.list({})).map(({ kind, start }) => writtenPeriod(kind, start));
  const some = [...new Set(known)].slice(0, 6).join(', ') || '—';
  return new SetupError(
    'SETTING_INVALID',
    `考核期 ${text} 没有版次。已有的最近几期：${some}；请换一期，或先运行 duban assess compute ${text}。`,
    `There is no edition of ${text}. The latest there are: ${some}. Name one of them, or run duban assess compute ${text} first.`,
  );
}

/** As `readPeriod` reads it. */
function writtenPeriod(kind: PeriodKind, start: string): string {
  const [year, month] = [start.slice(0, 4), Number(start.slice(5, 7))];
  if (kind === 'year') return year;
  return kind === 'month' ? start.slice(0, 7) : `${year}Q${(month + 2) / 3}`;
}

function report({ id, status, same, published, recomputed, differs }: VerifiedEdition & { status: string }): void {
  write(`${same ? '✓' : '✗'} ${id} ${status}`);
  write(`  发布 published  ${published}\n  重算 recomputed ${recomputed || '—'}`);
  for (const difference of differs) write(`  ${wordingOf(difference)}`);
}

const DIFFERS = {
  snapshot: '快照被改动 / the snapshot is not the one that was drafted',
  text: '发布文本被改动 / the published text is not the one that was signed',
  rules: '规则版本被改动 / the rules kept under its version are not those of the snapshot',
} as const;

const wordingOf = (difference: Difference): string =>
  difference.what === 'result'
    ? `${difference.path}: 发布 published ${difference.published} ≠ 重算 recomputed ${difference.recomputed}`
    : DIFFERS[difference.what];

const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function onRecord(use: (record: DistrictRecord) => Promise<void>): Promise<void> {
  const record = await openRecord({ url: connection().databaseUrl });
  try {
    await use(record);
  } finally {
    await record.close();
  }
}
