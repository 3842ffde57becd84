import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  type DraftReport,
  draftReport,
  paperFileKept,
  paperRegister,
  papers,
  type PaperShown,
  paperShown,
  paperUpload,
  paperWords,
  registerQuery,
  sha256 as sha256Form,
} from '#contract';
import { type Actor } from '#domain';
import { type PaperAct, PaperRegister, PaperStore, scopeOf } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { partsOf } from './file-name';
import { FindingPapers } from './finding-papers';
import { isOffice, OfficePapers } from './office-papers';
import { PAPER_FORMATS } from './paper-press';
import { taken, uploadOf } from './paper-upload';
import { sendFile } from './send-file';

const MOST = 200;
const ACTS: readonly string[] = ['check', 'issue', 'send', 'sign', 'reply', 'close', 'withdraw'] satisfies PaperAct[];

/** 通报、月报、周报、日报、调度会材料 and 台账, and the life of every paper of the office's own making. */
@ApiTags('papers')
@Controller('api/v1/papers')
export class PapersController {
  constructor(
    private readonly office: OfficePapers,
    private readonly files: FindingPapers,
    private readonly store: PaperStore,
    private readonly registered: PaperRegister,
  ) {}

  @Get()
  @Answers(200, papers, '公文与报告 / papers of the district in the caller’s sight, newest first')
  async list(@Caller() actor: Actor) {
    const rows = await this.store.list(actor, scopeOf(actor), null, MOST);
    return { items: await Promise.all(rows.map((row) => this.office.shown(row, actor))) };
  }

  @Post()
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver')
  @Answers(201, paperShown, '拟稿 / draft a report; its figures are frozen now')
  async draft(@Body({ schema: draftReport }) given: DraftReport, @Caller() actor: Actor): Promise<PaperShown> {
    return this.office.shown(await this.office.draftReport(given, actor), actor);
  }

  @Get('register')
  @Answers(
    200,
    paperRegister,
    '公文登记簿 / slips and papers of findings and of the district, and how many stand where',
  )
  async register(@Query({ schema: registerQuery }) asked: z.output<typeof registerQuery>, @Caller() actor: Actor) {
    const { page, lives } = await this.registered.list(asked, actor, scopeOf(actor));
    const items = page.rows.map(({ writtenAt, replyDueAt, ...row }) => ({
      ...row,
      writtenAt: written(writtenAt),
      replyDueAt: writtenOrNull(replyDueAt),
    }));
    return { items, nextCursor: page.next, lives };
  }

  @Get(':id')
  @Answers(200, paperShown, '一件 / one paper')
  async read(@Param('id') id: string, @Caller() actor: Actor): Promise<PaperShown> {
    return this.office.shown(await this.office.inSight(id, actor), actor);
  }

  @Get(':id/:file')
  @Answers(200, null, '下载 / `file.pdf` or `file.docx`: the stamped scan where there is one, else as printed')
  @ApiProduces('application/pdf')
  async download(
    @Param('id') id: string,
    @Param('file') file: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const [name, format] = partsOf(file, PAPER_FORMATS);
    if (name !== 'file') throw Refusal.of('not_found');
    const paper = await this.office.inSight(id, actor);
    const printed = await this.office.printed(paper);
    sendFile(response, printed.name, format, await this.files.file(printed, format, isOffice(paper, actor)));
  }

  @Get(':id/files/:sha256')
  @Answers(200, null, '某一版本 / one kept file by its sha256')
  @ApiProduces('application/octet-stream')
  async version(
    @Param('id') id: string,
    @Param('sha256') hash: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const paper = await this.office.inSight(id, actor);
    if (!sha256Form.safeParse(hash).success) throw Refusal.of('not_found');
    const { subject, name } = await this.office.printed(paper);
    const { file, bytes } = await this.files.keptFile(subject, hash, isOffice(paper, actor));
    sendFile(response, name, file.format, bytes);
  }

  @Post(':id/files')
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
    @Query({ schema: paperUpload }) { role }: z.output<typeof paperUpload>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    const paper = await this.office.inSight(id, actor);
    if (!isOffice(paper, actor)) throw Refusal.of('not_found');
    const { subject, standing } = await this.office.printed(paper);
    if (standing.mark === '作废' || (role === 'scan' && standing.number === null)) throw Refusal.of('paper_life');
    const { format, bytes } = await taken(role, await uploadOf(request));
    const file = await this.files.keep(subject, role, format, bytes, actor);
    return { ...file, keptAt: written(file.keptAt) };
  }

  @Post(':id/:act')
  @HttpCode(200)
  @Answers(
    200,
    paperShown,
    '核稿、签发、送达、签收、回复、办结、撤销 / check, issue, send, sign, reply, close or withdraw it',
  )
  async move(
    @Param('id') id: string,
    @Param('act') act: string,
    @Body({ schema: paperWords }) { text }: z.output<typeof paperWords>,
    @Caller() actor: Actor,
  ): Promise<PaperShown> {
    if (!ACTS.includes(act)) throw Refusal.of('unknown_route');
    return this.office.shown(await this.office.move(id, act as PaperAct, actor, text ?? null), actor);
  }
}
