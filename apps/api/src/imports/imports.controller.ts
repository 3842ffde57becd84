import { Controller, HttpCode, Post, Query, Req, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { importQuery, importReport, type ImportReport } from '#contract';
import type { Actor } from '#domain';
import { Vault } from '#evidence';
import { importFile } from '#intake';
import { ContextStore, DirectoryStore, EvidenceStore, FindingStore, ImportStore } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { reportOf } from './import-report';
import { LIST_FORM, LIST_UPLOAD, mappingOf } from './list-upload';

/** 清单导入: a list of findings or an issue list, as it comes. */
@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly findings: FindingStore,
    private readonly context: ContextStore,
    private readonly directory: DirectoryStore,
    private readonly imports: ImportStore,
    private readonly evidence: EvidenceStore,
    private readonly vault: Vault,
    private readonly clock: RecordClock,
  ) {}

  @Post()
  @HttpCode(200)
  @NeedsRole('dispatcher', 'inspector')
  @Answers(200, importReport, '导入清单 / import a list (.xlsx, .csv); dryRun tells what it would do')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: LIST_FORM })
  @UseInterceptors(FileInterceptor('file', LIST_UPLOAD))
  async import(
    @UploadedFile() file: { buffer: Buffer; originalname: string } | undefined,
    @Query({ schema: importQuery }) { dryRun, source }: z.output<typeof importQuery>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<ImportReport> {
    if (!file) throw Refusal.of('file_missing');
    const mapping = mappingOf(request.body);
    const { findings, context, directory, imports, evidence } = this;
    const record = { findings, context, directory, imports, evidence };
    const imported = await importFile(file.buffer, record, this.vault, {
      fileName: file.originalname,
      actor,
      now: await this.clock.now(),
      source,
      dryRun,
      ...(mapping && { mapping }),
    });
    return reportOf(imported, dryRun);
  }
}
