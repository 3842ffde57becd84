import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  amendPerson,
  appoint,
  choosePassword,
  colleagues,
  delegate,
  delegations,
  directoryPeople,
  endPosition,
  oneTimePassword,
  openPerson,
  peopleQuery,
} from '#contract';
import { type Actor, isWithin } from '#domain';
import { drawOneTimePassword, hashPassword, passwordMatches } from '#identity';
import { ContextStore, DirectoryPeople, PeopleStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { BeforeOwnPassword, NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { isStrong } from './passwords';
import { isPosition } from './positions';
import { refusing } from './refusing';

/** 人员、职务与委托. */
@ApiTags('directory')
@Controller('api/v1')
export class DirectoryPeopleController {
  constructor(
    private readonly directory: DirectoryPeople,
    private readonly people: PeopleStore,
    private readonly context: ContextStore,
  ) {}

  @Get('directory/people')
  @NeedsRole('admin')
  @Answers(200, directoryPeople, '人员 / accounts with roles and dated positions')
  async list(@Query({ schema: peopleQuery }) { unit, q }: z.output<typeof peopleQuery>, @Caller() actor: Actor) {
    const items = await this.directory.within(await this.pathOf(unit, actor), q ?? null);
    return { items: items.map(({ closedAt, ...person }) => ({ ...person, closedAt: writtenOrNull(closedAt) })) };
  }

  @Post('directory/people')
  @HttpCode(201)
  @NeedsRole('admin')
  @Answers(201, oneTimePassword, '新建人员 / open an account; its one-time password is shown this once')
  async open(
    @Body({ schema: openPerson }) { username, ...facts }: z.output<typeof openPerson>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    const id = keyedId(actor, request);
    const password = drawOneTimePassword();
    const opened = await refusing(this.directory.open(id, username, facts, await hashPassword(password), actor));
    return { id, password: opened ? password : null };
  }

  @Put('directory/people/:id')
  @NeedsRole('admin')
  @Answers(200, directoryPeople, '修改人员 / name, unit, roles and telephone')
  async amend(
    @Param('id') id: string,
    @Body({ schema: amendPerson }) facts: z.output<typeof amendPerson>,
    @Caller() actor: Actor,
  ) {
    await refusing(this.directory.amend(id, facts, actor));
    return this.list({}, actor);
  }

  @Post('directory/people/:id/close')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, directoryPeople, '停用账号 / the account opens nothing more; what it did stays')
  async close(@Param('id') id: string, @Caller() actor: Actor) {
    await refusing(this.directory.close(id, actor));
    return this.list({}, actor);
  }

  @Post('directory/people/:id/password')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, oneTimePassword, '重置密码 / a one-time password, shown this once; open sessions end')
  async reset(@Param('id') id: string, @Caller() actor: Actor) {
    const password = drawOneTimePassword();
    await refusing(this.directory.setPassword(id, await hashPassword(password), true, actor));
    return { id, password };
  }

  @Post('directory/people/:id/positions')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, directoryPeople, '任职 / somebody holds a position from a day on')
  async appoint(
    @Param('id') id: string,
    @Body({ schema: appoint }) given: z.output<typeof appoint>,
    @Caller() actor: Actor,
  ) {
    const { policy } = await this.context.current();
    if (!isPosition(given.code, policy)) throw Refusal.of('unknown_position', { detail: given.code });
    await refusing(this.directory.appoint(id, given, actor));
    return this.list({}, actor);
  }

  @Post('directory/people/:id/positions/end')
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, directoryPeople, '免职 / a position ends on a day')
  async endPosition(
    @Param('id') id: string,
    @Body({ schema: endPosition }) { positionId, validFrom, on }: z.output<typeof endPosition>,
    @Caller() actor: Actor,
  ) {
    await refusing(this.directory.dismiss(id, positionId, validFrom, on, actor));
    return this.list({}, actor);
  }

  @Post('people/me/password')
  @BeforeOwnPassword()
  @HttpCode(204)
  @Answers(204, null, '修改密码 / choose an own password')
  async choose(
    @Body({ schema: choosePassword }) { current, password }: z.output<typeof choosePassword>,
    @Caller() actor: Actor,
  ): Promise<void> {
    const { personId } = actor;
    const [hash, person] = await Promise.all([this.people.passwordHashOf(personId), this.people.person(personId)]);
    if (!(await passwordMatches(hash, current))) throw Refusal.of('bad_credentials');
    if (!isStrong(password, person?.username ?? '') || password === current) throw Refusal.of('weak_password');
    await refusing(this.directory.setPassword(personId, await hashPassword(password), false, actor));
  }

  @Get('delegations')
  @Answers(200, delegations, '委托 / delegations from and to me')
  async delegations(@Caller() actor: Actor) {
    const items = await this.directory.delegations(actor.personId);
    return {
      items: items.map(({ startsAt, endsAt, revokedAt, ...rest }) => ({
        ...rest,
        startsAt: written(startsAt),
        endsAt: written(endsAt),
        revokedAt: writtenOrNull(revokedAt),
      })),
    };
  }

  @Get('delegations/colleagues')
  @Answers(200, colleagues, '可委托的同事 / people of my unit and of the units below it')
  async colleagues(@Caller() actor: Actor) {
    const people = await this.directory.within(actor.unitPath, null);
    return {
      items: people
        .filter(({ id, closedAt }) => id !== actor.personId && closedAt === null)
        .map(({ id, name, unitName }) => ({ id, name, unitName })),
    };
  }

  @Post('delegations')
  @HttpCode(201)
  @Answers(201, delegations, '委托他人 / another acts for me in a span of time')
  async delegate(
    @Body({ schema: delegate }) { to, startsAt, endsAt }: z.output<typeof delegate>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    await refusing(this.directory.delegate(keyedId(actor, request), to, startsAt, endsAt, actor));
    return this.delegations(actor);
  }

  @Post('delegations/:id/revoke')
  @HttpCode(200)
  @Answers(200, delegations, '撤回委托 / it ends now')
  async revoke(@Param('id') id: string, @Caller() actor: Actor) {
    await refusing(this.directory.revoke(id, actor));
    return this.delegations(actor);
  }

  private async pathOf(unit: string | undefined, { scopePath }: Actor): Promise<string> {
    if (unit === undefined) return scopePath;
    const { units } = await this.context.current();
    const path = units.unit(unit)?.path;
    if (path === undefined) throw Refusal.of('not_found');
    if (!isWithin(path, scopePath)) throw Refusal.of('outside_your_scope');
    return path;
  }
}
