import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { redBlack, type RedBlackQuery, redBlackQuery, type RedBlackShown } from '#contract';
import type { Actor } from '#domain';
import { Answers } from '../http/answer.decorator';
import { Caller } from '../sessions/caller.decorator';
import { RedBlackReader } from './red-black-reader';

/** 红黑榜 of units and of residential projects. */
@ApiTags('assessment')
@Controller('api/v1/red-black')
export class RedBlackController {
  constructor(private readonly reader: RedBlackReader) {}

  @Get()
  @Answers(200, redBlack, '红黑榜 / red and black lists of a quarter or year, each figure with what it rests on')
  read(@Query({ schema: redBlackQuery }) asked: RedBlackQuery, @Caller() actor: Actor): Promise<RedBlackShown> {
    return this.reader.read(asked, actor);
  }
}
