import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { groupSuspended, type GroupSuspended, type ItemResult, suspendGroup, type SuspendGroup } from '#contract';
import type { Actor } from '#domain';
import { FindingStore, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { itemOptions, settled } from '../findings/item-by-item';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';

const PAGE = 200;

/** 成批挂账: a season or a storm suspends a category in an area by one decision (ruling 6). */
@ApiTags('suspensions')
@Controller('api/v1/suspensions')
export class SuspensionsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly findings: FindingStore,
  ) {}

  @Post()
  @HttpCode(200)
  @NeedsRole('approver', 'leader')
  @Answers(
    200,
    groupSuspended,
    '成批挂账 / suspend a category in an area until a date; each finding answers for itself',
  )
  async suspend(
    @Body({ schema: suspendGroup }) given: SuspendGroup,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<GroupSuspended> {
    const groupId = keyedId(actor, request);
    const { reason, until } = given;
    const items: ItemResult[] = [];
    for (const id of await this.withUnits(given, actor)) {
      const options = itemOptions(request, given, id);
      const payload = { reason, until, groupId };
      items.push(await settled(id, request, () => this.desk.give(id, 'suspend', payload, actor, options)));
    }
    return { groupId, items };
  }

  /** What is with a unit, in the subtree that the caller supervises. */
  private async withUnits(given: SuspendGroup, actor: Actor): Promise<string[]> {
    const { categoryCode, streetId, communityId, filedFrom, filedBefore } = given;
    const status = ['assigned' as const, 'rectifying' as const];
    const area = { streetId, communityId, supervisingPath: actor.scopePath };
    const filter = { categoryCode, status, ...area, filedFrom, filedBefore };
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.findings.list(filter, scopeOf(actor), cursor, PAGE);
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  }
}
