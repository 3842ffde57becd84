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
import { OpenToAll } from './access';
import { cookieOptions, SESSION_COOKIE } from './session-cookie';
import { SignInGate } from './sign-in-gate';

/** A working day and its evening: a phone left lying signs itself out overnight. */
const LIFE_MS = 12 * 3_600_000;

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly people: PeopleStore,
    private readonly sessions: SessionStore,
    private readonly gate: SignInGate,
    private readonly me: MeReader,
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
    attempt.succeeded();
    const { token, expiresAt } = await this.sessions.open(credential.personId, LIFE_MS);
    const actor = await this.people.actorOf(credential.personId);
    if (!actor) throw Refusal.of('bad_credentials');
    response.cookie(SESSION_COOKIE, token, { ...cookieOptions(request), maxAge: LIFE_MS });
    return { token, expiresAt: written(expiresAt), me: await this.me.of(actor) };
  }

  @Delete('current')
  @HttpCode(204)
  @Answers(204, null, '退出 / sign out')
  async close(@Req() request: Exchange, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (request.caller) await this.sessions.close(request.caller.token);
    response.clearCookie(SESSION_COOKIE, cookieOptions(request));
  }
}
