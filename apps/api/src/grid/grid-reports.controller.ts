import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { gridReports, type GridReportsShown } from '#contract';
import { type Actor, allowedCommands } from '#domain';
import { GridReportStore, scopeOf } from '#persistence';
import { FindingPresenter } from '../findings/finding.presenter';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { writtenOrNull } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

const MOST = 200;
const RULINGS = ['pass-on', 'pass-back', 'settle'] as const;

/** 四级联动: each level sees what waits for its word and by when, the district where everything stands. */
@ApiTags('grid')
@Controller('api/v1/grid/reports')
export class GridReportsController {
  constructor(
    private readonly store: GridReportStore,
    private readonly presenter: FindingPresenter,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @Answers(200, gridReports, '网格上报件 / reports of the grid on their way, with each level’s clock')
  async list(@Caller() actor: Actor): Promise<GridReportsShown> {
    const [rows, now] = await Promise.all([this.store.waiting(scopeOf(actor), MOST), this.clock.now()]);
    return {
      items: rows.map(({ state, levelDueAt, sentBack, ...row }) => {
        const allowed = allowedCommands(state, actor, now);
        return {
          finding: this.presenter.summary(row),
          level: state.chainLevel!,
          levelDueAt: writtenOrNull(levelDueAt),
          sentBack,
          commands: RULINGS.filter((command) => allowed.includes(command)),
        };
      }),
    };
  }
}
