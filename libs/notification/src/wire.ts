import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Targets } from './targets';

export interface WireRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** `not_sent`: nothing has left. `lost`: it left, and no whole answer came. */
export type WireResult =
  | { kind: 'answered'; status: number; body: string; retryAfterMs: number | null }
  | { kind: 'not_sent'; why: string }
  | { kind: 'lost'; why: string };

type Resolve = (host: string) => Promise<string[]>;

export interface WireOptions {
  /** Private addresses or networks that may be called. */
  privateTargets: readonly string[];
  resolve?: Resolve;
  timeoutMs?: number;
}

const ANSWER_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;
const LONGEST_RETRY_AFTER_S = 3_600;

const systemResolve: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Calls out, and only to addresses that are permitted: a name is resolved once, every address it has is judged, and the
 * connection goes to the one judged. Redirects are not followed.
 */
export class Wire {
  private readonly targets: Targets;
  private readonly resolve: Resolve;
  private readonly timeoutMs: number;

  constructor({ privateTargets, resolve = systemResolve, timeoutMs = TIMEOUT_MS }: WireOptions) {
    this.targets = new Targets(privateTargets);
    this.resolve = resolve;
    this.timeoutMs = timeoutMs;
  }

  /** The address that `host` may be called at. @throws TargetRefused */
  async addressOf(host: string): Promise<string> {
    const literal = host.replace(/^\[|\]$/g, '');
    const addresses = isIP(literal) ? [literal] : await this.resolve(literal);
    if (addresses.length === 0) throw new TargetRefused('unknown_host');
    if (!addresses.every((address) => this.targets.permits(address))) throw new TargetRefused('private_target');
    return addresses[0]!;
  }

  async send(request: WireRequest): Promise<WireResult> {
    const url = new URL(request.url);
    const deadline = AbortSignal.timeout(this.timeoutMs);
    try {
      const address = await abortable(this.addressOf(url.hostname), deadline);
      return await exchange(request, url, address, deadline);
    } catch (error) {
      return { kind: 'not_sent', why: error instanceof TargetRefused ? error.why : codeOf(error) };
    }
  }
}

export class TargetRefused extends Error {
  constructor(readonly why: 'private_target' | 'unknown_host') {
    super(why);
  }
}

function exchange(request: WireRequest, url: URL, address: string, signal: AbortSignal): Promise<WireResult> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let connected = false;
    const failed = (error: unknown) => resolve({ kind: connected ? 'lost' : 'not_sent', why: codeOf(error) });
    const outgoing = (secure ? https : http).request({
      method: request.method,
      host: address,
      port: url.port || (secure ? 443 : 80),
      path: url.pathname + url.search,
      headers: {
        ...request.headers,
        host: url.host,
        ...(request.body !== undefined && { 'content-length': Buffer.byteLength(request.body) }),
      },
      ...(secure && !isIP(url.hostname) && { servername: url.hostname }),
      agent: false,
      signal,
    });
    outgoing.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true)));
    outgoing.on('error', failed);
    outgoing.on('response', (incoming) => {
      connected = true;
      textOf(incoming).then(
        (body) => resolve({ kind: 'answered', status: incoming.statusCode ?? 0, body, retryAfterMs: waitOf(incoming) }),
        failed,
      );
    });
    outgoing.end(request.body);
  });
}

async function textOf(incoming: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > ANSWER_BYTES) {
      incoming.destroy();
      throw Object.assign(new Error('answer too large'), { code: 'answer_too_large' });
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function waitOf({ headers }: http.IncomingMessage): number | null {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_S) * 1_000 : null;
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

/** A code for the record: never the message, which may hold addresses and tokens. */
function codeOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code.toLowerCase() : 'failed';
}
