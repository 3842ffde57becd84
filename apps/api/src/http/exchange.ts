import type { Request } from 'express';
import type { Actor } from '#domain';

export interface Caller {
  actor: Actor;
  token: string;
}

/** A request with what this process has learnt of it. */
export interface Exchange extends Request {
  requestId: string;
  caller?: Caller;
}

export type Language = 'zh' | 'en';

/** Chinese unless English is asked for first. */
export const languageOf = (request: Request): Language => (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');
