import { type AuditReport, openRecord } from '#persistence';

import { connection } from '../connection';

/** `duban verify-audit`: recomputes every hash, edge and fold; exits with 1 when anything differs (I3). */
export async function verifyAuditCommand(flags: { checkpoint?: boolean; json?: boolean }): Promise<void> {
  const record = await openRecord({ url: connection().databaseUrl });
  try {
    const report = await record.audit.verify((findings) => process.stderr.write(`\r… ${findings}`));
    process.stderr.write('\n');
    const whole = report.faults.length === 0;
    const checkpoint = whole && flags.checkpoint ? (await record.audit.writeCheckpoint()).root : null;
    if (flags.json) write(JSON.stringify({ ...report, checkpoint }, null, 2));
    else print(report, checkpoint);
    if (!whole) process.exitCode = 1;
  } finally {
    await record.close();
  }
}

const write = (line: string): void => void process.stdout.write(`${line}\n`);

function print({ findings, events, checkpoints, faults }: AuditReport, checkpoint: string | null): void {
  write(`核对 verified: ${findings} 个问题 findings, ${events} 条事件 events, ${checkpoints} 个检查点 checkpoints`);
  for (const { findingId, seq, zh, en } of faults) write(`✗ ${findingId ?? ''} #${seq ?? ''} ${zh} / ${en}`);
  if (faults.length === 0) write('✓ 账实相符 / the record is whole');
  if (checkpoint !== null) write(`检查点 checkpoint ${checkpoint}`);
}
