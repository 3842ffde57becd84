import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type PublicSettings, publicSettings } from '#contract';
import { Answers } from '../http/answer.decorator';
import { OpenToAll } from '../sessions/access';
import { PUBLIC_SETTINGS } from './site';

@ApiTags('settings')
@Controller('api/v1/settings')
@OpenToAll()
export class PublicSettingsController {
  constructor(@Inject(PUBLIC_SETTINGS) private readonly settings: PublicSettings) {}

  @Get('public')
  @Answers(200, publicSettings, '页面设置 / what the pages are told before sign-in')
  public(): PublicSettings {
    return this.settings;
  }
}
