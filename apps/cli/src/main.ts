import { Command } from 'commander';

import { migrate } from '#persistence';

import { assessCompute, assessVerify } from './commands/assess';
import { foundCommand } from './commands/found';
import { collectMapping, importCommand, readSource } from './commands/import';
import { reconcileCommand } from './commands/reconcile';
import { seedCommand } from './commands/seed';
import { simulateCommand } from './commands/simulate';
import { verifyAuditCommand } from './commands/verify-audit';
import { connection } from './connection';
import { demo } from './demo/demo';
import { demoYear } from './demo/year/year';
import { mendable } from './mendable';
import { up } from './up/up';

const duban = new Command('duban').description('督办 / drives every inspection finding through one closed loop');

duban
  .command('up')
  .description('在本机运行全部服务，直到 Ctrl-C / run everything on this machine until Ctrl-C')
  .action(up);

duban
  .command('migrate')
  .description('升级数据库结构 / bring the database to the current schema')
  .action(() => migrate(connection().databaseUrl));

duban
  .command('found')
  .description(
    '建本单位自己的库：默认政策与日历、第一个管理员 / a district of one’s own: default policy, calendar, a first administrator',
  )
  .action(foundCommand);

duban
  .command('seed')
  .description('写入示范区、默认政策与日历 / write the demonstration district, default policy and calendar')
  .option(
    '--story',
    '再写入近四周的办理情况（仅限尚无问题的库）/ then four weeks of work, into a record without findings',
  )
  .action(seedCommand);

duban
  .command('import <file>')
  .description('导入问题清单或整改任务清单（.xlsx、.csv）/ import a list of findings or an issue list')
  .option('--as <username>', '以谁的名义 / in whose name', 'dispatcher')
  .option('--dry-run', '只看结果，不写入 / show what it would do')
  .option('--map <heading=field>', '列对应，可重复 / column mapping, repeatable', collectMapping, {})
  .option('--source <level>', '问题来源 / source level', readSource, 'district')
  .option('--json')
  .action(importCommand);

duban
  .command('reconcile')
  .description('使每个未结问题都有且只有一个工作流 / give every open finding its one workflow')
  .option('--look', '让每个工作流重读台账 / make every run read the record')
  .option('--rebirth', '重建全部工作流 / put a new run in the place of each')
  .action(reconcileCommand);

const assess = duban.command('assess').description('考核：计算、核验 / assessment: compute and verify');
assess
  .command('compute [period]')
  .description('计算已到期的考核期（2026-09、2026Q3、2026）/ draft, open for appeals and publish what is due')
  .option('--json')
  .action(assessCompute);
assess
  .command('verify [period]')
  .description('由快照与规则版本重算已发布的得分，逐字节比对 / recompute published scores and compare byte for byte')
  .option('--json')
  .action(assessVerify);

duban
  .command('verify-audit')
  .description('逐条核对事件链与台账 / recompute every chain, edge and row')
  .option('--checkpoint', '核对无误后写检查点 / write a checkpoint when all is whole')
  .option('--json')
  .action(verifyAuditCommand);

duban
  .command('simulate')
  .description('推演一个问题的全部提醒和督办 / every reminder and slip that a case would bring')
  .requiredOption('--at <instant>', '交办时刻 / when it is assigned: "2026-09-24 23:41"')
  .option('--category <code>', '问题类别 / category code, e.g. SS01')
  .option('--until <date>', '上级明确的日期 / a date set from above')
  .option('--json')
  .action(simulateCommand);

duban
  .command('demo')
  .description('57 个问题的三周，模拟时间 / three weeks of 57 findings, in simulated time')
  .option('--year', '一个区的一年：1 万件、考核与物业 / a year of a district: 10,000 findings, assessment, property')
  .option('--json')
  .action((flags: { json?: boolean; year?: boolean }) => (flags.year ? demoYear(flags) : demo(flags)));

duban.parseAsync().then(
  // What goes into a pipe is still on its way.
  () => process.stdout.write('', () => process.exit()),
  (error: unknown) => {
    console.error(mendable(error) ?? error);
    process.exit(1);
  },
);
