import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { session, type Session, signIn } from '#contract';
import { passwordMatches } from '#identity';
import { PeopleStore, SessionStore } from '#persistence';
import { MeReader } from '../directory/me-reader';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { BeforeOwnPassword, OpenToAll } from './access';
import { SessionCookie } from './session-cookie';
import { SessionOpener } from './session-opener';
import { SignInGate } from './sign-in-gate';

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
    private readonly gate: SignInGate,
    private readonly me: MeReader,
    private readonly opener: SessionOpener,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @OpenToAll()
  @Answers(201, session, '登录 / sign in')
  async open(
    @Body({ schema: signIn }) { username, password }: z.output<typeof signIn>,
    @Req() request: Exchange,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const attempt = this.gate.enter(username, request.ip ?? 'unknown');
    const credential = await this.people.credentialOf(username);
    if (!(await passwordMatches(credential?.passwordHash ?? null, password)) || !credential)
      throw Refusal.of('bad_credentials');
    if (!(await this.people.spendOneTime(credential.personId))) throw Refusal.of('bad_credentials');
    attempt.succeeded();
    const opened = await this.opener.open(credential.personId, request, response);
    if (!opened) throw Refusal.of('bad_credentials');
    const { token, expiresAt, actor } = opened;
    return { token, expiresAt: written(expiresAt), me: await this.me.of(actor) };
  }

  @Delete('current')
  @BeforeOwnPassword()
  @HttpCode(204)
  @Answers(204, null, '退出 / sign out')
  async close(@Req() request: Exchange, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (request.caller) await this.sessions.close(request.caller.token);
    this.cookie.clear(request, response);
  }
}
