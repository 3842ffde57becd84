import { periodOf, type PeriodKind } from '#domain';
import { type DistrictRecord, type EditionRow, openRecord } from '#persistence';
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
    const asked = text ? [readPeriod(text)] : [];
    const due = text ? asked.map(({ kind, start }) => periodOf(kind, start)) : await periodsDue(record);
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
    const results = [];
    for (const row of rows) results.push({ ...named(row), ...(await office.verify(row.id))! });
    if (flags.json) write(JSON.stringify(results, null, 2));
    else {
      for (const { id, status, same, published, recomputed } of results)
        write(`${same ? '✓' : '✗'} ${id} ${status}\n  发布 published  ${published}\n  重算 recomputed ${recomputed}`);
      if (results.length === 0) write('没有可核验的版次 / there is no edition to verify');
    }
    if (results.some(({ same }) => !same)) process.exitCode = 1;
  });
}

const named = ({ status }: EditionRow) => ({ status });

const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function onRecord(use: (record: DistrictRecord) => Promise<void>): Promise<void> {
  const record = await openRecord({ url: connection().databaseUrl });
  try {
    await use(record);
  } finally {
    await record.close();
  }
}
