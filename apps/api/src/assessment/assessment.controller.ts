import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { civilDate } from '#calendar';
import {
  assessment,
  type AssessmentQuery,
  assessmentQuery,
  type AssessmentShown,
  decideProposal,
  type DecideProposal,
  draftBulletin,
  type DraftBulletin,
  editions,
  type EditionsShown,
  editionVerified,
  type EntryGround,
  entryGround,
  entryQuery,
  fileAppeal,
  type FileAppeal,
  gridSheets,
  type GridSheetsShown,
  paperShown,
  type PaperShown,
  ruleAppeal,
  type RuleAppeal,
  unitSheet,
  type UnitSheetShown,
} from '#contract';
import { type Sheet, writeXlsx } from '#documents';
import {
  type Actor,
  type AssessmentPolicy,
  type AssessmentResult,
  type ClassResult,
  EDITION_REFUSALS,
  periodOf,
  type Recognition,
} from '#domain';
import { type AssessmentRecord, DirectoryChanges, DirectoryStore, EditionRefused, type EditionRow } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { OfficePapers } from '../papers/office-papers';
import { sendFile } from '../papers/send-file';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { AssessmentBulletins } from './assessment-bulletins';
import { ASSESSMENT } from './assessment-record';
import {
  mayAnswerForUnit,
  mayDecide,
  mayDraft,
  maySeeEdition,
  maySeeSheet,
  overseesDistrict,
} from './assessment-sight';
import {
  appealShown,
  classShown,
  editionShown,
  entriesOf,
  entryShown,
  formulaOf,
  type NameOf,
  proposalShown,
  unitShown,
} from './unit-sheets';

