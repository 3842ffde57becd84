import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  groupSuspended,
  type GroupSuspended,
  groupSuspensions,
  type GroupSuspensionsShown,
  type ItemResult,
  suspendGroup,
  type SuspendGroup,
  suspensionPreview,
  type SuspensionPreview,
} from '#contract';
import { type Actor, advance, decide, evolve } from '#domain';
import { ContextStore, type FindingRow, FindingStore, GroupSuspensionStore, scopeOf } from '#persistence';
import { CommandDesk } from '../findings/command-desk';
import { FindingPresenter } from '../findings/finding.presenter';
import { itemOptions, settled } from '../findings/item-by-item';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';

const PAGE = 200;
const DECIDERS = ['approver', 'leader'] as const;
const RESUMERS = ['dispatcher', ...DECIDERS] as const;

/** 成批挂账: a season or a storm suspends categories in an area by one decision (ruling 6). */
@ApiTags('suspensions')
@Controller('api/v1/suspensions')
export class SuspensionsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly findings: FindingStore,
    private readonly groups: GroupSuspensionStore,
    private readonly context: ContextStore,
    private readonly presenter: FindingPresenter,
  ) {}

  @Get()
  @NeedsRole('dispatcher', 'approver', 'leader', 'verifier', 'inspector', 'auditor', 'admin')
  @Answers(200, groupSuspensions, '成批挂账 / decisions taken, with what is still suspended by them')
  async list(@Caller() actor: Actor): Promise<GroupSuspensionsShown> {
    const rows = await this.groups.list(scopeOf(actor));
    const isOneOf = (roles: readonly Actor['roles'][number][]) => roles.some((role) => actor.roles.includes(role));
    return {
      items: rows.map((row) => ({ ...row, since: written(row.since), until: written(row.until) })),
      mayDecide: isOneOf(DECIDERS),
      mayResume: isOneOf(RESUMERS),
    };
  }

  @Post('preview')
  @HttpCode(200)
  @NeedsRole(...DECIDERS)
  @Answers(200, suspensionPreview, '试算 / what a decision would touch, and what it would leave alone; nothing is kept')
  async preview(
    @Body({ schema: suspendGroup }) given: SuspendGroup,
    @Caller() actor: Actor,
  ): Promise<SuspensionPreview> {
    const { reason, until } = given;
    const ctx = await this.context.current();
    const command = { type: 'suspend', reason, until, groupId: 'previewed' } as const;
    const items: SuspensionPreview['items'] = [];
    for (const row of await this.withUnits(given, actor)) {
      const recorded = await this.findings.read(row.id, scopeOf(actor));
      if (!recorded) continue;
      const { finding, at } = recorded;
      const state = advance(finding, at, ctx).reduce(evolve, finding);
      const decision = decide(state, command, actor, at, ctx);
      const refused = decision.ok ? null : decision.refusal;
      items.push({
        finding: this.presenter.summary(row),
        refused: refused && { code: refused.code, zh: refused.zh, en: refused.en },
      });
    }
    return { items };
  }

  @Post()
  @HttpCode(200)
  @NeedsRole(...DECIDERS)
  @Answers(
    200,
    groupSuspended,
    '成批挂账 / suspend categories in an area until a date; each finding answers for itself',
  )
  async suspend(
    @Body({ schema: suspendGroup }) given: SuspendGroup,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<GroupSuspended> {
    const groupId = keyedId(actor, request);
    const { reason, until } = given;
    const items: ItemResult[] = [];
    for (const { id } of await this.withUnits(given, actor)) {
      const options = itemOptions(request, given, id);
      const payload = { reason, until, groupId };
      items.push(await settled(id, request, () => this.desk.give(id, 'suspend', payload, actor, options)));
    }
    return { groupId, items };
  }

  @Post(':groupId/resume')
  @HttpCode(200)
  @NeedsRole(...RESUMERS)
  @Answers(200, groupSuspended, '提前恢复 / what a decision still suspends goes on; each finding answers for itself')
  async resume(
    @Param('groupId') groupId: string,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<GroupSuspended> {
    const open = await this.groups.openOf(groupId, scopeOf(actor));
    if (open.length === 0) throw Refusal.of('not_found');
    const items: ItemResult[] = [];
    for (const { findingId, suspensionId } of open) {
      const options = itemOptions(request, {}, findingId);
      const resume = () => this.desk.give(findingId, 'resume', { suspensionId }, actor, options);
      items.push(await settled(findingId, request, resume));
    }
    return { groupId, items };
  }

  /** What is with a unit, in the subtree that the caller supervises. */
  private async withUnits(given: SuspendGroup, actor: Actor): Promise<FindingRow[]> {
    const { categories, streetId, communityId, filedFrom, filedBefore } = given;
    const status = ['assigned' as const, 'rectifying' as const];
    const area = { streetId, communityId, supervisingPath: actor.scopePath };
    const filter = { categoryCode: categories, status, ...area, filedFrom, filedBefore };
    const rows: FindingRow[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.findings.list(filter, scopeOf(actor), cursor, PAGE);
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    return rows;
  }
}
