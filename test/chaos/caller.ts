import { randomUUID } from 'node:crypto';

import type { CommandDone, FindingDetail } from '#contract';

const PATIENCE_MS = 30_000;

export interface Answer<T> {
  status: number;
  body: T;
}

/** A person of the demonstration district, signed in over HTTP. A request that got no answer rejects. */
export class Caller {
  private constructor(
    private readonly apiUrl: string,
    readonly personId: string,
    readonly unitId: string,
    private readonly token: string,
  ) {}

  static async signIn(apiUrl: string, username: string, password: string): Promise<Caller> {
    const response = await fetch(`${apiUrl}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (response.status !== 201) throw new Error(`${username} could not sign in: ${response.status}`);
    const { token, me } = (await response.json()) as { token: string; me: { personId: string; unitId: string } };
    return new Caller(apiUrl, me.personId, me.unitId, token);
  }

  async get<T = FindingDetail>(path: string): Promise<T> {
    const { status, body } = await this.ask<T>('GET', path, {});
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** @param path below /api/v1, like `/findings/{id}/sign` */
  post<T = CommandDone>(path: string, body: unknown, idempotencyKey?: string): Promise<Answer<T>> {
    const headers = {
      'content-type': 'application/json',
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    };
    return this.ask<T>('POST', path, { headers, body: JSON.stringify(body) });
  }

  /** A command that must succeed; like a page, it sends a key. */
  async do(path: string, body: unknown = {}): Promise<CommandDone> {
    const answer = await this.post(path, body, randomUUID());
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Keeps a photo and answers its sha256. */
  async upload(photo: Buffer): Promise<string> {
    const headers = { 'content-type': 'image/jpeg' };
    const answer = await this.ask<{ sha256: string }>('POST', '/evidence', { headers, body: new Uint8Array(photo) });
    if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.sha256;
  }

  /** The photo as this person may have it. */
  async download(sha256: string): Promise<Buffer> {
    const response = await this.send('GET', `/evidence/${sha256}`, {});
    if (response.status !== 200) throw new Error(`GET /evidence/${sha256}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  private async ask<T>(method: string, path: string, request: RequestInit): Promise<Answer<T>> {
    const response = await this.send(method, path, request);
    return { status: response.status, body: (await response.json()) as T };
  }

  private send(method: string, path: string, { headers, body }: RequestInit): Promise<Response> {
    return fetch(`${this.apiUrl}/api/v1${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${this.token}` },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }
}
