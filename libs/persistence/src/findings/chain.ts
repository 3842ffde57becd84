import { createHash } from 'node:crypto';
import type { Instant } from '#calendar';
import { canonical, type Event } from '#domain';

/** The end of a finding's log; null hash before its first event. */
export interface Head {
  seq: number;
  hash: Buffer | null;
}

export interface ChainedEvent {
  seq: number;
  prevHash: Buffer | null;
  hash: Buffer;
  /** Canonical text of the event with its place and its recording; what the hash covers. */
  body: string;
  recordedAt: Instant;
  event: Event;
}

/** sha256(previous hash ‖ body). */
export const linkHash = (prevHash: Buffer | null, body: string): Buffer =>
  createHash('sha256')
    .update(prevHash ?? '')
    .update(body)
    .digest();

/** Says of itself which finding it belongs to, where it stands and when it was recorded. */
interface Body {
  finding: string;
  seq: number;
  recordedAt: Instant;
  event: Event;
}

export const readBody = (text: string): Body => JSON.parse(text) as Body;

/** Appends `events` after `head`, all recorded at one instant. */
export function chain(finding: string, head: Head, events: readonly Event[], recordedAt: Instant): ChainedEvent[] {
  let { seq, hash } = head;
  return events.map((event) => {
    const prevHash = hash;
    seq += 1;
    const body = canonical({ finding, seq, recordedAt, event } satisfies Body);
    hash = linkHash(prevHash, body);
    return { seq, prevHash, hash, body, recordedAt, event };
  });
}
