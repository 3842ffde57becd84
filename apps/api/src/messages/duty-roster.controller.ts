import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { addDays, instantOf } from '#calendar';
import {
  dryRunQuery,
  dutyNow,
  dutyPeople,
  roster,
  rosterImported,
  rosterQuery,
  saveShifts,
  type SaveShifts,
} from '#contract';
import { type Actor, isWithin } from '#domain';
import { LIMITS, readTable } from '#intake';
import { maskedPhone } from '#notification';
import { ContextStore, DirectoryStore, DutyStore, type Shift, ShiftsRefused } from '#persistence';
import { Answers } from '../http/answer.decorator';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { readRoster } from './roster-file';

const FORM = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
const NO_ROSTER = '未排值班表，由单位主要负责人代收';

/** 值班表: who is told of what is urgent, at any hour. */
@ApiTags('messages')
@Controller('api/v1/duty-roster')
export class DutyRosterController {
  constructor(
    private readonly duty: DutyStore,
    private readonly directory: DirectoryStore,
    private readonly context: ContextStore,
  ) {}

  @Get()
  @Answers(200, roster, '值班表 / shifts of a unit and those below it, from a date to another, both included')
  async list(@Query({ schema: rosterQuery }) { unit, from, to }: z.output<typeof rosterQuery>, @Caller() actor: Actor) {
    const path = await this.pathOf(unit ?? actor.unitId);
    const shifts = await this.duty.shifts(path, instantOf(from), instantOf(addDays(to, 1)));
    return { items: shifts.map(shiftShown) };
  }

  @Get(':unit/now')
  @Answers(200, dutyNow, '现在谁值班 / who is told now; without an entry, who stands in')
  async now(@Param('unit') unit: string) {
    await this.pathOf(unit);
    const { shift, fallback } = await this.duty.now(unit);
    return {
      shift: shift && shiftShown(shift),
      fallback: fallback.map(masked),
      note: shift ? null : NO_ROSTER,
    };
  }

  @Get(':unit/people')
  @NeedsRole('dispatcher', 'handler', 'unit_leader', 'admin')
  @Answers(200, dutyPeople, '可排班人员 / who can be put on the unit’s roster')
  async staff(@Param('unit') unit: string, @Caller() actor: Actor) {
    requireRoster(actor, await this.pathOf(unit));
    const people = await this.duty.people();
    return { items: people.filter(({ unitId }) => unitId === unit).map(({ id, name }) => ({ id, name })) };
  }

  @Put(':unit')
  @NeedsRole('dispatcher', 'handler', 'unit_leader', 'admin')
  @Answers(200, roster, '排班 / replace the unit’s shifts that begin in a span of time')
  async save(
    @Param('unit') unit: string,
    @Body({ schema: saveShifts }) { from, to, shifts }: SaveShifts,
    @Caller() actor: Actor,
  ) {
    const path = await this.pathOf(unit);
    requireRoster(actor, path);
    await refusing(() => this.duty.replace(unit, from, to, shifts));
    const saved = await this.duty.shifts(path, from, to);
    return { items: saved.filter(({ unitId }) => unitId === unit).map(shiftShown) };
  }

  @Post('imports')
  @HttpCode(200)
  @NeedsRole('dispatcher', 'handler', 'unit_leader', 'admin')
  @Answers(200, rosterImported, '导入值班表 / import a roster (.xlsx, .csv); nothing is entered while a row is refused')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @UseInterceptors(
    FileInterceptor('file', { limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 0 }, defParamCharset: 'utf8' }),
  )
  async import(
    @UploadedFile() file: { buffer: Buffer; originalname: string } | undefined,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
  ) {
    if (!file) throw Refusal.of('file_missing');
    const [tables, units, people] = await Promise.all([
      readTable(file.buffer, file.originalname),
      this.directory.units(),
      this.duty.people(),
    ]);
    const mayKeep = (path: string) => keeps(actor, path);
    const { taken, refused } = readRoster(tables, { units, people, ownUnitId: actor.unitId, mayKeep });
    const enters = !dryRun && refused.length === 0;
    if (enters) await refusing(() => this.duty.enter(taken.map(({ row: _, ...entry }) => entry)));
    return {
      dryRun,
      taken: enters || dryRun ? taken.length : 0,
      items: taken.map(({ row, unitId, startsAt, endsAt, shift }) => ({
        row,
        unitId,
        shift,
        startsAt: written(startsAt),
        endsAt: written(endsAt),
      })),
      refused,
    };
  }

  private async pathOf(unit: string): Promise<string> {
    const { units } = await this.context.current();
    const path = units.unit(unit)?.path;
    if (path === undefined) throw Refusal.of('not_found');
    return path;
  }
}

/** A unit keeps its own roster and those below it; the supervising office those it supervises. */
function keeps({ roles, unitPath, scopePath }: Actor, path: string): boolean {
  if (roles.includes('admin') || isWithin(path, unitPath)) return true;
  return roles.includes('dispatcher') && isWithin(path, scopePath);
}

function requireRoster(actor: Actor, path: string): void {
  if (!keeps(actor, path)) throw Refusal.of('not_your_roster');
}

async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof ShiftsRefused ? Refusal.of(error.code) : error;
  }
}

const masked = <P extends { phone: string | null }>(person: P): P => ({
  ...person,
  phone: person.phone && maskedPhone(person.phone),
});

const shiftShown = ({ startsAt, endsAt, officer, leader, ...shift }: Shift) => ({
  ...shift,
  startsAt: written(startsAt),
  endsAt: written(endsAt),
  officer: officer && masked(officer),
  leader: masked(leader),
});
