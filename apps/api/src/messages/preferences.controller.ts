import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { preference, type Preference } from '#contract';
import type { Actor } from '#domain';
import { PreferenceStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Caller } from '../sessions/caller.decorator';

/** 接收设置: everybody's own. */
@ApiTags('messages')
@Controller('api/v1/people/me/preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferenceStore) {}

  @Get()
  @Answers(200, preference, '接收设置 / how the caller wants to be told')
  read(@Caller() { personId }: Actor): Promise<Preference> {
    return this.preferences.of(personId);
  }

  @Put()
  @Answers(200, preference, '修改接收设置 / change how the caller wants to be told')
  async save(@Body({ schema: preference }) given: Preference, @Caller() { personId }: Actor): Promise<Preference> {
    await this.preferences.save(personId, given);
    return given;
  }
}
