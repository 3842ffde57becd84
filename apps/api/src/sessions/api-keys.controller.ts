import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiKeyMade, apiKeys, makeApiKey, type MakeApiKey } from '#contract';
import type { Actor } from '#domain';
import { ApiKeyStore, PeopleStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { NeedsRole } from './access';
import { Caller } from './caller.decorator';

/** Keys for other systems (Open311), each in the name of a person made for it. */
@ApiTags('sessions')
@Controller('api/v1/api-keys')
@NeedsRole('admin')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly people: PeopleStore,
  ) {}

  @Post()
  @HttpCode(201)
  @Answers(201, apiKeyMade, '发放接口密钥 / make a key, shown this once')
  async make(@Body({ schema: makeApiKey }) { title, username }: MakeApiKey, @Caller() actor: Actor) {
    const person = await this.people.personNamed(username);
    if (!person) throw Refusal.of('not_found');
    return this.keys.make(title, person.id, actor.personId);
  }

  @Get()
  @Answers(200, apiKeys, '接口密钥 / keys, without what opens')
  async list() {
    const items = (await this.keys.all()).map(({ id, title, personId, madeAt, revokedAt }) => ({
      id,
      title,
      personId,
      madeAt: written(madeAt),
      revokedAt: writtenOrNull(revokedAt),
    }));
    return { items };
  }

  @Delete(':id')
  @HttpCode(204)
  @Answers(204, null, '作废接口密钥 / the key opens nothing more')
  async revoke(@Param('id') id: string): Promise<void> {
    if (!(await this.keys.revoke(id))) throw Refusal.of('not_found');
  }
}
