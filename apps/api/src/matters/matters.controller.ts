import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { matters, type MattersShown } from '#contract';
import type { Actor } from '#domain';
import { type MatterRow, MatterStore, PeopleStore, scopeOf } from '#persistence';
import { FindingPresenter } from '../findings/finding.presenter';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { written, writtenOrNull } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

const MOST = 300;

/** 督办事项: entered as any case is (`POST /findings` with `matter`), shown here as one board. */
@ApiTags('matters')
@Controller('api/v1/matters')
export class MattersController {
  constructor(
    private readonly store: MatterStore,
    private readonly people: PeopleStore,
    private readonly presenter: FindingPresenter,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @Answers(
    200,
    matters,
    '督办事项 / matters, and cases that bear a leader’s words, with milestones and the last progress',
  )
  async list(@Caller() actor: Actor): Promise<MattersShown> {
    const rows = await this.store.list(scopeOf(actor), MOST + 1);
    const leaders = rows.flatMap(({ instructions }) => instructions.map(({ byPerson }) => byPerson));
    const [names, now] = await Promise.all([this.people.names([...new Set(leaders)]), this.clock.now()]);
    return {
      items: rows.slice(0, MOST).map((row) => this.shown(row, names)),
      asOf: written(now),
      more: rows.length > MOST,
      mayEnter: actor.roles.includes('dispatcher'),
    };
  }

  private shown(row: MatterRow, names: ReadonlyMap<string, string>): MattersShown['items'][number] {
    const { matter, fixedDate, leader, officer, milestones, instructions, progress, progressDueAt, ...finding } = row;
    return {
      finding: this.presenter.summary(finding),
      matter,
      fixedDate,
      leader,
      officer,
      milestones,
      instructions: instructions.map(({ id, byPerson, text, at, repliedAt, replyDueAt }) => ({
        id,
        leader: names.get(byPerson) ?? '—',
        text,
        at: written(at),
        repliedAt: writtenOrNull(repliedAt),
        replyDueAt: writtenOrNull(replyDueAt),
      })),
      progress: progress && { text: progress.text, at: written(progress.at) },
      progressDueAt: writtenOrNull(progressDueAt),
    };
  }
}
