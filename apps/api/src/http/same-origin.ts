import type { Exchange } from './exchange';
import { Refusal } from './problems';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its cookie along whoever asks it to: an unsafe request must come from our own pages. A bearer token is
 * only sent by who holds it.
 */
export function requireSameOrigin(request: Exchange, byCookie: boolean): void {
  if (SAFE.has(request.method)) return;
  const { origin } = request.headers;
  if (origin === undefined ? byCookie : hostOf(origin) !== request.host) throw Refusal.of('cross_origin');
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
