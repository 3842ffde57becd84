import { Injectable } from '@nestjs/common';
import type { LeaderPage } from '#contract';
import type { Actor } from '#domain';
import { BoardStore, FindingStore, scopeOf } from '#persistence';
import { FindingPresenter } from '../findings/finding.presenter';
import { written, writtenOrNull } from '../http/written';
import { BoardReader } from './board-reader';

const FIVE = ['filed_month', 'open', 'overdue', 'on_time_rate', 'red'];
const PAIRS = 2;
const INSTRUCTIONS = 20;

/** 领导一页: five figures, what is red, two pairs of before and after, the instructions that nobody has answered. */
@Injectable()
export class LeaderReader {
  constructor(
    private readonly boards: BoardReader,
    private readonly store: BoardStore,
    private readonly findings: FindingStore,
    private readonly presenter: FindingPresenter,
  ) {}

  async of(actor: Actor): Promise<LeaderPage> {
    const [board, pairs, instructions] = await Promise.all([
      this.boards.of({ trend: 'day' }, actor),
      this.pairs(actor),
      this.store.openInstructions(scopeOf(actor), INSTRUCTIONS),
    ]);
    return {
      asOf: board.asOf,
      figures: FIVE.flatMap((code) => board.figures.filter((figure) => figure.code === code)),
      red: board.red,
      pairs,
      instructions: instructions.map(({ at, dueAt, byPerson, ...facts }) => ({
        ...facts,
        at: written(at),
        dueAt: writtenOrNull(dueAt),
        mine: [actor.personId, actor.onBehalfOf].includes(byPerson),
      })),
    };
  }

  private async pairs(actor: Actor): Promise<LeaderPage['pairs']> {
    const photos = await this.store.latestPairs(scopeOf(actor), PAIRS);
    const pairs = await Promise.all(
      photos.map(async ({ findingId, before, after }) => {
        const { rows } = await this.findings.list({ ids: [findingId] }, scopeOf(actor), null, 1);
        return rows.map((row) => ({ finding: this.presenter.summary(row), before, after }));
      }),
    );
    return pairs.flat();
  }
}
