import type { SendOutcome } from './channel';
import type { WireResult } from './wire';

/** What is refused for good: a redirect, a bad address, a bad token. Too many requests and server errors pass. */
const isFinal = (status: number): boolean => status < 500 && status !== 429 && status !== 408;

/** Refused because of where it leads or what it says: an administrator must mend it first. */
const FINAL_UNSENT = new Set(['private_target']);

/** Reads what came of a request; `judge` reads the body of a 2xx. */
export function outcomeOf(result: WireResult, judge: (body: string) => SendOutcome): SendOutcome {
  if (result.kind === 'lost') return { kind: 'unknown', why: result.why };
  if (result.kind === 'not_sent') return { kind: 'failed', why: result.why, final: FINAL_UNSENT.has(result.why) };
  const { status, retryAfterMs } = result;
  if (status >= 200 && status < 300) return judge(result.body);
  const why = status >= 300 && status < 400 ? 'redirected' : `http_${status}`;
  return { kind: 'failed', why, final: isFinal(status), ...(retryAfterMs !== null && { retryAfterMs }) };
}

/** The JSON value, or undefined where there is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** RFC 6901. */
export function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      value,
    );
}
