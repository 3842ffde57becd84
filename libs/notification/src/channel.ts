import type { Instant } from '#calendar';

/** One message ready to go out. */
export interface Letter {
  /** The same at every attempt: who keeps ids can tell a repetition. */
  id: string;
  /** A phone number or an e-mail address; null for a group or a system. */
  to: string | null;
  subject: string;
  text: string;
  /** CloudEvents 1.0, for systems. */
  event: object | null;
  /** It was on the wire before, and nobody knows whether it arrived. */
  repeated: boolean;
}

/**
 * `failed`: it has certainly not arrived; `final` when trying again cannot help. `unknown`: it may have arrived.
 * `why` is a code, never a text of the other side: that could hold anything.
 */
export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'failed'; why: string; final: boolean; retryAfterMs?: number }
  | { kind: 'unknown'; why: string };

/** 通道: takes a letter to its address. */
export interface Channel {
  /** Sent twice, it does no harm: what was under way when a process died may be sent again. */
  readonly repeatable: boolean;
  send(letter: Letter, at: Instant): Promise<SendOutcome>;
}
