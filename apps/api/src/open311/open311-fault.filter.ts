import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { ErrorRequestHandler, Response } from 'express';
import { type Exchange, languageOf } from '../http/exchange';
import { Refusal } from '../http/problems';
import { refusalOf } from '../http/send-problem';
import { answer, type Format } from './open311-answer';

/** GeoReport v2 has a form of its own for errors; what nobody foresaw goes on to the filter of all routes. */
@Catch(Refusal)
export class Open311FaultFilter implements ExceptionFilter {
  catch(error: Refusal, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    tell(error, http.getRequest<Exchange>(), http.getResponse<Response>());
  }
}

/** What is refused before any route is reached. */
export const open311BodyRefused: ErrorRequestHandler = (error, request, response, next) => {
  const refusal = refusalOf(error);
  if (!refusal) return next(error);
  tell(refusal, request as Exchange, response);
};

function tell(refusal: Refusal, request: Exchange, response: Response): void {
  const language = languageOf(request);
  const faults = refusal.extras.faults?.map((fault) => `${fault.pointer.slice(1)}: ${fault[language]}`) ?? [];
  // The standard's own: 403 for a key that is missing or wrong, 400 for what is not right in a request.
  const status = { 401: 403, 422: 400 }[refusal.status] ?? refusal.status;
  const description = [refusal[language], ...faults].join('; ');
  answer(response, formatOf(request), 'errors', [{ code: status, description }], status);
}

const formatOf = (request: Exchange): Format => (request.path.endsWith('.xml') ? 'xml' : 'json');
