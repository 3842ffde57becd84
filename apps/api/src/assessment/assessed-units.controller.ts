import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate } from '#calendar';
import { assessedUnits, type AssessedUnitsShown, setAssessedUnit, type SetAssessedUnit } from '#contract';
import type { Actor } from '#domain';
import { type AssessmentRecord, DirectoryStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayKeepProperty, overseesDistrict } from './assessment-sight';

/** 分类管理: in which class each unit is compared, from when to when. */
@ApiTags('assessment')
@Controller('api/v1/assessed-units')
export class AssessedUnitsController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly directory: DirectoryStore,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @NeedsRole('dispatcher', 'approver', 'leader', 'auditor', 'admin')
  @Answers(200, assessedUnits, '考核分类 / units by the class that they are compared in, with those of the past')
  async list(@Caller() actor: Actor): Promise<AssessedUnitsShown> {
    if (!overseesDistrict(actor)) throw Refusal.of('not_your_role');
    const [items, { policy }] = await Promise.all([this.record.classes.all(), this.record.rulebooks.current()]);
    return { items, classes: policy.assessments.classes, maySet: mayKeepProperty(actor) };
  }

  @Post()
  @HttpCode(200)
  @NeedsRole('dispatcher', 'admin')
  @Answers(200, assessedUnits, '设定考核分类 / from a day on a unit is compared in another class, or in none')
  async set(@Body({ schema: setAssessedUnit }) given: SetAssessedUnit, @Caller() actor: Actor) {
    if (!mayKeepProperty(actor)) throw Refusal.of('not_your_role');
    const { from, ...unit } = given;
    const [units, now] = await Promise.all([this.directory.units(), this.clock.now()]);
    // Whom we cannot order is written letters, and no score.
    if (!units.some(({ id, relation }) => id === unit.unitId && relation === 'commanded'))
      throw Refusal.of('unknown_unit_named');
    if (from < civilDate(now)) throw Refusal.of('date_past');
    await this.record.classes.set(unit, from, actor);
    return this.list(actor);
  }
}
