import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  creditFile,
  type CreditFile,
  keepCompany,
  type KeepCompany,
  keepProject,
  type KeepProject,
  projectPage,
  type ProjectPage,
} from '#contract';
import type { Actor } from '#domain';
import type { AssessmentRecord } from '#persistence';
import { refusing } from '../directory/refusing';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayKeepProperty } from './assessment-sight';
import { PropertyReader } from './property-reader';

/** 物业企业与项目 as the office keeps them. */
@ApiTags('property')
@Controller('api/v1/property')
export class PropertyKeepingController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly reader: PropertyReader,
  ) {}

  @Post('companies')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'admin')
  @Answers(201, creditFile, '登记企业 / a further company')
  openCompany(
    @Body({ schema: keepCompany }) { name }: KeepCompany,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<CreditFile> {
    return this.company(keyedId(actor, request), name, actor);
  }

  @Post('companies/:id')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'admin')
  @Answers(200, creditFile, '企业更名 / another name for a company')
  async renameCompany(
    @Param('id') id: string,
    @Body({ schema: keepCompany }) { name }: KeepCompany,
    @Caller() actor: Actor,
  ): Promise<CreditFile> {
    if (!(await this.record.propertyKeeping.companies()).some((one) => one.id === id)) throw Refusal.of('not_found');
    return this.company(id, name, actor);
  }

  @Post('projects')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'admin')
  @Answers(201, projectPage, '登记项目 / a further project')
  openProject(
    @Body({ schema: keepProject }) facts: KeepProject,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<ProjectPage> {
    return this.project(keyedId(actor, request), facts, actor);
  }

  @Post('projects/:id')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'admin')
  @Answers(200, projectPage, '变更项目 / another name, company, street or type, or the day on which it ends')
  async amendProject(
    @Param('id') id: string,
    @Body({ schema: keepProject }) facts: KeepProject,
    @Caller() actor: Actor,
  ): Promise<ProjectPage> {
    await this.reader.project(id, actor);
    return this.project(id, facts, actor);
  }

  private async company(id: string, name: string, actor: Actor): Promise<CreditFile> {
    if (!mayKeepProperty(actor)) throw Refusal.of('not_your_role');
    await refusing(this.record.propertyKeeping.keepCompany(id, name, actor));
    return this.reader.creditFile(actor);
  }

  private async project(id: string, facts: KeepProject, actor: Actor): Promise<ProjectPage> {
    if (!mayKeepProperty(actor)) throw Refusal.of('not_your_role');
    await refusing(this.record.propertyKeeping.keepProject(id, facts, actor));
    return this.reader.page(id, actor);
  }
}
