import { isDeepStrictEqual } from 'node:util';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { dryRunQuery, policy, policySources, reformed, type Reformed, savePolicy, type SavePolicy } from '#contract';
import type { Actor, Command, Policy } from '#domain';
import { ContextStore, type DeadlineChange, FindingStore } from '#persistence';
import { loadDefaults } from '#policy';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { changesShown } from './changes-shown';
import { Forecast } from './forecast';
import { policySound } from './policy-sound';

/** 政策: edited whole; running clocks keep theirs unless the edit says otherwise (ruling 8). */
@ApiTags('reforms')
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    private readonly context: ContextStore,
    private readonly findings: FindingStore,
    private readonly forecast: Forecast,
  ) {}

  @Get('current')
  @Answers(200, policy, '现行政策 / the policy in force')
  async current(): Promise<Policy> {
    return (await this.context.latest()).policy;
  }

  @Get('sources')
  @Answers(200, policySources, '依据 / where the default values come from')
  sources(): z.output<typeof policySources> {
    const defaults = loadDefaults();
    const paths = [
      ...defaults.policy.categories.map(({ code }) => `categories.${code}`),
      ...Object.entries(defaults.policy.ladders).flatMap(([name, rungs]) =>
        rungs.map(({ code }) => `ladders.${name}.${code}`),
      ),
    ];
    return {
      marks: Object.fromEntries(paths.map((path) => [path, defaults.sourceOf(path)])),
      sources: Object.entries(defaults.sources).map(([key, { what, trust }]) => ({ key, what, trust })),
    };
  }

  /**
   * `policy.version` is the version that was edited: when another came in between, nothing is saved. What is in force
   * sent again, after a crash half-way, goes on where it broke off.
   */
  @Post()
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, reformed, '修改政策 / save an edited policy; dryRun tells the difference only')
  async save(
    @Body({ schema: savePolicy }) { policy: edited, mode }: SavePolicy,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
  ): Promise<Reformed> {
    const rules = await this.context.latest();
    const next = { ...edited, version: edited.version + 1 };
    const saved = isDeepStrictEqual(next, rules.policy);
    if (!saved && edited.version !== rules.policy.version) throw Refusal.of('stale_version');
    policySound(next, rules.policy, rules.calendar, '/policy');
    const command = { type: 'apply-policy', mode } as const;
    if (dryRun) {
      const changes = await this.context.abreast(() => this.foretold(command, actor, next));
      return { dryRun, version: String(next.version), changes: changesShown(changes) };
    }
    if (!saved && !(await this.context.replacePolicy(next))) throw Refusal.of('stale_version');
    const changes = mode === 'keep' ? [] : await this.findings.applyToOpen(command, actor, { dryRun: false });
    return { dryRun, version: String(next.version), changes: changesShown(changes) };
  }

  private async foretold(command: Command, actor: Actor, next: Policy): Promise<DeadlineChange[]> {
    const rules = await this.context.current();
    const policyOf = (version: number) => (version === next.version ? next : rules.policyOf(version));
    return this.forecast.changes(command, actor, { ...rules, policy: next, policyOf });
  }
}
