import { Controller, Get, HttpCode, Post, Query, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { civilDate } from '#calendar';
import { directoryWorkbook, dryRunQuery } from '#contract';
import { writeXlsx } from '#documents';
import type { Actor } from '#domain';
import { drawOneTimePassword, hashPassword } from '#identity';
import { LIMITS, readTable } from '#intake';
import { ContextStore, DirectoryPeople, DirectoryStore, DirectoryWorkbook, type Workbook } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { PROBLEMS, Refusal } from '../http/problems';
import { sendFile } from '../papers/send-file';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { readWorkbook, type WorkbookFault } from './workbook-file';
import { sheetsOf } from './workbook-sheets';

const FORM = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
const EVERYBODY = 20_000;

/** 机构与人员工作簿: units, people and positions as one Excel file. */
@ApiTags('directory')
@Controller('api/v1/directory/workbook')
export class WorkbookController {
  constructor(
    private readonly directory: DirectoryStore,
    private readonly people: DirectoryPeople,
    private readonly store: DirectoryWorkbook,
    private readonly context: ContextStore,
    private readonly clock: RecordClock,
  ) {}

  @Get()
  @NeedsRole('admin')
  @Answers(200, null, '导出机构与人员 / the organisation as it is today (.xlsx)')
  @ApiProduces('application/octet-stream')
  async export(@Caller() actor: Actor, @Res() response: Response): Promise<void> {
    const { units, people } = await this.known(actor);
    const sheets = sheetsOf(units, { units, people });
    sendFile(response, '机构与人员', 'xlsx', await writeXlsx(sheets, await this.clock.now()));
  }

  @Get('template')
  @NeedsRole('admin')
  @Answers(200, null, '机构与人员模板 / the workbook to fill in')
  @ApiProduces('application/octet-stream')
  async template(@Caller() actor: Actor, @Res() response: Response): Promise<void> {
    const { units } = await this.known(actor);
    const sheets = sheetsOf(units, { units: [], people: [] });
    sendFile(response, '机构与人员模板', 'xlsx', await writeXlsx(sheets, await this.clock.now()));
  }

  @Post()
  @HttpCode(200)
  @NeedsRole('admin')
  @Answers(
    200,
    directoryWorkbook,
    '导入机构与人员 / all of it is entered, or nothing while a row is refused; dryRun only tells',
  )
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @UseInterceptors(
    FileInterceptor('file', { limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 0 }, defParamCharset: 'utf8' }),
  )
  async import(
    @UploadedFile() file: { buffer: Buffer; originalname: string } | undefined,
    @Query({ schema: dryRunQuery }) { dryRun }: z.output<typeof dryRunQuery>,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ) {
    if (!file) throw Refusal.of('file_missing');
    const [tables, known, now] = await Promise.all([
      readTable(file.buffer, file.originalname),
      this.known(actor),
      this.clock.now(),
    ]);
    const id = keyedId(actor, request);
    const basis = '机构与人员工作簿';
    const { workbook, faults } = readWorkbook(tables, { ...known, id, basis, today: civilDate(now) });
    const passwords = dryRun || faults.length > 0 ? [] : await withPasswords(workbook);
    const refused = faults.length > 0 ? [] : await this.store.enter(workbook, actor, dryRun);
    const entered = !dryRun && faults.length + refused.length === 0;
    if (entered) await this.context.latest();
    return {
      dryRun,
      entered,
      units: workbook.units.map(({ name }) => name),
      opened: workbook.people.filter(({ isNew }) => isNew).map(({ username }) => username),
      amended: workbook.people.filter(({ isNew }) => !isNew).map(({ username }) => username),
      positions: workbook.positions.length,
      refused: [...faults, ...refused.map(told)],
      passwords: entered ? passwords : [],
    };
  }

  private async known(actor: Actor) {
    const [units, people] = await Promise.all([
      this.directory.units(),
      this.people.within(actor.scopePath, null, EVERYBODY),
    ]);
    return { units, people };
  }
}

/** 一次性密码 of those who are new. */
async function withPasswords({ people }: Workbook): Promise<{ username: string; name: string; password: string }[]> {
  const passwords = [];
  for (const person of people.filter(({ isNew }) => isNew)) {
    const password = drawOneTimePassword();
    person.passwordHash = await hashPassword(password);
    passwords.push({ username: person.username, name: person.facts.name, password });
  }
  return passwords;
}

function told({ sheet, row, code }: { sheet: string; row: number; code: keyof typeof PROBLEMS }): WorkbookFault {
  const [, zh, en] = PROBLEMS[code];
  return { sheet, row, code, zh, en };
}
