import type { Response } from 'express';
import { EvidenceRefused } from '#evidence';
import type { Problem } from '#contract';
import { IntakeRefusal } from '#intake';
import { BadCursor } from '#persistence';
import { type Exchange, type Language, languageOf } from './exchange';
import { Refusal } from './problems';

/** RFC 9457. Nothing of an unforeseen error leaves the process but the request's id. */
export function sendProblem(refusal: Refusal, request: Exchange, response: Response): void {
  if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(refusal.retryAfter));
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="duban"');
  response.status(refusal.status).type('application/problem+json').setHeader('Content-Language', languageOf(request));
  response.send(JSON.stringify(problemOf(refusal, request.requestId, pathOf(request), languageOf(request))));
}

export function problemOf(refusal: Refusal, requestId: string, instance: string, language: Language): Problem {
  const { faults, ...extras } = refusal.extras;
  return {
    type: `/problems/${refusal.code}`,
    title: refusal[language],
    status: refusal.status,
    instance,
    code: refusal.code,
    requestId,
    ...extras,
    ...(faults && { errors: faults.map(({ pointer, code, [language]: detail }) => ({ pointer, code, detail })) }),
  };
}

const pathOf = (request: Exchange): string => request.originalUrl.split('?')[0] ?? '/';

/** Names of the ways in which Express and its body parser refuse a request. */
const OF_PARSER: Record<string, Parameters<typeof Refusal.of>[0]> = {
  'entity.parse.failed': 'malformed_json',
  'entity.too.large': 'payload_too_large',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
};

/** What any error means to the caller; null for one that nobody foresaw. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof EvidenceRefused) return Refusal.ofEvidence(error.code);
  if (error instanceof IntakeRefusal) return Refusal.ofIntake(error);
  if (!(error instanceof Error)) return null;
  const { type, status } = error as { type?: string; status?: number };
  if (type && OF_PARSER[type]) return Refusal.of(OF_PARSER[type]);
  if (error instanceof BadCursor) return Refusal.of('bad_cursor');
  switch (status) {
    case 404:
      return Refusal.of('unknown_route');
    case 413:
      return Refusal.of('payload_too_large');
    case 415:
      return Refusal.of('unsupported_media_type');
    case 400:
      return Refusal.of('bad_request');
    default:
      return null;
  }
}
