import { openRecord } from '#persistence';

import { connection } from '../connection';

/** `duban verify-audit`: recomputes every hash, edge and fold; exits with 1 when anything differs (I3). */
export async function verifyAuditCommand(flags: { checkpoint?: boolean; json?: boolean }): Promise<void> {
  const record = await openRecord({ url: connection().databaseUrl });
  try {
    const report = await record.audit.verify((findings) => process.stderr.write(`\r… ${findings}`));
    process.stderr.write('\n');
    if (flags.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      process.stdout.write(
        `核对 verified: ${report.findings} 个问题 findings, ${report.events} 条事件 events, ${report.checkpoints} 个检查点 checkpoints\n`,
      );
      for (const { findingId, seq, zh, en } of report.faults)
        process.stdout.write(`✗ ${findingId ?? ''} #${seq ?? ''} ${zh} / ${en}\n`);
      if (report.faults.length === 0) process.stdout.write('✓ 账实相符 / the record is whole\n');
    }
    if (report.faults.length > 0) process.exitCode = 1;
    else if (flags.checkpoint)
      process.stdout.write(`检查点 checkpoint ${(await record.audit.writeCheckpoint()).root}\n`);
  } finally {
    await record.close();
  }
}
