import { Injectable } from '@nestjs/common';
import { addDays, civilDate, type Instant } from '#calendar';
import type { IssueListShown, IssueListsShown, SelfCheckShown } from '#contract';
import {
  type Actor,
  allowedCommands,
  clearingAt,
  clearingHistory,
  daysAtZero,
  isWithin,
  type ListMeasure,
  problemsAt,
  zeroSpells,
} from '#domain';
import { ContextStore, type ListHead, ListStore, scopeOf, type SelfCheck } from '#persistence';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';

/** As far back as a chart shows. */
const DAYS_SHOWN = 120;
const TAKINGS = { 照单全收: 'all_accepted', 主动认领: 'claimed', 举一反三: 'extrapolated' } as const;
/** 主动认领, 照单全收. */
const TAKING = ['claim', 'sign'] as const;
const ANSWERERS = ['handler', 'unit_leader', 'dispatcher'] as const;

/** Lists and self-checks as each caller sees them. */
@Injectable()
export class ListReader {
  constructor(
    private readonly lists: ListStore,
    private readonly context: ContextStore,
  ) {}

  async all(actor: Actor): Promise<IssueListsShown> {
    const scope = scopeOf(actor);
    const [heads, now] = await Promise.all([this.lists.heads(scope), this.lists.now()]);
    const items = heads.map(async (head) => headOf(head, await this.lists.histories(head.id, scope), now));
    return { items: await Promise.all(items) };
  }

  async one(id: string, actor: Actor): Promise<IssueListShown> {
    const scope = scopeOf(actor);
    const head = (await this.lists.heads(scope)).find((each) => each.id === id);
    if (!head) throw Refusal.of('not_found');
    const [measures, histories, now] = await Promise.all([
      this.lists.measures(id, scope),
      this.lists.histories(id, scope),
      this.lists.now(),
    ]);
    const opened = civilDate(Math.min(head.openedAt, ...histories.map(({ openedAt }) => openedAt)));
    const today = civilDate(now);
    const from = [opened, addDays(today, -DAYS_SHOWN)].sort().at(-1)!;
    return {
      list: headOf(head, histories, now),
      asOf: written(now),
      measures: measures.map(({ state, ...measure }) => ({
        ...measure,
        dueAt: writtenOrNull(measure.dueAt),
        taking: TAKINGS[measure.claim],
        commands: TAKING.filter((command) => allowedCommands(state, actor, now).includes(command)),
      })),
      problems: problemsAt(histories, now),
      history: [
        ...clearingHistory(histories, from, addDays(today, -1)),
        { date: today, clearing: clearingAt(histories, now) },
      ],
      zeroSpells: zeroSpells(histories, now).map((spell) => ({
        from: written(spell.from),
        to: writtenOrNull(spell.to),
      })),
    };
  }

  async selfChecks(actor: Actor, findingId: string | null): Promise<SelfCheckShown[]> {
    const rows = await this.lists.selfChecks(scopeOf(actor), findingId);
    return Promise.all(rows.map((row) => this.selfCheckShown(row, actor)));
  }

  /** Where the lesson was learnt is for the side that asked. */
  private async selfCheckShown({ supervisingUnitId, ...row }: SelfCheck, actor: Actor): Promise<SelfCheckShown> {
    const { units } = await this.context.current();
    const { supervisedPath } = scopeOf(actor);
    const asked = supervisedPath !== null && isWithin(units.unit(supervisingUnitId)?.path ?? '', supervisedPath);
    return {
      ...row,
      findingId: asked ? row.findingId : null,
      askedAt: written(row.askedAt),
      answeredAt: writtenOrNull(row.answeredAt),
      mayAnswer: row.answeredAt === null && mayAnswer(row, actor),
    };
  }
}

/** The unit itself, by who acts for it. */
export const mayAnswer = ({ unitId }: Pick<SelfCheck, 'unitId'>, actor: Actor): boolean =>
  unitId === actor.unitId && ANSWERERS.some((role) => actor.roles.includes(role));

const headOf = (head: ListHead, measures: readonly ListMeasure[], now: Instant): IssueListsShown['items'][number] => ({
  ...head,
  openedAt: written(head.openedAt),
  clearing: clearingAt(measures, now),
  daysAtZero: daysAtZero(measures, now),
});
