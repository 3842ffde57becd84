import { Body, Controller, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { inspectionPlaces, type InspectionPlacesShown, savePlace, type SavePlace } from '#contract';
import { type Actor, isWithin } from '#domain';
import { ContextStore, PlaceStore } from '#persistence';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { writtenOrNull } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';

const KEEPERS = ['dispatcher', 'admin'] as const;

/** 检查点位: kept here, drawn from by rounds. */
@ApiTags('rounds')
@Controller('api/v1/inspection-places')
export class PlacesController {
  constructor(
    private readonly store: PlaceStore,
    private readonly context: ContextStore,
  ) {}

  @Get()
  @NeedsRole('dispatcher', 'approver', 'leader', 'verifier', 'inspector', 'auditor', 'admin')
  @Answers(200, inspectionPlaces, '检查点位 / places that rounds draw from, of the streets that the caller supervises')
  async list(@Caller() actor: Actor): Promise<InspectionPlacesShown> {
    const rows = await this.store.list(actor.scopePath);
    return {
      items: rows.map((row) => ({ ...row, visitedAt: writtenOrNull(row.visitedAt) })),
      mayEdit: KEEPERS.some((role) => actor.roles.includes(role)),
    };
  }

  @Post()
  @HttpCode(201)
  @NeedsRole(...KEEPERS)
  @Answers(201, inspectionPlaces, '新增点位 / a place more')
  async add(
    @Body({ schema: savePlace }) given: SavePlace,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<InspectionPlacesShown> {
    await this.requireUnits(given, actor);
    await this.store.add(keyedId(actor, request), given);
    return this.list(actor);
  }

  @Put(':id')
  @NeedsRole(...KEEPERS)
  @Answers(200, inspectionPlaces, '修改点位 / change or close a place; what was drawn of it stays as it was')
  async change(
    @Param('id') id: string,
    @Body({ schema: savePlace }) given: SavePlace,
    @Caller() actor: Actor,
  ): Promise<InspectionPlacesShown> {
    await this.requireUnits(given, actor);
    if (!(await this.store.change(id, actor.scopePath, given))) throw Refusal.of('not_found');
    return this.list(actor);
  }

  /** A street of the caller's, and a community of that street. */
  private async requireUnits({ streetId, communityId }: SavePlace, actor: Actor): Promise<void> {
    const { units } = await this.context.current();
    const street = units.unit(streetId)?.path;
    const community = communityId === null ? street : units.unit(communityId)?.path;
    if (!street || !isWithin(street, actor.scopePath) || !community || !isWithin(community, street))
      throw Refusal.of('unknown_unit_named');
  }
}
