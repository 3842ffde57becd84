import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { categories, me, type Me, units } from '#contract';
import type { Actor } from '#domain';
import { ContextStore, DirectoryStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { BeforeOwnPassword } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { MeReader } from './me-reader';

@ApiTags('directory')
@Controller('api/v1')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryStore,
    private readonly context: ContextStore,
    private readonly reader: MeReader,
  ) {}

  @Get('people/me')
  @BeforeOwnPassword()
  @Answers(200, me, '我是谁 / who I am and what I may')
  me(@Caller() actor: Actor): Promise<Me> {
    return this.reader.of(actor);
  }

  @Get('units')
  @Answers(200, units, '单位 / units of record, former ones included')
  async units() {
    return { items: await this.directory.units() };
  }

  @Get('categories')
  @Answers(200, categories, '问题类别与时限 / categories and their limits in force')
  async categories() {
    const { policy } = await this.context.current();
    return { policyVersion: policy.version, items: policy.categories };
  }
}
