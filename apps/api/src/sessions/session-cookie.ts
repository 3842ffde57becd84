import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Exchange } from '../http/exchange';
import { CookieTerms } from './cookie-terms';

const NAME = 'duban_session';

/** The browser's part of a session. */
@Injectable()
export class SessionCookie {
  constructor(private readonly terms: CookieTerms) {}

  set(request: Exchange, response: Response, token: string, lifeMs: number): void {
    response.cookie(NAME, token, { ...this.terms.of(request, 'strict'), maxAge: lifeMs });
  }

  clear(request: Exchange, response: Response): void {
    response.clearCookie(NAME, this.terms.of(request, 'strict'));
  }
}

/** The session's token and how it came; a bearer token wins over a cookie. */
export function tokenOf({ headers }: Exchange): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, byCookie: false };
  const cookie = new RegExp(`(?:^|;\\s*)${NAME}=([\\w.~+/=-]{1,200})`).exec(headers.cookie ?? '')?.[1];
  return cookie ? { token: cookie, byCookie: true } : null;
}
