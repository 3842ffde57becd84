import { createHash } from 'node:crypto';
import type { ExecuteOptions } from '#persistence';
import type { Exchange } from './exchange';
import { Refusal } from './problems';

/** `"12"`; raised by commands only, so that a reminder firing meanwhile makes nobody's form stale. */
export const etagOf = (revision: number): string => `"${revision}"`;

/** What `Idempotency-Key` and `If-Match` ask of a command on `payload`. */
export function preconditionsOf(request: Exchange, payload: unknown): ExecuteOptions {
  const idempotencyKey = keyOf(request);
  const ifRevision = revisionOf(request.headers['if-match']);
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey, bodyHash: digest(request, payload) }),
    ...(ifRevision !== undefined && { ifRevision }),
  };
}

export function keyOf({ headers }: Exchange): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw Refusal.of('bad_header', { detail: 'Idempotency-Key' });
}

function revisionOf(given: string | undefined): number | undefined {
  if (given === undefined || given === '*') return undefined;
  const revision = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (revision === undefined) throw Refusal.of('bad_header', { detail: 'If-Match' });
  return Number(revision);
}

/** The same key for another address or another body is another request. */
const digest = (request: Exchange, payload: unknown): string =>
  createHash('sha256').update(`${request.method} ${request.path}\n`).update(JSON.stringify(payload)).digest('hex');
