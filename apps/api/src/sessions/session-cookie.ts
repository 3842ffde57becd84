import type { CookieOptions, Response } from 'express';
import type { Exchange } from '../http/exchange';

const NAME = 'duban_session';

/**
 * The browser's part of a session. Inside another platform's frame a strict cookie would never be sent: where embedding is
 * allowed, and TLS carries it, the cookie goes along and is kept apart for each platform (CHIPS). Requests are held to our own
 * origin either way.
 */
export class SessionCookie {
  constructor(private readonly embedded: boolean) {}

  set(request: Exchange, response: Response, token: string, lifeMs: number): void {
    response.cookie(NAME, token, { ...this.options(request), maxAge: lifeMs });
  }

  clear(request: Exchange, response: Response): void {
    response.clearCookie(NAME, this.options(request));
  }

  private options({ secure }: Exchange): CookieOptions {
    const framed = this.embedded && secure;
    return {
      httpOnly: true,
      secure,
      path: '/',
      ...(framed ? { sameSite: 'none' as const, partitioned: true } : { sameSite: 'strict' as const }),
    };
  }
}

/** The session's token and how it came; a bearer token wins over a cookie. */
export function tokenOf({ headers }: Exchange): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, byCookie: false };
  const cookie = new RegExp(`(?:^|;\\s*)${NAME}=([\\w.~+/=-]{1,200})`).exec(headers.cookie ?? '')?.[1];
  return cookie ? { token: cookie, byCookie: true } : null;
}
