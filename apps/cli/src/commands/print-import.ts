import type { EnteredRow, FindingPlan, Imported, IssueListPlan } from '#intake';

const line = (text: string): void => void process.stdout.write(`${text}\n`);

/** What was taken, what must be mended and how, and whether the list's own total agrees. */
export function printImport({ plan, entered, otherSheets }: Imported, dryRun: boolean): void {
  line(`${dryRun ? '试导入 dry run' : '导入 import'}: ${[plan.fileName, plan.sheet].filter(Boolean).join(' · ')}`);
  if (plan.kind === 'findings') printFindings(plan);
  else printIssueList(plan);
  for (const { row, column, message, mend } of plan.refused) {
    line(
      `  ✗ 第 ${row} 行${column ? ` ${column.letter} 列「${column.heading}」` : ''} ${message.zh}；${mend.zh} / ${message.en}. ${mend.en}.`,
    );
  }
  if (otherSheets.length > 0) line(`  ! 未导入的工作表 sheets left alone: ${otherSheets.join(', ')}`);
  if (!dryRun) printEntered(entered);
  const before = plan.skipped
    .filter(({ reason }) => reason === 'already_imported')
    .reduce((n, { row, to }) => n + to - row + 1, 0);
  if (before > 0) line(`  先前已导入，未再写入 taken before, left as it was: ${before} 行 rows`);
}

function printFindings(plan: FindingPlan): void {
  const { stated, taken, before, toMend, repeats, balanced } = plan.reconciliation;
  line(`  可导入 taken ${plan.taken.length}，退回 refused ${plan.refused.length}`);
  if (stated !== null) {
    line(
      `  对账：表内合计 ${stated} = 导入 ${taken}${before > 0 ? ` + 先前已导入 ${before}` : ''} + 待更正 ${toMend}，重复 ${repeats} ${balanced ? '✓' : '✗ 不平 does not balance'}`,
    );
  }
  for (const { row, missing, warnings, suggestions } of plan.taken) {
    for (const { message } of warnings) line(`  ! 第 ${row} 行 ${message.zh} / ${message.en}`);
    if (missing.length > 0) line(`  ○ 第 ${row} 行 待补 missing: ${missing.join(', ')}${hint(suggestions)}`);
  }
}

const hint = (suggestions: { field: string; name: string }[]): string =>
  suggestions.length > 0
    ? ` → 建议 suggested: ${suggestions.map(({ field, name }) => `${field} ${name}`).join(', ')}`
    : '';

function printIssueList(plan: IssueListPlan): void {
  const { categories, items, problems, measures, leadUnits } = plan.counts;
  line(`  ${plan.title}: ${categories} 类 ${items} 项 ${problems} 个问题 ${measures} 条措施，${leadUnits} 家牵头单位`);
  line(`  暂定时限 provisional ${plan.taken.filter(({ provisional }) => provisional).length}`);
  for (const { row, problemNumber, message } of plan.warnings)
    line(`  ! 问题 ${problemNumber}（第 ${row} 行）${message.zh} / ${message.en}`);
  for (const { name, rows, suggestions } of plan.unknownUnits) {
    line(`  ! 单位待确认 unit to confirm: ${name}（${rows.length} 行 rows）${hint(suggestions)}`);
  }
}

function printEntered(entered: EnteredRow[]): void {
  const count = (outcome: EnteredRow['outcome']) => entered.filter((row) => row.outcome === outcome).length;
  line(
    `  已入账 entered ${count('entered')}，先前已导入 there before ${count('there_before')}，未入账 refused ${count('refused')}`,
  );
  for (const { row, problem } of entered)
    if (problem) line(`  ✗ 第 ${row} 行 ${problem.zh} / ${problem.en} (${problem.code})`);
}
