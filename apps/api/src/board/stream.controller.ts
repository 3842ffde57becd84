import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';
import { Stream } from './stream';

@ApiTags('board')
@Controller('api/v1/stream')
export class StreamController {
  constructor(private readonly stream: Stream) {}

  /** `board` (dataAt, changedAt), `finding` (ids, reload), `inbox` (arrived); `Last-Event-ID` tells what was missed. */
  @Get()
  @Answers(200, null, '实时推送 / server-sent events: board, finding, inbox')
  async open(@Req() request: Exchange, @Res() response: Response): Promise<void> {
    const { caller } = request;
    if (!caller) throw Refusal.of('unauthenticated');
    await this.stream.open(caller, response, lastEventOf(request.headers['last-event-id']));
  }
}

/** Ours are instants; what is not ours asks for nothing. */
function lastEventOf(given: string | string[] | undefined): number | null {
  return typeof given === 'string' && /^\d{12,13}$/.test(given) ? Number(given) : null;
}
