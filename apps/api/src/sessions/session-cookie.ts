import type { CookieOptions } from 'express';
import type { Exchange } from '../http/exchange';

export const SESSION_COOKIE = 'duban_session';

export const cookieOptions = (request: Exchange): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: request.secure,
  path: '/',
});

/** The session's token and how it came; a bearer token wins over a cookie. */
export function tokenOf({ headers }: Exchange): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, byCookie: false };
  const cookie = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w.~+/=-]{1,200})`).exec(headers.cookie ?? '')?.[1];
  return cookie ? { token: cookie, byCookie: true } : null;
}
