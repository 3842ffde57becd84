import type { IncomingMessage } from 'node:http';
import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express';
import type { Exchange } from './exchange';
import { Refusal } from './problems';
import { refusalOf, sendProblem } from './send-problem';

/** JSON only, and small: what is announced as too large is refused before it is read. */
export const JSON_BODY = { limit: 1024 * 1024, type: 'application/json' };

const FORM = 'application/x-www-form-urlencoded';
/** GeoReport v2 posts a form, and so do most SMS gateways; nothing else here takes one. */
export const FORM_BODY = {
  limit: 64 * 1024,
  extended: false,
  type: (request: IncomingMessage) => isOpen311(request) || (isReply(request) && isForm(request)),
};
const isOpen311 = ({ url = '' }: IncomingMessage): boolean => url.startsWith('/open311/');
const isReply = ({ url = '' }: IncomingMessage): boolean => url.startsWith('/api/v1/sms-replies/');
const isForm = ({ headers }: IncomingMessage): boolean => headers['content-type']?.startsWith(FORM) ?? false;

/** Files have their own readers and limits. */
const FILES: ReadonlySet<string> = new Set([
  '/api/v1/evidence',
  '/api/v1/imports',
  '/api/v1/imports/errors.xlsx',
  '/api/v1/duty-roster/imports',
  '/api/v1/directory/workbook',
  '/api/v1/executor/photos',
]);

/** A paper that comes back edited or stamped. */
const PAPER_BACK = /^\/api\/v1\/(findings\/[^/]+\/)?papers\/[^/]+\/files$/;
const takesFile = (path: string): boolean => FILES.has(path) || PAPER_BACK.test(path);

export function bodyGate(request: Request, _response: Response, next: NextFunction): void {
  if (takesFile(request.path) || !hasBody(request)) return next();
  if (Number(request.headers['content-length'] ?? 0) > JSON_BODY.limit) throw Refusal.of('payload_too_large');
  const wanted = isOpen311(request) || (isReply(request) && isForm(request)) ? FORM : 'application/json';
  if (!request.is(wanted)) throw Refusal.of('unsupported_media_type');
  next();
}

/** What gate and parser refuse, in the form of every other refusal. */
export const bodyRefused: ErrorRequestHandler = (error, request, response, next) => {
  const refusal = refusalOf(error);
  if (!refusal) return next(error);
  sendProblem(refusal, request as Exchange, response);
};

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
