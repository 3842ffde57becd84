import type { DemoResult } from './result';

const line = (text = ''): void => void process.stdout.write(`${text}\n`);

/** For people: each finding's life, then the closing table. */
export function print({ findings, closing }: DemoResult): void {
  for (const finding of findings) {
    line(`\n── ${finding.number} ${finding.place} · ${finding.description} → ${finding.unit} [${finding.status}]`);
    for (const { at, by, text } of finding.timeline) line(`   ${at}  ${by === 'time' ? '⏰' : '  '} ${text}`);
    for (const { clock, dueAt, fellDue, because } of finding.deadlines) {
      if (!fellDue) continue;
      line(`   ▸ ${clock} 到期 ${dueAt}`);
      for (const reason of because) line(`       ${reason}`);
    }
  }
  const { rungs } = closing;
  line('\n════════ 收口表 / closing table ════════');
  line(`上报 filed                 ${closing.filed}`);
  line(`已销号 written off          ${closing.writtenOff}`);
  line(`在办 open                  ${closing.open}（挂账 suspended ${closing.suspended}）`);
  line(`按期反馈率 on-time rate      ${closing.onTimeRate}`);
  line(
    `提醒/蓝/黄/红/提请 rungs      ${rungs.reminder} / ${rungs.blue} / ${rungs.yellow} / ${rungs.red} / ${rungs.proposed}`,
  );
  line(`到期的时限 deadlines fell due  ${closing.deadlinesFellDue}（均已逐条说明 each explained above）`);
  line(`虚假整改 sham caught        ${closing.shamCaught}`);
  line(`反弹 bounced               ${closing.bounced}`);
}
