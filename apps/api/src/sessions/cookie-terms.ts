import type { CookieOptions } from 'express';
import type { Exchange } from '../http/exchange';

/**
 * How our cookies travel. Inside another platform's frame neither a strict nor a lax one would ever be kept: where embedding is
 * allowed, and TLS carries it, a cookie goes along and is kept apart for each platform (CHIPS). Requests are held to our own
 * origin either way.
 */
export class CookieTerms {
  constructor(private readonly embedded: boolean) {}

  /** @param alone what it is where nobody frames us */
  of({ secure }: Exchange, alone: 'strict' | 'lax', path = '/'): CookieOptions {
    const framed = this.embedded && secure;
    return {
      httpOnly: true,
      secure,
      path,
      ...(framed ? { sameSite: 'none' as const, partitioned: true } : { sameSite: alone }),
    };
  }
}
