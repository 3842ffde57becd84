import { Controller, Get, HttpCode, Post, Query, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { importQuery } from '#contract';
import { type Sheet, writeXlsx } from '#documents';
import { type Actor, offeredCategories } from '#domain';
import { Vault } from '#evidence';
import { FINDING_FIELDS, importFile } from '#intake';
import { ContextStore, DirectoryStore, EvidenceStore, FindingStore, ImportStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { LIST_FORM, LIST_UPLOAD, mappingOf } from '../imports/list-upload';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { sendFile } from './send-file';

const CHOICES: Record<string, string[]> = {
  grade: ['一般', '较重', '重大', '紧急', '特急'],
  status: ['未整改', '整改中', '已整改'],
};
const WIDE = new Set(['description', 'pointName']);

/** What an import begins with and what it leaves to mend. */
@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportFilesController {
  constructor(
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
    private readonly directory: DirectoryStore,
    private readonly imports: ImportStore,
    private readonly evidence: EvidenceStore,
    private readonly vault: Vault,
    private readonly clock: RecordClock,
  ) {}

  @Get('template.xlsx')
  @NeedsRole('dispatcher', 'inspector')
  @Answers(200, null, '导入模板 / the workbook to fill in, with the values that may be chosen')
  @ApiProduces('application/octet-stream')
  async template(@Res() response: Response): Promise<void> {
    const [{ policy }, units] = await Promise.all([this.context.current(), this.directory.units()]);
    const named = (kinds: string[]) => units.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
    const choices: Record<string, string[]> = {
      ...CHOICES,
      street: named(['street', 'township']),
      unit: named(['department', 'street', 'township']),
      category: offeredCategories(policy).map(({ name }) => name),
    };
    const list: Sheet = {
      name: '督查问题清单',
      columns: FINDING_FIELDS.map(({ field, heading }) => ({
        heading: field === 'description' ? `*${heading}` : heading,
        width: WIDE.has(field) ? 40 : 16,
        ...(choices[field] && { choices: choices[field] }),
      })),
      rows: [],
    };
    sendFile(response, '督查问题清单导入模板', 'xlsx', await writeXlsx([list], await this.clock.now()));
  }

  @Post('errors.xlsx')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'inspector')
  @Answers(200, null, '错误清单 / a dry run of the same file: its row errors as a workbook')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: LIST_FORM })
  @ApiProduces('application/octet-stream')
  @UseInterceptors(FileInterceptor('file', LIST_UPLOAD))
  async errors(
    @UploadedFile() file: { buffer: Buffer; originalname: string } | undefined,
    @Query({ schema: importQuery }) { source }: z.output<typeof importQuery>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    if (!file) throw Refusal.of('file_missing');
    const { findings, context, directory, imports, evidence } = this;
    const now = await this.clock.now();
    const mapping = mappingOf(request.body);
    const options = { fileName: file.originalname, actor, now, source, dryRun: true, ...(mapping && { mapping }) };
    const { plan } = await importFile(
      file.buffer,
      { findings, context, directory, imports, evidence },
      this.vault,
      options,
    );
    const sheet: Sheet = {
      name: '待更正',
      columns: [
        { heading: '行号', width: 8 },
        { heading: '列', width: 18 },
        { heading: '原因', width: 50 },
        { heading: '怎样改', width: 50 },
      ],
      rows: plan.refused.map(({ row, column, message, mend }) => [
        row,
        column ? `${column.letter} ${column.heading}` : '',
        `${message.zh}\n${message.en}`,
        `${mend.zh}\n${mend.en}`,
      ]),
    };
    sendFile(response, '导入错误清单', 'xlsx', await writeXlsx([sheet], now));
  }
}