/** 考核: editions, each unit's ledger down to the event, appeals and proposals. */
@ApiTags('assessment')
@Controller('api/v1')
export class AssessmentController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly directory: DirectoryStore,
    private readonly network: DirectoryChanges,
    private readonly bulletins: AssessmentBulletins,
    private readonly office: OfficePapers,
    private readonly clock: RecordClock,
  ) {}

  @Get('assessments')
  @Answers(200, editions, '考核期与版次 / periods and their editions, newest first')
  async list(
    @Query({ schema: assessmentQuery }) query: AssessmentQuery,
    @Caller() actor: Actor,
  ): Promise<EditionsShown> {
    const rows = await this.record.editions.list(query);
    return { items: rows.filter((row) => maySeeEdition(row, actor)).map(editionShown) };
  }

  @Get('assessments/:id')
  @Answers(200, assessment, '单位考核 / an edition of units: classes, ranking, lists, every figure with its 口径')
  async read(@Param('id') id: string, @Caller() actor: Actor): Promise<AssessmentShown> {
    const { row, result, policy, nameOf, pathOf } = await this.units(id, actor);
    const seen = ({ sheets }: ClassResult) => sheets.filter(({ unitId }) => this.isShown(row, pathOf(unitId), actor));
    const proposals = row.publishedAt !== null ? await this.record.proposals.of(id) : [];
    const decides = mayDecide(actor);
    return {
      edition: editionShown(row),
      floor: policy.scoring.minSample,
      ...formulaOf(row, policy),
      classes: result.classes
        .map((one) => classShown({ ...one, sheets: seen(one) }, row, policy, nameOf))
        .filter(({ units }) => units.length > 0),
      proposals: overseesDistrict(actor) ? proposals.map((one) => proposalShown(one, nameOf)) : [],
      appeals: row.appeals
        .filter(({ unitId }) => maySeeSheet(pathOf(unitId), actor))
        .map((one) => appealShown(one, nameOf)),
      mayCorrect: decides && row.status === 'published',
      mayRule: decides && row.status === 'appealable',
      mayDecide: decides,
      mayDraft: mayDraft(actor) && row.status === 'published',
    };
  }

  @Get('assessments/:id/units/:unitId')
  @Answers(200, unitSheet, '单位得分台账 / a unit’s score, line by line')
  async sheet(
    @Param('id') id: string,
    @Param('unitId') unitId: string,
    @Caller() actor: Actor,
  ): Promise<UnitSheetShown> {
    const { row, result, policy, nameOf, pathOf } = await this.units(id, actor);
    const found = sheetIn(result, unitId);
    if (!found || !maySeeSheet(pathOf(unitId), actor)) throw Refusal.of('not_found');
    const may = await this.mayAppeal(row, unitId, actor);
    return {
      edition: editionShown(row),
      class: found.one.class,
      unit: unitShown(found.sheet, found.one, policy, nameOf),
      normaliser: found.sheet.normaliser,
      ...formulaOf(row, policy),
      floor: policy.scoring.minSample,
      entries: entriesOf(result, unitId).map((entry) =>
        entryShown(
          entry,
          policy,
          may && entry.reverses === null && !row.appeals.some((one) => one.entryId === entry.id),
        ),
      ),
      appeals: row.appeals.filter((one) => one.unitId === unitId).map((one) => appealShown(one, nameOf)),
      trend: await this.record.editions.pastScores(unitId, row.kind, row.start),
      ...(await this.suretiesOf(unitId, row, nameOf)),
    };
  }

  @Get('assessments/:id/ground')
  @Answers(200, entryGround, '得分依据 / the event that a line of the ledger cites')
  async ground(
    @Param('id') id: string,
    @Query({ schema: entryQuery }) { entry: entryId }: { entry: string },
    @Caller() actor: Actor,
  ): Promise<EntryGround> {
    const { result, policy, pathOf } = await this.units(id, actor);
    const entry = result.ledger.find((one) => one.id === entryId);
    if (!entry || !maySeeSheet(pathOf(entry.unitId), actor)) throw Refusal.of('not_found');
    const [event, recognition] = await Promise.all([
      this.record.editions.cited(entry.cites),
      this.record.recognitions.cited(entry.cites),
    ]);
    return {
      entry: entryShown(entry, policy, false),
      event: event && { ...event, at: written(event.at), recordedAt: written(event.recordedAt) },
      recognition: recognition && groundOf(recognition),
    };
  }

  @Post('assessments/:id/appeals')
  @HttpCode(201)
  @NeedsRole('handler', 'unit_leader')
  @Answers(201, unitSheet, '提出申诉 / appeal against a line of one’s own ledger')
  async appeal(
    @Param('id') id: string,
    @Body({ schema: fileAppeal }) { entryId, text }: FileAppeal,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<UnitSheetShown> {
    const row = await this.row(id, actor);
    const appealId = keyedId(actor, request);
    // The same request again finds its appeal there.
    if (!row.appeals.some((one) => one.id === appealId))
      await this.acted(id, { type: 'appeal', appealId, unitId: actor.unitId, entryId, text }, actor);
    return this.sheet(id, actor.unitId, actor);
  }

  @Post('assessments/:id/appeals/:appealId/rule')
  @HttpCode(200)
  @NeedsRole('approver', 'leader')
  @Answers(200, assessment, '裁定申诉 / rule on an appeal of others; upheld is a counter-entry')
  async rule(
    @Param('id') id: string,
    @Param('appealId') appealId: string,
    @Body({ schema: ruleAppeal }) { upheld, reason }: RuleAppeal,
    @Caller() actor: Actor,
  ): Promise<AssessmentShown> {
    const row = await this.row(id, actor);
    const asked = row.appeals.find((one) => one.id === appealId);
    if (!mayDecide(actor)) throw Refusal.of('not_your_role');
    if (asked && (asked.unitId === actor.unitId || asked.askedBy === actor.onBehalfOf)) throw Refusal.of('same_person');
    await this.acted(id, { type: 'rule-appeal', appealId, upheld, reason }, actor);
    return this.read(id, actor);
  }

  @Post('assessments/:id/correct')
  @HttpCode(201)
  @NeedsRole('approver', 'leader')
  @Answers(201, editions, '更正 / draft a further edition that cites this one')
  async correct(@Param('id') id: string, @Caller() actor: Actor): Promise<EditionsShown> {
    const row = await this.row(id, actor);
    if (!mayDecide(actor)) throw Refusal.of('not_your_role');
    if (!(await this.record.office.correct(id, actor.personId))) throw Refusal.of('edition_open');
    return this.list({ kind: row.kind, start: row.start, subject: row.subject }, actor);
  }

  @Post('assessments/:id/proposals/:proposalId/decide')
  @HttpCode(200)
  @NeedsRole('approver', 'leader')
  @Answers(200, editions, '核定建议 / decide what an edition proposes; the machine decides nothing')
  async decide(
    @Param('id') id: string,
    @Param('proposalId') proposalId: string,
    @Body({ schema: decideProposal }) { decision, reason }: DecideProposal,
    @Caller() actor: Actor,
  ): Promise<EditionsShown> {
    const row = await this.row(id, actor);
    if (!mayDecide(actor)) throw Refusal.of('not_your_role');
    if (row.status === 'superseded') throw Refusal.of('edition_replaced');
    const proposals = await this.record.proposals.of(id);
    if (!proposals.some((one) => one.id === proposalId)) throw Refusal.of('not_found');
    const at = await this.clock.now();
    if (!(await this.record.proposals.decide(proposalId, { decision, reason, by: actor.personId, at })))
      throw Refusal.of('already_decided');
    return { items: [editionShown(row)] };
  }

  @Post('assessments/:id/bulletin')
  @HttpCode(201)
  @NeedsRole('dispatcher', 'approver')
  @Answers(201, paperShown, '拟稿通报 / draft the 通报 of a published edition, of units or of property services')
  async bulletin(
    @Param('id') id: string,
    @Body({ schema: draftBulletin }) { honourBasis }: DraftBulletin,
    @Caller() actor: Actor,
  ): Promise<PaperShown> {
    const row = await this.row(id, actor);
    if (!mayDraft(actor)) throw Refusal.of('not_your_role');
    if (row.status !== 'published') throw Refusal.of('no_bulletin_yet');
    return this.office.shown(await this.bulletins.draft(row, honourBasis ?? null, actor), actor);
  }

  @Get('assessments/:id/verification')
  @Answers(200, editionVerified, '核验 / recompute the published text from its snapshot and compare it byte for byte')
  async verify(@Param('id') id: string, @Caller() actor: Actor) {
    await this.row(id, actor);
    return (await this.record.office.verify(id))!;
  }

  @Get('assessments/:id/ranking.xlsx')
  @Answers(200, null, '排名通报 / the ranking as a workbook')
  @ApiProduces('application/octet-stream')
  async workbook(@Param('id') id: string, @Caller() actor: Actor, @Res() response: Response): Promise<void> {
    const shown = await this.read(id, actor);
    const { kind, start, edition } = shown.edition;
    const bytes = await writeXlsx(shown.classes.map(rankingSheet), await this.clock.now());
    sendFile(response, `考核排名-${start}-${PERIOD[kind]}-第${edition}版`, 'xlsx', bytes);
  }

  @Get('grid-sheets')
  @Answers(200, gridSheets, '网格员考核表 / one’s own, and those of one’s community; results only, nobody is ranked')
  async gridSheets(@Caller() actor: Actor): Promise<GridSheetsShown> {
    const [sheets, { policy }] = await Promise.all([
      this.record.gridSheets.seenBy(actor),
      this.record.rulebooks.current(),
    ]);
    const zhOf = (code: string) => policy.assessments.gridWorker.find((one) => one.code === code)?.zh ?? code;
    return {
      items: sheets.map(({ start, workerName, communityName, sheet: { items, score } }) => ({
        start,
        workerName,
        communityName,
        items: items.map((item) => ({ ...item, zh: zhOf(item.code) })),
        score,
      })),
    };
  }

  /** As they stood on the period's last day. */
  private async suretiesOf(unitId: string, { kind, start }: EditionRow, nameOf: NameOf) {
    const day = civilDate(periodOf(kind, start).to - 1);
    const inForce = (await this.network.sureties()).filter(
      ({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day),
    );
    return {
      suretyFor: inForce.filter((one) => one.unitId === unitId).map(({ areaId }) => nameOf(areaId)),
      suretyBy: inForce.filter(({ areaId }) => areaId === unitId).map((one) => nameOf(one.unitId)),
    };
  }

  private async acted(id: string, command: Parameters<AssessmentRecord['office']['act']>[1], actor: Actor) {
    try {
      return await this.record.office.act(id, command, actor.personId);
    } catch (error) {
      if (!(error instanceof EditionRefused)) throw error;
      throw Refusal.ofRules(error.refusal, EDITION_REFUSALS[error.refusal]);
    }
  }

  private async row(id: string, actor: Actor): Promise<EditionRow> {
    const row = await this.record.editions.find(id);
    if (!row || !maySeeEdition(row, actor)) throw Refusal.of('not_found');
    return row;
  }

  private async units(id: string, actor: Actor): Promise<UnitsEdition> {
    const row = await this.row(id, actor);
    if (row.subject !== 'units') throw Refusal.of('not_found');
    const [result, rulebook, ever] = await Promise.all([
      this.record.editions.unitsResult(id),
      this.record.rulebooks.ofVersion(row.policyVersion),
      this.directory.unitsEver(),
    ]);
    const units = new Map(ever.map((unit) => [unit.id, unit]));
    return {
      row,
      result,
      policy: rulebook!.policy,
      nameOf: (unitId) => units.get(unitId)?.name ?? unitId,
      pathOf: (unitId) => units.get(unitId)?.path ?? '',
    };
  }

  /** While it can be appealed against, each unit sees itself. */
  private isShown({ status, publishedAt }: EditionRow, unitPath: string, actor: Actor): boolean {
    return status === 'published' || publishedAt !== null || maySeeSheet(unitPath, actor);
  }

  private async mayAppeal({ status, appealsUntil }: EditionRow, unitId: string, actor: Actor): Promise<boolean> {
    if (status !== 'appealable' || unitId !== actor.unitId || !mayAnswerForUnit(actor)) return false;
    return appealsUntil === null || (await this.clock.now()) < appealsUntil;
  }
}

interface UnitsEdition {
  row: EditionRow;
  result: AssessmentResult;
  policy: AssessmentPolicy;
  nameOf: NameOf;
  pathOf: (unitId: string) => string;
}

const groundOf = ({ on, documentTitle, documentNumber, place }: Recognition) => ({
  on,
  documentTitle,
  documentNumber,
  place,
});

const PERIOD = { month: '月度', quarter: '季度', year: '年度' } as const;

function sheetIn({ classes }: AssessmentResult, unitId: string) {
  for (const one of classes) {
    const sheet = one.sheets.find((each) => each.unitId === unitId);
    if (sheet) return { one, sheet };
  }
  return null;
}

const LIST = { red: '红榜', black: '考核黑榜' } as const;
const WHY = { small_sample: '样本不足，不参加排名', no_score: '无可计分' } as const;

const rankingSheet = ({ class: name, units }: AssessmentShown['classes'][number]): Sheet => ({
  name,
  columns: [
    ['名次', 8],
    ['单位', 24],
    ['得分', 10],
    ['扣分', 10],
    ['加分', 10],
    ['检查点次', 10],
    ['问题数', 10],
    ['榜单', 10],
    ['说明', 24],
  ].map(([heading, width]) => ({ heading: String(heading), width: Number(width) })),
  rows: units.map((unit) => [
    unit.rank,
    unit.name,
    unit.score ?? '—',
    unit.deductions,
    unit.bonuses,
    unit.pointsInspected,
    unit.findings,
    unit.list ? LIST[unit.list] : '',
    unit.why ? WHY[unit.why] : unit.tied ? '并列' : '',
  ]),
});
