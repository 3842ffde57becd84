import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { reportQuery } from '#contract';
import { PAPER_KINDS, REPORT_KINDS, type ReportKind, reportPaper, type Standing, writeXlsx } from '#documents';
import type { Actor } from '#domain';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { partsOf } from './file-name';
import { PaperPress } from './paper-press';
import { ReportReader } from './report-reader';
import { reportSheets } from './report-sheets';
import { sendFile } from './send-file';

const FORMATS = ['pdf', 'docx', 'xlsx'] as const;
/** Read as it stands; a report that goes out is drafted, signed and numbered under `/papers`. */
const UNSIGNED: Standing = { number: null, issuedAt: null, signer: null, mark: null, verifyUrl: null };

@ApiTags('papers')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportReader,
    private readonly press: PaperPress,
  ) {}

  @Get(':file')
  @NeedsRole('dispatcher', 'inspector', 'verifier', 'approver', 'leader', 'auditor', 'admin')
  @Answers(
    200,
    null,
    '报告 / `daily`, `weekly`, `monthly`, `bulletin`, `dispatch-meeting` or `ledger` as .pdf, .docx or .xlsx',
  )
  @ApiProduces('application/pdf')
  async report(
    @Param('file') file: string,
    @Query({ schema: reportQuery }) asked: z.output<typeof reportQuery>,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const [name, format] = partsOf(file, FORMATS);
    const kind = REPORT_KINDS.find((each): each is ReportKind => each === name);
    if (!kind) throw Refusal.of('unknown_paper');
    const { facts } = await this.reports.of(kind, asked, actor);
    const content = reportPaper(kind, facts);
    const bytes =
      format === 'xlsx'
        ? await writeXlsx(reportSheets(kind, facts, await this.press.picturesOf(content)), facts.at)
        : await this.press.print(content, { ...UNSIGNED, mark: kind === 'bulletin' ? '拟稿' : null }, format);
    sendFile(response, PAPER_KINDS[kind].zh, format, bytes);
  }
}
