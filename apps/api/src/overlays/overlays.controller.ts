import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate } from '#calendar';
import {
  overlayPreview,
  type OverlayPreview,
  type OverlayRow,
  overlays,
  type OverlaysShown,
  saveOverlay,
  type SaveOverlay,
} from '#contract';
import { type Actor, isWithin, overlaid, type OverlayInForce } from '#domain';
import { ContextStore, isUuid, OverlayStore, type RecordedOverlay, RulebookStore, scopeOf } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written, writtenOrNull } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';

const DECIDERS = ['approver', 'leader'] as const;

/** 时段性政策叠加: kept here, obeyed by every rectify clock that starts while it holds. */
@ApiTags('overlays')
@Controller('api/v1/overlays')
export class OverlaysController {
  constructor(
    private readonly store: OverlayStore,
    private readonly context: ContextStore,
    private readonly rulebooks: RulebookStore,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @NeedsRole('dispatcher', 'approver', 'leader', 'verifier', 'inspector', 'auditor', 'admin')
  @Answers(200, overlays, '政策叠加 / overlays of the area that the caller supervises')
  async list(@Caller() actor: Actor): Promise<OverlaysShown> {
    return this.shown(actor);
  }

  @Post('preview')
  @HttpCode(200)
  @NeedsRole(...DECIDERS)
  @Answers(200, overlayPreview, '试算 / what it would make of each limit; nothing is kept')
  async preview(@Body({ schema: saveOverlay }) given: SaveOverlay, @Caller() actor: Actor): Promise<OverlayPreview> {
    const overlay = await this.overlayOf(given, actor);
    const { policy } = await this.context.current();
    const wanted = policy.categories.filter(
      ({ code }) => given.categories.length === 0 || given.categories.includes(code),
    );
    return {
      waiting: await this.store.waiting(overlay, scopeOf(actor)),
      items: wanted.flatMap(({ code, name, steps }) =>
        steps.map((step) => ({
          categoryCode: code,
          category: name,
          step: step.zh,
          before: step.limit,
          after: overlaid(step.limit, [overlay]),
        })),
      ),
    };
  }

  @Post()
  @NeedsRole(...DECIDERS)
  @Answers(201, overlays, '实施叠加 / put an overlay in force; clocks that run already keep their limit')
  async decide(
    @Body({ schema: saveOverlay }) given: SaveOverlay,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<OverlaysShown> {
    await this.store.decide(keyedId(actor, request), await this.overlayOf(given, actor), actor.personId);
    return this.shown(actor);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @NeedsRole(...DECIDERS)
  @Answers(200, overlays, '提前终止 / withdraw an overlay; what it shortened stays')
  async withdraw(@Param('id') id: string, @Caller() actor: Actor): Promise<OverlaysShown> {
    if (!isUuid(id) || !(await this.store.withdraw(id, actor.scopePath, actor.personId))) throw Refusal.of('not_found');
    return this.shown(actor);
  }

  private async overlayOf(given: SaveOverlay, actor: Actor): Promise<OverlayInForce> {
    const { code, from, to, categories, areaUnitId, basis } = given;
    const [{ units, policy }, rulebook, now] = await Promise.all([
      this.context.current(),
      this.rulebooks.current(),
      this.clock.now(),
    ]);
    // What began before it was decided kept its limit: no list may say otherwise.
    if (from < civilDate(now)) throw Refusal.of('date_past');
    const rule = rulebook.policy.overlays.find((each) => each.code === code && each.limitFactor !== null);
    if (!rule) throw Refusal.of('overlay_not_offered');
    const area = areaUnitId === undefined ? actor.scopePath : units.unit(areaUnitId)?.path;
    if (!area || !isWithin(area, actor.scopePath)) throw Refusal.of('unknown_unit_named');
    const stranger = categories.find((each) => !policy.categories.some((one) => one.code === each));
    if (stranger)
      throw Refusal.of('invalid_request', {
        faults: [
          {
            pointer: '/categories',
            code: 'unknown_category',
            zh: `没有类别 ${stranger}`,
            en: `No category ${stranger}`,
          },
        ],
      });
    return { rule, from, to, categories, area, basis };
  }

  private async shown(actor: Actor): Promise<OverlaysShown> {
    const [rows, names, { policy }, now] = await Promise.all([
      this.store.list(actor.scopePath),
      this.store.areaNames(actor.scopePath),
      this.rulebooks.current(),
      this.clock.now(),
    ]);
    return {
      items: rows.map((row) => rowOf(row, names.get(row.area) ?? '—', civilDate(now))),
      rules: policy.overlays
        .filter(({ limitFactor }) => limitFactor !== null)
        .map(({ code, zh, limitFactor }) => ({ code, zh, limitFactor })),
      mayDecide: DECIDERS.some((role) => actor.roles.includes(role)),
    };
  }
}

const rowOf = (row: RecordedOverlay, areaName: string, today: string): OverlayRow => ({
  id: row.id,
  zh: row.rule.zh,
  limitFactor: row.rule.limitFactor,
  from: row.from,
  to: row.to,
  categories: [...row.categories],
  area: row.area,
  areaName,
  basis: row.basis,
  decidedAt: written(row.decidedAt),
  withdrawnAt: writtenOrNull(row.withdrawnAt),
  inForce: row.withdrawnAt === null && row.from <= today && today <= row.to,
});
