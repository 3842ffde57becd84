import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { ssoQuery } from '#contract';
import { PeopleStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { OpenToAll } from '../sessions/access';
import { CookieTerms } from '../sessions/cookie-terms';
import { SessionOpener } from '../sessions/session-opener';
import { type Attempt, IdentityProvider } from './identity-provider';

const ATTEMPT_COOKIE = 'duban_sso';
const ATTEMPT_PATH = '/api/v1/sso';
const ATTEMPT_MS = 10 * 60_000;
export const IDENTITY_PROVIDER = Symbol('identity provider');

/** Single sign-on 单点登录: who signs in must have an account here; the provider only says who they are. */
@ApiTags('sessions')
@Controller('api/v1/sso')
@OpenToAll()
export class SsoController {
  constructor(
    @Inject(IDENTITY_PROVIDER) private readonly provider: IdentityProvider | null,
    private readonly people: PeopleStore,
    private readonly opener: SessionOpener,
    private readonly terms: CookieTerms,
  ) {}

  @Get('start')
  @Answers(303, null, '单点登录 / to the identity provider, and back to `to`')
  async start(
    @Query({ schema: ssoQuery }) { to }: z.output<typeof ssoQuery>,
    @Req() request: Exchange,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.provider) throw Refusal.of('unknown_route');
    const begun = await this.provider.begin(to).catch(() => null);
    if (!begun) return response.redirect(303, failed('unavailable'));
    const kept = Buffer.from(JSON.stringify(begun.attempt)).toString('base64url');
    response.cookie(ATTEMPT_COOKIE, kept, { ...this.attemptCookie(request), maxAge: ATTEMPT_MS });
    response.redirect(303, begun.address.href);
  }

  @Get('return')
  @Answers(303, null, '单点登录返回 / back from the identity provider, signed in or told why not')
  async return(@Req() request: Exchange, @Res() response: Response): Promise<void> {
    if (!this.provider) throw Refusal.of('unknown_route');
    const attempt = attemptOf(request);
    response.clearCookie(ATTEMPT_COOKIE, this.attemptCookie(request));
    if (!attempt) return response.redirect(303, failed('expired'));
    const query = request.originalUrl.split('?')[1] ?? '';
    const username = await this.provider.usernameFrom(query, attempt).catch(() => undefined);
    if (username === undefined) return response.redirect(303, failed('refused'));
    const person = username && (await this.people.personNamed(username));
    const session = person && (await this.opener.open(person.id, request, response));
    response.redirect(303, session ? attempt.to : failed('no_account'));
  }

  /** Lax: it must come along when the provider sends the browser back. */
  private attemptCookie(request: Exchange) {
    return this.terms.of(request, 'lax', ATTEMPT_PATH);
  }
}

const failed = (why: 'unavailable' | 'expired' | 'refused' | 'no_account'): string => `/sign-in?sso=${why}`;

function attemptOf({ headers }: Exchange): Attempt | null {
  const kept = new RegExp(`(?:^|;\\s*)${ATTEMPT_COOKIE}=([\\w-]{1,2000})`).exec(headers.cookie ?? '')?.[1];
  if (!kept) return null;
  try {
    const { state, nonce, verifier, to } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as Attempt;
    // The browser kept it: what it says of where to go is judged as if it had just been asked.
    const asked = ssoQuery.safeParse({ to });
    return asked.success ? { state, nonce, verifier, to: asked.data.to } : null;
  } catch {
    return null;
  }
}
