import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { issueList, type IssueListShown, issueLists, type IssueListsShown } from '#contract';
import type { Actor } from '#domain';
import { Answers } from '../http/answer.decorator';
import { Caller } from '../sessions/caller.decorator';
import { ListReader } from './list-reader';

@ApiTags('lists')
@Controller('api/v1/lists')
export class ListsController {
  constructor(private readonly reader: ListReader) {}

  @Get()
  @Answers(200, issueLists, '整改清单 / issue lists with their clearing rate')
  all(@Caller() actor: Actor): Promise<IssueListsShown> {
    return this.reader.all(actor);
  }

  @Get(':id')
  @Answers(200, issueList, '一张清单 / its measures, and how it was cleared by day')
  one(@Param('id') id: string, @Caller() actor: Actor): Promise<IssueListShown> {
    return this.reader.one(id, actor);
  }
}
