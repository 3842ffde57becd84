import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate } from '#calendar';
import {
  giveYearMark,
  type GiveYearMark,
  yearMarks,
  yearMarksQuery,
  type YearMarksQuery,
  type YearMarksShown,
} from '#contract';
import type { Actor } from '#domain';
import type { AssessmentRecord } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayKeepProperty, overseesDistrict } from './assessment-sight';

/** 年终实地 and 满意度: what a year's edition takes beside its quarters, entered by the office. */
@ApiTags('assessment')
@Controller('api/v1/year-marks')
export class YearMarksController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @NeedsRole('dispatcher', 'approver', 'leader', 'auditor', 'admin')
  @Answers(200, yearMarks, '年终评分 / marks of a year, of units or of projects')
  async list(
    @Query({ schema: yearMarksQuery }) asked: YearMarksQuery,
    @Caller() actor: Actor,
  ): Promise<YearMarksShown> {
    if (!overseesDistrict(actor)) throw Refusal.of('not_your_role');
    const [given, subjects] = await Promise.all([
      this.record.yearMarks.of(asked.year, asked.subject),
      this.record.yearMarks.subjects(asked.year, asked.subject),
    ]);
    return {
      ...asked,
      items: subjects.map((one) => {
        const mark = given.find(({ subjectId }) => subjectId === one.subjectId);
        return { ...one, onSite: mark?.onSite ?? null, satisfaction: mark?.satisfaction ?? null };
      }),
      mayMark: mayKeepProperty(actor),
    };
  }

  @Post()
  @HttpCode(200)
  @NeedsRole('dispatcher', 'admin')
  @Answers(200, yearMarks, '登记年终评分 / mark one; after the year was reckoned it enters by a correction')
  async give(@Body({ schema: giveYearMark }) given: GiveYearMark, @Caller() actor: Actor): Promise<YearMarksShown> {
    const { year, subject, subjectId, onSite, satisfaction } = given;
    if (!mayKeepProperty(actor)) throw Refusal.of('not_your_role');
    if (year > Number(civilDate(await this.clock.now()).slice(0, 4))) throw Refusal.of('year_ahead');
    const subjects = await this.record.yearMarks.subjects(year, subject);
    if (!subjects.some((one) => one.subjectId === subjectId)) throw Refusal.of('not_found');
    await this.record.yearMarks.mark(year, subject, { subjectId, onSite, satisfaction }, actor);
    return this.list({ year, subject }, actor);
  }
}
