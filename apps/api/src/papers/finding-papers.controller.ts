import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  draftFindingPaper,
  findingPapers,
  paperFileKept,
  type PaperShown,
  paperShown,
  paperUpload,
  sha256 as sha256Form,
} from '#contract';
import { FINDING_KINDS, type FindingPaperKind, PAPER_KINDS } from '#documents';
import type { Actor } from '#domain';
import { CommandDesk } from '../findings/command-desk';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { DossierMaker } from './dossier-maker';
import { partsOf } from './file-name';
import { FindingPapers } from './finding-papers';
import { PAPER_FORMATS } from './paper-press';
import { taken, uploadOf } from './paper-upload';
import { sendFile } from './send-file';

const OFFICE = ['dispatcher', 'inspector', 'verifier', 'approver', 'leader', 'auditor', 'admin'] as const;

/** 单据与公文 of one finding. */
@ApiTags('papers')
@Controller('api/v1/findings/:id')
export class FindingPapersController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly papers: FindingPapers,
    private readonly dossiers: DossierMaker,
  ) {}

  @Get('papers')
  @Answers(200, findingPapers, '本件单据与公文 / its slips and papers, and what may be previewed or drafted')
  async list(@Param('id') id: string, @Caller() actor: Actor) {
    const recorded = await this.desk.inScope(id, actor);
    const { whole } = await this.papers.sight(recorded, actor);
    const kinds = whole
      ? FINDING_KINDS.map((kind) => ({ kind, zh: PAPER_KINDS[kind].zh, en: PAPER_KINDS[kind].en }))
      : [];
    return { items: await this.papers.list(recorded, actor), kinds };
  }

  @Post('papers')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver')
  @Answers(201, paperShown, '拟稿 / draft a paper about it')
  async draft(
    @Param('id') id: string,
    @Body({ schema: draftFindingPaper }) { kind }: z.output<typeof draftFindingPaper>,
    @Caller() actor: Actor,
  ): Promise<PaperShown> {
    return this.papers.draft(await this.desk.inScope(id, actor), kindOf(kind), actor);
  }

  @Get('papers/preview/:file')
  @NeedsRole(...OFFICE)
  @Answers(200, null, '预览 / what `{kind}.pdf` or `{kind}.docx` would say now: a draft without a number')
  @ApiProduces('application/pdf')
  async preview(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const [kind, format] = partsOf(file, PAPER_FORMATS);
    const recorded = await this.desk.inScope(id, actor);
    const bytes = await this.papers.preview(recorded, kindOf(kind), actor, format);
    sendFile(response, `${PAPER_KINDS[kindOf(kind)].zh}-拟稿-${recorded.number}`, format, bytes);
  }

  @Get('papers/:file')
  @Answers(200, null, '下载 / `{ref}.pdf` or `{ref}.docx`: the stamped scan where there is one, else as printed')
  @ApiProduces('application/pdf')
  async download(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const [ref, format] = partsOf(file, PAPER_FORMATS);
    const recorded = await this.desk.inScope(id, actor);
    const printed = await this.papers.find(recorded, ref, actor);
    const { whole } = await this.papers.sight(recorded, actor);
    sendFile(response, printed.name, format, await this.papers.file(printed, format, whole));
  }

  @Post('papers/:ref/files')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver')
  @Answers(
    201,
    paperFileKept,
    '回传 / bring back the edited .docx (role=edited) or the stamped scan (role=scan), as the body',
  )
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async upload(
    @Param('id') id: string,
    @Param('ref') ref: string,
    @Query({ schema: paperUpload }) { role }: z.output<typeof paperUpload>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    const recorded = await this.desk.inScope(id, actor);
    await this.papers.requireOffice(recorded, actor);
    const { subject, standing } = await this.papers.find(recorded, ref, actor);
    // What is stamped is what was signed.
    if (standing.mark === '作废' || (role === 'scan' && standing.number === null)) throw Refusal.of('paper_life');
    const { format, bytes } = await taken(role, await uploadOf(request));
    const file = await this.papers.keep(subject, role, format, bytes, actor);
    return { ...file, keptAt: written(file.keptAt) };
  }

  @Get('papers/:ref/files/:sha256')
  @Answers(200, null, '某一版本 / one kept file by its sha256')
  @ApiProduces('application/octet-stream')
  async version(
    @Param('id') id: string,
    @Param('ref') ref: string,
    @Param('sha256') hash: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const recorded = await this.desk.inScope(id, actor);
    const { subject, name } = await this.papers.find(recorded, ref, actor);
    if (!sha256Form.safeParse(hash).success) throw Refusal.of('not_found');
    const { whole } = await this.papers.sight(recorded, actor);
    const { file, bytes } = await this.papers.keptFile(subject, hash, whole);
    sendFile(response, name, file.format, bytes);
  }

  @Get('dossier.zip')
  @NeedsRole(...OFFICE)
  @Answers(200, null, '一案一档 / the whole case: paper, evidence, chain of events and a program that checks it')
  @ApiProduces('application/zip')
  async dossier(@Param('id') id: string, @Caller() actor: Actor, @Res() response: Response): Promise<void> {
    const recorded = await this.desk.inScope(id, actor);
    await this.papers.requireOffice(recorded, actor);
    sendFile(response, `一案一档-${recorded.number}`, 'zip', await this.dossiers.make(recorded, actor));
  }
}

function kindOf(kind: string): FindingPaperKind {
  const known = FINDING_KINDS.find((each) => each === kind);
  if (!known) throw Refusal.of('unknown_paper');
  return known;
}
