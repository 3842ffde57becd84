import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import type { Exchange } from './exchange';
import { Refusal } from './problems';
import { refusalOf, sendProblem } from './send-problem';

/** Every error of every route ends here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Exchange>();
    const response = http.getResponse<Response>();
    if (response.headersSent) return void response.destroy();
    sendProblem(this.refusal(error, request), request, response);
  }

  private refusal(error: unknown, { requestId }: Exchange): Refusal {
    const foreseen = refusalOf(error instanceof HttpException ? asPlain(error) : error);
    if (foreseen) return foreseen;
    this.log.error({ requestId, err: error }, 'unforeseen error');
    return Refusal.of(isLossOfDatabase(error) ? 'unavailable' : 'internal_error');
  }
}

const asPlain = (error: HttpException): Error => Object.assign(new Error(error.name), { status: error.getStatus() });

/** The database is away: the caller may try again, nothing has been half done. */
const isLossOfDatabase = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(08|57P0)/.test(code) || /^E(CONNRESET|PIPE|CONNREFUSED|TIMEDOUT)$/.test(code);
};
