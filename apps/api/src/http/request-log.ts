import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Exchange } from './exchange';

/**
 * Gives every request an id and one line in the log: the route's pattern and the outcome. No address, query, body, person
 * or user agent, for any of them may be personal data.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const exchange = request as Exchange;
    exchange.requestId = givenId(request) ?? randomUUID();
    response.setHeader('X-Request-Id', exchange.requestId);
    const started = performance.now();
    response.once('close', () => {
      const { method } = request;
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
      const ms = Math.round(performance.now() - started);
      log.info({ requestId: exchange.requestId, method, route, status: response.statusCode, ms }, 'request');
    });
    next();
  };
}

function givenId(request: Request): string | undefined {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : undefined;
}
