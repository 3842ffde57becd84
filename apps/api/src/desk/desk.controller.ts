import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { instantOf } from '#calendar';
import {
  calendarQuery,
  type CalendarQuery,
  countsQuery,
  dueCalendar,
  type DueCalendar,
  type FindingFilters as Asked,
  findingMap,
  type FindingMap,
  nearbyFindings,
  nearbyQuery,
  type NearbyQuery,
  today,
  type Today,
} from '#contract';
import type { Actor } from '#domain';
import { DeskStore, scopeOf } from '#persistence';
import { FindingFilters } from '../findings/finding-filters';
import { FindingPresenter } from '../findings/finding.presenter';
import { Answers } from '../http/answer.decorator';
import { written } from '../http/written';
import { Caller } from '../sessions/caller.decorator';
import { featureOf } from './features';
import { TodayReader } from './today';

const DAY_MS = 86_400_000;
/** Points that a map draws one by one. */
const MOST_POINTS = 1_500;
const PER_DAY = 5;

/** What a desk and a phone ask beside the list itself. */
@ApiTags('desk')
@Controller('api/v1')
export class DeskController {
  constructor(
    private readonly desk: DeskStore,
    private readonly filters: FindingFilters,
    private readonly presenter: FindingPresenter,
    private readonly reader: TodayReader,
  ) {}

  @Get('today')
  @Answers(200, today, '今天要办 / what waits for the caller today')
  today(@Caller() actor: Actor): Promise<Today> {
    return this.reader.of(actor);
  }

  @Get('findings/geo')
  @Answers(200, findingMap, '问题地图 / findings on the map, as points or as squares of several')
  async map(@Query({ schema: countsQuery }) query: Asked, @Caller() actor: Actor): Promise<FindingMap> {
    const filter = await this.filters.of(query, actor);
    const spots = filter ? await this.desk.spots(filter, scopeOf(actor), MOST_POINTS) : [];
    return { type: 'FeatureCollection', clustered: spots.some(({ row }) => !row), features: spots.map(featureOf) };
  }

  @Get('findings/calendar')
  @Answers(200, dueCalendar, '到期日历 / open findings by the day on which they fall due')
  async calendar(
    @Query({ schema: calendarQuery }) { from, to, ...query }: CalendarQuery,
    @Caller() actor: Actor,
  ): Promise<DueCalendar> {
    const filter = await this.filters.of(query, actor);
    if (!filter) return { days: [] };
    const window = { from: instantOf(from), to: instantOf(to) + DAY_MS };
    const days = await this.desk.calendar(filter, scopeOf(actor), window, PER_DAY);
    return {
      days: days.map(({ date, findings, overdue, rows }) => ({
        date,
        findings,
        overdue,
        filter: dueOn(date),
        items: rows.map((row) => this.presenter.summary(row)),
      })),
    };
  }

  @Get('findings/nearby')
  @Answers(200, nearbyFindings, '附近未办结 / open findings near a place, before another is filed')
  async nearby(@Query({ schema: nearbyQuery }) query: NearbyQuery, @Caller() actor: Actor) {
    const { radius, category, limit, ...place } = query;
    const filter = { categoryCode: category };
    const rows = await this.desk.nearby(place, radius, filter, scopeOf(actor), limit);
    return { items: rows.map((row) => ({ ...this.presenter.summary(row), metres: row.metres })) };
  }
}

/** 24:00 belongs to the day that it ends. */
function dueOn(date: string): string {
  const from = instantOf(date);
  return new URLSearchParams({
    open: 'true',
    dueAfter: written(from + 1),
    dueBefore: written(from + DAY_MS),
    sort: 'due',
  }).toString();
}
