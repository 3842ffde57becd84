import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { board, type Board, boardQuery, type BoardQuery, leaderPage, type LeaderPage } from '#contract';
import type { Actor } from '#domain';
import { Answers } from '../http/answer.decorator';
import { Caller } from '../sessions/caller.decorator';
import { BoardReader } from './board-reader';
import { LeaderReader } from './leader-reader';

@ApiTags('board')
@Controller('api/v1/board')
export class BoardController {
  constructor(
    private readonly boards: BoardReader,
    private readonly leaders: LeaderReader,
  ) {}

  @Get()
  @Answers(200, board, '看板 / the board: figures with their formulas and the lists behind them')
  board(@Query({ schema: boardQuery }) query: BoardQuery, @Caller() actor: Actor): Promise<Board> {
    return this.boards.of(query, actor);
  }

  @Get('leader')
  @Answers(200, leaderPage, '领导一页 / one page for a leader’s phone')
  leader(@Caller() actor: Actor): Promise<LeaderPage> {
    return this.leaders.of(actor);
  }
}
