import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { type PaperVerification, paperVerification, verifyQuery } from '#contract';
import { DirectoryStore, PaperStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { writtenOrNull } from '../http/written';
import { OpenToAll } from '../sessions/access';
import { verificationPage } from './verification-page';

const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** 查验: whoever holds the paper may ask whether it is genuine and still in force. */
@ApiTags('papers')
@Controller()
export class VerifyController {
  constructor(
    private readonly papers: PaperStore,
    private readonly directory: DirectoryStore,
  ) {}

  @Get('api/v1/verify/:token')
  @OpenToAll()
  @Answers(
    200,
    paperVerification,
    '查验 / a paper by the address in its code; `sha256` asks whether that file is one of its own',
  )
  async verify(
    @Param('token') token: string,
    @Query({ schema: verifyQuery }) { sha256 }: z.output<typeof verifyQuery>,
  ): Promise<PaperVerification> {
    return this.of(token, sha256);
  }

  /** What a phone shows that scanned the code. */
  @Get('s/:token')
  @OpenToAll()
  @ApiExcludeEndpoint()
  async page(
    @Param('token') token: string,
    @Query({ schema: verifyQuery }) { sha256 }: z.output<typeof verifyQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const page = verificationPage(await this.of(token, sha256), token);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Robots-Tag', 'noindex');
    response.end(page);
  }

  private async of(token: string, sha256: string | undefined): Promise<PaperVerification> {
    const paper = TOKEN.test(token) ? await this.papers.byToken(token) : null;
    if (!paper) throw Refusal.of('not_found');
    const units = await this.directory.unitsEver();
    const files = paper.files.flatMap(({ role, format, sha256: sum }) =>
      role === 'edited' ? [] : [{ role, format, sha256: sum }],
    );
    return {
      number: paper.number,
      title: paper.title,
      office: units.find(({ id }) => id === paper.officeId)?.name ?? paper.officeId,
      issuedAt: writtenOrNull(paper.issuedAt),
      life: paper.life,
      withdrawn: paper.life === 'withdrawn',
      files,
      genuine: sha256 === undefined ? null : files.some((file) => file.sha256 === sha256),
    };
  }
}
