import { createHash } from 'node:crypto';
import type { CommandDone, ItemResult } from '#contract';
import type { ExecuteOptions } from '#persistence';
import { type Exchange, languageOf } from '../http/exchange';
import { preconditionsOf } from '../http/preconditions';
import { problemOf, refusalOf } from '../http/send-problem';

/**
 * What became of one finding of many: a refusal is its answer and stops no other.
 * @throws Refusal `idempotency_key_reused`, which concerns the request as a whole
 */
export async function settled(
  findingId: string,
  request: Exchange,
  give: () => Promise<CommandDone>,
): Promise<ItemResult> {
  try {
    return { findingId, status: 200, done: await give(), problem: null };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || refusal.code === 'idempotency_key_reused') throw error;
    const problem = problemOf(refusal, request.requestId, `/api/v1/findings/${findingId}`, languageOf(request));
    return { findingId, status: refusal.status, done: null, problem };
  }
}

/** The request's key, for one of its findings. */
export function itemOptions(request: Exchange, given: object, findingId: string, ifRevision?: number): ExecuteOptions {
  const { idempotencyKey, bodyHash } = preconditionsOf(request, given);
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey: shortened(`${idempotencyKey}/${findingId}`), bodyHash }),
    ...(ifRevision !== undefined && { ifRevision }),
  };
}

/** A key may be as long as the record's column: beyond that its digest stands for it. */
const shortened = (key: string): string => (key.length <= 200 ? key : createHash('sha256').update(key).digest('hex'));
