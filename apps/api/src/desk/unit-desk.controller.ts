import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate, instantOf } from '#calendar';
import { unitDesk, type UnitDesk as UnitDeskShown } from '#contract';
import { type Actor, isWithin } from '#domain';
import { DeskStore, DirectoryStore, type DirectoryUnit, type FindingFilter, scopeOf, UnitDesk } from '#persistence';
import { shareOf } from '../board/figures';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { Caller } from '../sessions/caller.decorator';

/** 单位页: what it has, what it asked, and how late the office is with its answer. */
@ApiTags('desk')
@Controller('api/v1/units')
export class UnitDeskController {
  constructor(
    private readonly unitDesk: UnitDesk,
    private readonly desk: DeskStore,
    private readonly directory: DirectoryStore,
    private readonly clock: RecordClock,
  ) {}

  @Get(':id/desk')
  @Answers(200, unitDesk, '单位页 / a unit’s page, with what it asked and nobody answered')
  async read(@Param('id') id: string, @Caller() actor: Actor): Promise<UnitDeskShown> {
    const units = await this.directory.units();
    const unit = units.find((one) => one.id === id);
    if (!unit || !mayOpen(unit, actor)) throw Refusal.of('not_found');
    const below = units.filter(({ parentId }) => parentId === id);
    const now = await this.clock.now();
    const [counted, unanswered, record] = await Promise.all([
      this.counted(unit, below, actor),
      this.unitDesk.unanswered(id, scopeOf(actor)),
      this.record(id, civilDate(now), actor),
    ]);
    const [mine, unsigned, ...subUnits] = counted;
    return {
      asOf: written(now),
      unitId: id,
      name: unit.name,
      mine: mine!,
      unsigned: unsigned!,
      subUnits: below.map((one, index) => ({ unitId: one.id, name: one.name, ...subUnits[index]! })),
      unanswered: unanswered.map(({ askedAt, replyDueAt, ...facts }) => ({
        ...facts,
        askedAt: written(askedAt),
        replyDueAt: writtenOrNull(replyDueAt),
      })),
      record,
    };
  }

  private async counted(unit: DirectoryUnit, below: readonly DirectoryUnit[], actor: Actor) {
    const asked: [FindingFilter, string][] = [
      [{ lineOfUnitId: unit.id, open: true }, `lineOf=${unit.id}&open=true`],
      [{ lineOfUnitId: unit.id, status: ['assigned'] }, `lineOf=${unit.id}&status=assigned`],
      ...below.map(({ id, path }): [FindingFilter, string] => [{ unitPath: path, open: true }, `unit=${id}&open=true`]),
    ];
    const tallies = await this.desk.countEach(
      asked.map(([filter]) => filter),
      scopeOf(actor),
    );
    return tallies.map((tally, index) => ({ ...tally, filter: asked[index]![1] }));
  }

  private async record(id: string, today: string, actor: Actor): Promise<UnitDeskShown['record']> {
    const of = async (since: number) => {
      const { judged, inTime } = await this.unitDesk.record(id, since, scopeOf(actor));
      return { since: written(since), judged, inTime, rate: shareOf(inTime, judged) };
    };
    const [month, year] = await Promise.all([
      of(instantOf(`${today.slice(0, 7)}-01`)),
      of(instantOf(`${today.slice(0, 4)}-01-01`)),
    ]);
    return { month, year };
  }
}

/** Its own people and those above it, and whoever supervises it. */
const mayOpen = (unit: DirectoryUnit, actor: Actor): boolean => {
  const { supervisedPath } = scopeOf(actor);
  return isWithin(unit.path, actor.unitPath) || (supervisedPath !== null && isWithin(unit.path, supervisedPath));
};
