import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  dryRunQuery,
  rulebook,
  rulebooks,
  rulebookSaved,
  type RulebookSaved,
  type RulebookShown,
  type RulebooksShown,
  saveRulebook,
  type SaveRulebook,
  type ScoringRulesShown,
} from '#contract';
import { type Actor, captionOf } from '#domain';
import { type AssessmentRecord, DirectoryStore, type Rulebook } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { effectsOf } from './rulebook-effects';
import { rulebookSound } from './rulebook-sound';

/** 计分规则: data by version; an edition keeps the version that it was reckoned by. */
@ApiTags('assessment')
@Controller('api/v1/rulebooks')
export class RulebooksController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly directory: DirectoryStore,
  ) {}

  @Get()
  @Answers(200, rulebooks, '规则版本 / versions of the scoring rules, newest first')
  async versions(): Promise<RulebooksShown> {
    const items = await this.record.rulebooks.versions();
    return { items: items.map((one) => ({ ...one, savedAt: written(one.savedAt) })) };
  }

  @Get(':version')
  @Answers(200, rulebook, '计分规则 / one version, or `current`')
  async read(@Param('version') version: string): Promise<RulebookShown> {
    const known =
      version === 'current'
        ? await this.record.rulebooks.current()
        : /^[1-9]\d{0,8}$/.test(version)
          ? await this.record.rulebooks.ofVersion(Number(version))
          : null;
    if (!known) throw Refusal.of('not_found');
    return {
      version: known.policy.version,
      rules: rulesOf(known),
      monthlySchemes: known.policy.composites.threshold,
      indicators: known.policy.indicators.map((one) => {
        const { zh, en } = captionOf(one);
        return { code: one.code, zh: one.zh, en, formulaZh: zh };
      }),
    };
  }

  @Post()
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(200, rulebookSaved, '修改计分规则 / save the next version; dryRun tells what it would have changed')
  async save(
    @Body({ schema: saveRulebook }) { version, rules, note }: SaveRulebook,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
  ): Promise<RulebookSaved> {
    const current = await this.record.rulebooks.current();
    if (version !== current.policy.version) throw Refusal.of('stale_version');
    rulebookSound(rules, rulesOf(current), current.policy.composites);
    const next = underRules(current, rules, version + 1);
    if (!dryRun && !(await this.record.rulebooks.save(next, { note, by: actor.personId })))
      throw Refusal.of('stale_version');
    return { dryRun, version: version + 1, effects: dryRun ? await this.effects(next) : [] };
  }

  private async effects(next: Rulebook): Promise<RulebookSaved['effects']> {
    const [units, projects] = await Promise.all([this.directory.unitsEver(), this.record.property.projects()]);
    const names = new Map([...units, ...projects].map(({ id, name }) => [id, name]));
    const housing = new Map(projects.map((one) => [one.id, one.housing]));
    const effects = await effectsOf(next, this.record, (id) => names.get(id) ?? id);
    return effects.map((one) => ({
      ...one,
      changes: one.changes.map((change) => ({ ...change, group: housing.get(change.subjectId) ?? change.group })),
    }));
  }
}

function rulesOf({ policy, propertyScheme, appeal }: Rulebook): ScoringRulesShown {
  const { version: _version, ...scoring } = policy.scoring;
  const { assessments, property, composites } = policy;
  const { rewards } = assessments;
  return {
    scoring,
    monthly: composites.monthly,
    monthlyScheme: composites.inForce ?? null,
    assessments: { ...assessments, rewards: { ...rewards, least: rewards.least ?? 0 } },
    property,
    propertyScheme,
    appeal,
  };
}

const underRules = (
  { policy }: Rulebook,
  { scoring, monthly, monthlyScheme, assessments, property, propertyScheme, appeal }: ScoringRulesShown,
  version: number,
): Rulebook => ({
  policy: {
    ...policy,
    version,
    scoring: { ...scoring, version },
    composites: { ...policy.composites, monthly, inForce: monthlyScheme },
    assessments,
    property,
  },
  appeal,
  propertyScheme,
});
