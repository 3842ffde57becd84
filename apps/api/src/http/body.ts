import {
  type ErrorRequestHandler,
  json,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Exchange } from './exchange';
import { Refusal } from './problems';
import { refusalOf, sendProblem } from './send-problem';

/** Largest JSON body, in bytes; photos have their own limit. */
export const JSON_LIMIT = 1024 * 1024;

const PHOTOS = '/api/v1/evidence';

/** JSON only, and small: what is announced as too large is refused before it is read. Photos have their own reader. */
export function jsonBodies(): (RequestHandler | ErrorRequestHandler)[] {
  const parse = json({ limit: JSON_LIMIT, type: 'application/json' });
  return [
    (request: Request, response: Response, next: NextFunction) => {
      if (request.path === PHOTOS || !hasBody(request)) return next();
      if (Number(request.headers['content-length'] ?? 0) > JSON_LIMIT) throw Refusal.of('payload_too_large');
      if (!request.is('application/json')) throw Refusal.of('unsupported_media_type');
      parse(request, response, next);
    },
    (error: unknown, request: Request, response: Response, next: NextFunction) => {
      const refusal = refusalOf(error);
      if (!refusal) return next(error);
      sendProblem(refusal, request as Exchange, response);
    },
  ];
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
