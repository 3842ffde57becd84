import { Controller, Get, HttpCode, Param, Post, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { evidenceKept, type EvidenceKept, sha256 as sha256Form } from '#contract';
import type { Actor } from '#domain';
import { examine, MAX_BYTES, NEAR, type Rendition, Vault } from '#evidence';
import { EvidenceStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { writtenOrNull } from '../http/written';
import { Caller } from '../sessions/caller.decorator';
import { PhotoSight } from './photo-sight';
import { rawPhoto } from './raw-photo';

const SINCE_EVER = 0;
const MOST_NEAR = 20;
const SHOWN: readonly string[] = ['small', 'medium', 'large'] satisfies Rendition[];

@ApiTags('evidence')
@Controller('api/v1/evidence')
export class EvidenceController {
  constructor(
    private readonly evidence: EvidenceStore,
    private readonly vault: Vault,
    private readonly sight: PhotoSight,
  ) {}

  @Post()
  @HttpCode(201)
  @Answers(201, evidenceKept, '上传照片 / keep a photo: multipart field `file`, or the bytes as the body')
  @ApiConsumes('multipart/form-data', 'image/jpeg', 'image/png', 'image/webp')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MAX_BYTES, files: 1, fields: 0 } }))
  async keep(
    @UploadedFile() file: { buffer: Buffer } | undefined,
    @Caller() actor: Actor,
    @Req() request: Exchange,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EvidenceKept> {
    const bytes = file?.buffer ?? (await rawPhoto(request));
    const { type, ...seen } = await examine(bytes);
    await this.vault.keep(seen.sha256, bytes);
    await this.evidence.save({ ...seen, mime: type, uploadedBy: actor.personId });
    response.setHeader('Location', `/api/v1/evidence/${seen.sha256}`);
    const nearDuplicates = await this.nearIn(seen.dhash, actor);
    return { type, ...seen, capturedAt: writtenOrNull(seen.capturedAt), nearDuplicates };
  }

  @Get(':sha256')
  @Answers(200, null, '原图 / the original, as a download; for the inspected unit without its metadata')
  @ApiProduces('image/jpeg', 'image/png', 'image/webp')
  async original(@Param('sha256') hash: string, @Caller() actor: Actor, @Res() response: Response): Promise<void> {
    const { record, whole } = await this.visible(hash, actor);
    const bytes = whole ? await this.vault.original(hash) : await this.vault.rendition(hash, 'whole');
    if (!bytes) throw Refusal.of('not_found');
    const type = whole ? record.mime : 'image/jpeg';
    response.setHeader('Content-Disposition', `attachment; filename="${hash.slice(0, 16)}.${type.slice(6)}"`);
    // The same address is the original to one caller and a bare picture to another: the caches keep neither.
    send(response, type, bytes, 'private, no-store');
  }

  @Get(':sha256/:size')
  @Answers(200, null, '缩略图 / small, medium or large, without metadata')
  @ApiProduces('image/jpeg')
  async rendition(
    @Param('sha256') hash: string,
    @Param('size') size: string,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    await this.visible(hash, actor);
    const bytes = SHOWN.includes(size) ? await this.vault.rendition(hash, size as Rendition) : null;
    if (!bytes) throw Refusal.of('not_found');
    // The name is the content: it never changes, but it is for the session that may see it only.
    response.setHeader('Vary', 'Cookie, Authorization, On-Behalf-Of');
    send(response, 'image/jpeg', bytes, 'private, max-age=86400, immutable');
  }

  private async visible(hash: string, actor: Actor) {
    const seen = sha256Form.safeParse(hash).success ? await this.sight.of(hash, actor) : null;
    if (!seen) throw Refusal.of('not_found');
    return seen;
  }

  private async nearIn(dhash: string, actor: Actor): Promise<EvidenceKept['nearDuplicates']> {
    const near = (await this.evidence.nearDuplicates(dhash, NEAR, SINCE_EVER)).slice(0, MOST_NEAR);
    const seen = await this.sight.findingsInSight([...new Set(near.map(({ findingId }) => findingId))], actor);
    return near.filter(({ findingId }) => seen.some(({ id }) => id === findingId));
  }
}

function send(response: Response, type: string, bytes: Buffer, cache: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', cache);
  response.end(bytes);
}
