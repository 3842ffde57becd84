import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type FindingQuery, findingQuery, registerQuery, reportQuery } from '#contract';
import { LIFE_ZH, SEVERITY_ZH, type Sheet, SOURCE_ZH, STATUS_ZH, URGENCY_ZH, writeCsv, writeXlsx } from '#documents';
import type { Actor } from '#domain';
import {
  ContextStore,
  DirectoryStore,
  type FindingRow,
  FindingStore,
  PaperRegister,
  type RegisterRow,
  scopeOf,
} from '#persistence';
import type { z } from 'zod';
import { FindingFilters } from '../findings/finding-filters';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { Caller } from '../sessions/caller.decorator';
import { partsOf } from './file-name';
import { ReportReader } from './report-reader';
import { reportSheets } from './report-sheets';
import { sendFile } from './send-file';

const FORMATS = ['xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];
/** More is refused rather than cut: a list that silently ends is a wrong list. */
const MOST_ROWS = 20_000;
const PAGE = 500;
const column = (heading: string, width: number) => ({ heading, width });

/** Every list as a table, with the list's own filters and the caller's own sight; limited and sealed cases never leave. */
@ApiTags('exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    private readonly findings: FindingStore,
    private readonly register: PaperRegister,
    private readonly filters: FindingFilters,
    private readonly context: ContextStore,
    private readonly directory: DirectoryStore,
    private readonly reports: ReportReader,
    private readonly clock: RecordClock,
  ) {}

  @Get('findings.:format')
  @Answers(200, null, '问题清单 / findings as .xlsx or .csv, by the filters of GET /findings')
  @ApiProduces('application/octet-stream')
  async list(
    @Param('format') format: string,
    @Query({ schema: findingQuery }) query: FindingQuery,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const filter = await this.filters.of(query, actor);
    const rows: FindingRow[] = [];
    let cursor: string | null = null;
    do {
      if (!filter) break;
      const page: { rows: FindingRow[]; next: string | null } = await this.findings.list(
        { ...filter, visibility: 'normal' },
        scopeOf(actor),
        cursor,
        PAGE,
        query.sort,
      );
      rows.push(...page.rows);
      cursor = page.next;
      if (rows.length > MOST_ROWS) throw Refusal.of('export_too_large');
    } while (cursor !== null);
    await this.send(response, '问题清单', format, await this.findingSheet(rows));
  }

  @Get('notices.:format')
  @Answers(200, null, '公文登记簿 / slips and papers as .xlsx or .csv, by the filters of GET /papers/register')
  @ApiProduces('application/octet-stream')
  async notices(
    @Param('format') format: string,
    @Query({ schema: registerQuery }) { class: made, life }: z.output<typeof registerQuery>,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const rows: RegisterRow[] = [];
    let cursor: string | undefined;
    do {
      const page: { rows: RegisterRow[]; next: string | null } = await this.register.page(
        { class: made, life, visibility: 'normal', cursor, limit: PAGE },
        actor,
        scopeOf(actor),
      );
      rows.push(...page.rows);
      cursor = page.next ?? undefined;
      if (rows.length > MOST_ROWS) throw Refusal.of('export_too_large');
    } while (cursor !== undefined);
    await this.send(response, '单据与公文', format, await this.noticeSheet(rows));
  }

  @Get('units.:format')
  @Answers(200, null, '各单位整改情况 / the board’s table of units as .xlsx or .csv')
  @ApiProduces('application/octet-stream')
  async units(
    @Param('format') format: string,
    @Query({ schema: reportQuery }) asked: z.output<typeof reportQuery>,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const { facts } = await this.reports.of('monthly', asked, actor);
    const sheet = reportSheets('monthly', facts, new Map()).find(({ name }) => name === '各单位');
    await this.send(response, '各单位整改情况', format, sheet!);
  }

  private async send(response: Response, name: string, asked: string, sheet: Sheet): Promise<void> {
    const [, format]: [string, Format] = partsOf(`x.${asked}`, FORMATS);
    const bytes = format === 'csv' ? writeCsv(sheet) : await writeXlsx([sheet], await this.clock.now());
    sendFile(response, name, format, bytes);
  }

  private async findingSheet(rows: readonly FindingRow[]): Promise<Sheet> {
    const [{ policy }, units] = await Promise.all([this.context.current(), this.directory.unitsEver()]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    const categories = new Map(policy.categories.map(({ code, name }) => [code, name]));
    const unit = (id: string | null): string => (id === null ? '' : (names.get(id) ?? id));
    return {
      name: '问题清单',
      columns: [
        column('编号', 16),
        column('外部编号', 16),
        column('问题描述', 48),
        column('问题类别', 20),
        column('街道(乡镇)', 16),
        column('社区(村)', 16),
        column('点位', 24),
        column('责任单位', 22),
        column('督查机构', 22),
        column('等级', 8),
        column('缓急', 8),
        column('来源', 12),
        column('发现时间', 18),
        column('整改时限', 18),
        column('状态', 10),
        column('是否逾期', 10),
        column('挂账', 8),
        column('整改轮次', 10),
        column('经度', 12),
        column('纬度', 12),
      ],
      rows: rows.map((row) => [
        row.number,
        row.externalNumber ?? '',
        row.description,
        row.categoryCode === null ? '' : (categories.get(row.categoryCode) ?? row.categoryCode),
        unit(row.place.streetId),
        unit(row.place.communityId),
        row.place.pointName ?? '',
        unit(row.leadUnitId),
        unit(row.supervisingUnitId),
        SEVERITY_ZH[row.severity],
        URGENCY_ZH[row.urgency],
        SOURCE_ZH[row.source],
        { at: row.filedAt },
        row.dueAt === null ? null : { at: row.dueAt },
        STATUS_ZH[row.status],
        row.overdue ? '逾期' : '',
        row.suspended ? '挂账' : '',
        row.cycle,
        row.place.lng,
        row.place.lat,
      ]),
    };
  }

  private async noticeSheet(rows: readonly RegisterRow[]): Promise<Sheet> {
    const names = new Map((await this.directory.unitsEver()).map(({ id, name }) => [id, name]));
    return {
      name: '单据与公文',
      columns: [
        column('编号', 24),
        column('名称', 14),
        column('类别', 10),
        column('颜色', 8),
        column('所涉事项', 16),
        column('送达单位', 24),
        column('状态', 10),
        column('回复时限', 18),
        column('拟制时间', 18),
      ],
      rows: rows.map((row) => [
        row.number ?? '',
        row.title,
        row.class === 'paper' ? '公文' : '业务单',
        row.colour === null ? '' : { blue: '蓝', yellow: '黄', red: '红' }[row.colour],
        row.finding?.number ?? '全区',
        row.to.map((id) => names.get(id) ?? id).join('、'),
        LIFE_ZH[row.life],
        row.replyDueAt === null ? null : { at: row.replyDueAt },
        { at: row.writtenAt },
      ]),
    };
  }
}
