import { Body, Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { executorPhotoKept, executorReportGiven, type ExecutorReportGiven, executorView } from '#contract';
import { timeliness } from '#domain';
import { examine, Vault } from '#evidence';
import { ContextStore, EvidenceStore, ExecutorStore } from '#persistence';
import { rawPhoto } from '../evidence/raw-photo';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedIdOf } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { writtenOrNull } from '../http/written';
import { OpenToAll } from '../sessions/access';
import { Executors } from './executors';
import { reportShown } from './report-shown';

const MOST_PHOTOS = 30;
const MOST_REPORTS = 10;

/** What a shopkeeper or contractor may do by the link on the slip: see the defect, show that it is mended. */
@ApiTags('executors')
@Controller('api/v1/executor')
@OpenToAll()
export class ExecutorController {
  constructor(
    private readonly executors: Executors,
    private readonly store: ExecutorStore,
    private readonly evidence: EvidenceStore,
    private readonly vault: Vault,
    private readonly context: ContextStore,
  ) {}

  @Get()
  @Answers(200, executorView, '凭链接查看 / the defect behind the link: header `Authorization: Link <token>`')
  async view(@Headers('authorization') authorization: string | undefined) {
    const { link, recorded, line } = await this.executors.enter(authorization);
    const { finding, number, at } = recorded;
    const { units } = await this.context.current();
    return {
      number,
      description: finding.description,
      pointName: finding.place.pointName,
      lng: finding.place.lng,
      lat: finding.place.lat,
      task: finding.fixings?.task ?? '',
      unitName: units.unit(line.unitId)?.name ?? '',
      dueAt: writtenOrNull(timeliness(finding, at).dueAt),
      before: finding.evidence.filter(({ role }) => role === 'before').map(({ sha256 }) => sha256),
      reports: (await this.store.reportsBy(link.id)).map(reportShown),
    };
  }

  @Get('photos/:sha256')
  @Answers(200, null, '凭链接看图 / a photo of the defect, without metadata')
  @ApiProduces('image/jpeg')
  async photo(
    @Param('sha256') hash: string,
    @Headers('authorization') authorization: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const { link, recorded } = await this.executors.enter(authorization);
    const shown = recorded.finding.evidence.some(({ sha256, role }) => role === 'before' && sha256 === hash);
    const own = shown || (await this.store.photosOf(link.id)).includes(hash);
    const bytes = own ? await this.vault.rendition(hash, 'medium') : null;
    if (!bytes) throw Refusal.of('not_found');
    response.setHeader('Content-Type', 'image/jpeg');
    response.setHeader('Cache-Control', 'private, no-store');
    response.end(bytes);
  }

  @Post('photos')
  @HttpCode(201)
  @Answers(201, executorPhotoKept, '凭链接上传照片 / keep a photo: the bytes as the body')
  @ApiConsumes('image/jpeg', 'image/png', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async keep(@Headers('authorization') authorization: string | undefined, @Req() request: Exchange) {
    const { link } = await this.executors.enter(authorization);
    const bytes = await rawPhoto(request);
    const { type, ...seen } = await examine(bytes);
    const brought = await this.store.photosOf(link.id);
    // Before it is kept: what is refused leaves nothing on the disk.
    if (brought.length >= MOST_PHOTOS && !brought.includes(seen.sha256)) throw Refusal.of('link_used_up');
    await this.vault.keep(seen.sha256, bytes);
    await this.evidence.save({ ...seen, mime: type, uploadedBy: `link:${link.id}` });
    if (!(await this.store.addPhoto(link.id, seen.sha256, MOST_PHOTOS))) throw Refusal.of('link_used_up');
    return { sha256: seen.sha256 };
  }

  @Post('reports')
  @HttpCode(201)
  @Answers(201, executorView, '凭链接报告整改 / say that it is mended; the unit confirms')
  async report(
    @Body({ schema: executorReportGiven }) given: ExecutorReportGiven,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: Exchange,
  ) {
    const { link } = await this.executors.enter(authorization);
    const kept = await this.store.photosOf(link.id);
    const strange = given.photos.findIndex((sha256) => !kept.includes(sha256));
    if (strange >= 0) throw Refusal.of('unknown_evidence', { faults: [unknownPhoto(strange)] });
    const id = keyedIdOf(link.id, request);
    if (!(await this.store.report({ id, linkId: link.id, ...given }, MOST_REPORTS))) throw Refusal.of('link_used_up');
    return this.view(authorization);
  }
}

const unknownPhoto = (index: number) => ({
  pointer: `/photos/${index}`,
  code: 'unknown_evidence',
  zh: '请先上传',
  en: 'upload it first',
});
