import { isDeepStrictEqual } from 'node:util';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { CalendarData } from '#calendar';
import { calendar, dryRunQuery, reformed, type Reformed } from '#contract';
import type { Actor } from '#domain';
import { ContextStore, FindingStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { calendarSound, requireServices } from './calendar-sound';
import { changesShown } from './changes-shown';
import { Forecast } from './forecast';

const REPROJECT = { type: 'reproject-calendar' } as const;

/** 放假安排: a new version moves open clocks only and never into the past (ruling 7). */
@ApiTags('reforms')
@Controller('api/v1/calendars')
export class CalendarsController {
  constructor(
    private readonly context: ContextStore,
    private readonly findings: FindingStore,
    private readonly forecast: Forecast,
  ) {}

  @Get('current')
  @Answers(200, calendar, '现行日历 / the calendar in force')
  current(): Promise<CalendarData> {
    return this.context.calendarData();
  }

  /** The same version sent again goes on where a broken import stopped. */
  @Post()
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, reformed, '导入放假安排 / import a calendar; dryRun tells the difference only')
  async import(
    @Body({ schema: calendar }) data: CalendarData,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
  ): Promise<Reformed> {
    const proposed = calendarSound(data);
    const inForce = await this.context.calendarData();
    if (inForce.version === data.version && !isDeepStrictEqual(inForce, data)) throw Refusal.of('version_taken');
    requireServices(data, inForce);
    if (dryRun) {
      const changes = await this.context.abreast(async () =>
        this.forecast.changes(REPROJECT, actor, { ...(await this.context.current()), calendar: proposed }),
      );
      return { dryRun, version: data.version, changes: changesShown(changes) };
    }
    if (!(await this.context.importCalendar(data))) throw Refusal.of('version_taken');
    const changes = await this.findings.applyToOpen(REPROJECT, actor, { dryRun: false });
    return { dryRun, version: data.version, changes: changesShown(changes) };
  }
}
