import type { YearResult } from './year-of-a-district';

const line = (text = ''): void => void process.stdout.write(`${text}\n`);
const heading = (zh: string, en: string): void => line(`\n── ${zh} / ${en}`);
const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)}%`);
const rate = (part: number, whole: number): string => percent(whole === 0 ? null : part / whole);
const counted = (all: Record<string, number>): string =>
  Object.entries(all)
    .map(([name, n]) => `${name} ${n}`)
    .join(' · ') || '—';

/** For people: the year by its parts, then what was published and that it was recomputed the same. */
export function printYear(result: YearResult): void {
  const { census, network, rounds, list, estates } = result;
  const events = (type: string): number => census.events[type] ?? 0;
  const all = Object.values(census.events).reduce((sum, n) => sum + n, 0);
  line('════════ 一个区的一年 / a year of a district ════════');
  line(
    `问题 findings ${result.findings} · 已销号 closed ${result.closed}（${rate(result.closed, result.findings)}）· 单位 units ${result.units} · 小区 projects ${result.projects}`,
  );
  line(`环节 steps ${result.steps} · 被规则拒绝 refused ${result.refused} · 事件 events ${all}`);
  line(`督办单 slips: ${counted(census.slips)}`);

  heading('责任网络', 'responsibility network');
  line(`一次机构改革：新设 opened ${network.opened} · 更名 renamed ${network.renamed} · 撤并 closed ${network.closed}`);
  line(`在办随迁 open work followed ${network.followed} · 变更留痕 logged changes ${network.logged}`);

  heading('四级网格', 'four-level grid');
  line(
    `上报核实 passed on ${events('passed_on')} · 退回补充 sent back ${events('passed_back')} · 就地解决 settled on the spot ${events('settled_in_chain')}`,
  );

  heading('督查轮次', 'rounds');
  line(
    `轮次 rounds ${rounds.rounds} · 随机抽取点位 places drawn and seen ${rounds.places} · 无问题 clean ${rounds.clean}（${rate(rounds.clean, rounds.places)}）· 发现 found ${rounds.findings}`,
  );

  heading('问题清单', 'issue lists');
  line(
    `措施 measures ${list.total} · 已销号 cleared ${list.cleared}（销号率 clearing rate ${percent(list.rate)}）· 反弹重开 reopened ${list.reopened}`,
  );
  line(
    `动态清零 at zero: ${list.daysAtZero === null ? '否 no' : `${list.daysAtZero} 天 days`} · 首次 first ${list.firstZero ?? '—'}`,
  );
  line(`举一反三 self-checks ${result.selfChecks.asked} · 自查发现 found at home ${result.selfChecks.found}`);

  heading('考核', 'assessment');
  line(
    `得分台账 ledger ${census.ledgerEntries} · 申诉 appeals 成立 upheld ${result.appeals.upheld}，不成立 refused ${result.appeals.refused}`,
  );
  line(`建议 proposals: ${counted(census.proposals)}`);
  for (const { name, ranked, unranked, first } of result.classes)
    line(
      `  ${name}：参评 ranked ${ranked}，样本不足 too few ${unranked}${first.length ? `；${first.map(({ unit, score }, n) => `${n + 1} ${unit} ${score.toFixed(2)}`).join('，')}` : ''}`,
    );

  heading('物业服务', 'property services');
  line(
    `检查 visits ${estates.visits} · 每季抽查 sampled a quarter ${estates.drawn} · 红榜 red ${estates.red} · 考核黑榜 black ${estates.black}`,
  );
  line(`诚信档案 credit file: ${counted(result.creditFile)} · 联席会议议题 for the joint meeting ${result.forMeeting}`);

  heading('督办事项与成批挂账', 'matters and group suspensions');
  line(
    `督办事项 matters ${result.matters.given}，办结 closed ${result.matters.closed} · 每月一句话 lines of progress ${events('progress_reported')}`,
  );
  line(`气象成批挂账 suspended in groups ${result.suspended} · 迎检保障期 guarantees ${result.guarantees}`);

  heading('发布与重算', 'published and recomputed');
  for (const { id, same, published } of result.editions)
    line(`${same ? '✓' : '✗'} ${id.padEnd(34)} ${published.slice(0, 16)}`);
  line(`发布 published  ${result.published}`);
  line(`重算 recomputed ${result.recomputed}`);
  line(`台账 record     ${result.record}`);
  line(`全年 the year   ${result.hash}`);
  line('时间由程序推进，不经 Temporal / time is stepped, without Temporal');
}
