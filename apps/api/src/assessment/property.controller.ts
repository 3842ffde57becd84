import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { civilDate } from '#calendar';
import {
  drawProjects,
  type DrawProjects,
  projectPage,
  type ProjectPage,
  projects,
  type ProjectsShown,
  propertyDraw,
  type PropertyDrawShown,
  propertyEdition,
  type PropertyEditionShown,
  propertySheet,
  recordVisit,
  type RecordVisit,
} from '#contract';
import { writeXlsx } from '#documents';
import { type Actor, creditLevel, draw, periodOf, redraw } from '#domain';
import type { AssessmentRecord, RecordedDraw } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Answers } from '../http/answer.decorator';
import type { Exchange } from '../http/exchange';
import { keyedId } from '../http/keyed-id';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { sendFile } from '../papers/send-file';
import { NeedsRole } from '../sessions/access';
import { Caller } from '../sessions/caller.decorator';
import { ASSESSMENT } from './assessment-record';
import { mayDecide, mayDraft, maySeeEdition, overseesDistrict } from './assessment-sight';
import { levelMean, PropertyReader, visitLevel } from './property-reader';
import { editionShown, propertyFormulaOf, proposalShown } from './unit-sheets';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 住宅小区物业服务: projects in three types, inspected at two levels by one sheet, listed by a published scheme. */
@ApiTags('property')
@Controller('api/v1/property')
export class PropertyController {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly reader: PropertyReader,
    private readonly clock: RecordClock,
  ) {}

  @Get('sheet')
  @Answers(200, propertySheet, '检查表 / the sheet of 39 items in force')
  async sheet() {
    const { policy } = await this.record.rulebooks.current();
    return { items: policy.property.sheet };
  }

  @Get('projects')
  @Answers(200, projects, '物业项目 / projects in sight')
  list(@Caller() actor: Actor): Promise<ProjectsShown> {
    return this.reader.list(actor);
  }

  @Get('projects/:id')
  @Answers(200, projectPage, '项目 / a project with its visits, lists and credit entries')
  read(@Param('id') id: string, @Caller() actor: Actor): Promise<ProjectPage> {
    return this.reader.page(id, actor);
  }

  @Post('projects/:id/visits')
  @HttpCode(201)
  @NeedsRole('inspector', 'verifier', 'dispatcher')
  @Answers(201, projectPage, '登记检查 / record a visit by the sheet; a further one corrects it')
  async visit(
    @Param('id') id: string,
    @Body({ schema: recordVisit }) { on, times, notApplicable, replaces }: RecordVisit,
    @Caller() actor: Actor,
    @Req() request: Exchange,
  ): Promise<ProjectPage> {
    const project = await this.reader.project(id, actor);
    const level = visitLevel(project, actor);
    if (!level) throw Refusal.of('not_your_role');
    if (project.closedOn !== null) throw Refusal.of('project_closed');
    const { policy } = await this.record.rulebooks.current();
    const known = new Map(policy.property.sheet.map((item) => [item.item, item]));
    const counted = Object.keys(times).map(Number);
    // Items 37 and 39 are counted from findings, by nobody's pen.
    if (counted.some((item) => known.get(item)?.fromFindings !== false)) throw Refusal.of('unknown_sheet_item');
    const waived = notApplicable.map(({ item }) => item);
    if (waived.some((item) => known.get(item)?.fromFindings !== false)) throw Refusal.of('unknown_sheet_item');
    if (new Set(waived).size < waived.length || waived.some((item) => (times[item] ?? 0) > 0))
      throw Refusal.of('waived_and_counted');
    if (on > civilDate(await this.clock.now())) throw Refusal.of('visit_ahead');
    if (replaces !== undefined) await this.requireCorrectable(id, replaces, level);
    await this.record.property.recordVisit(
      { id: keyedId(actor, request), projectId: id, level, on, times, notApplicable },
      { personId: actor.personId, unitId: actor.unitId, replaces: replaces ?? null },
    );
    return this.reader.page(id, actor);
  }

  @Get('assessments/:id')
  @Answers(200, propertyEdition, '物业考核 / an edition of property services: scores, lists, proposals')
  async edition(@Param('id') id: string, @Caller() actor: Actor): Promise<PropertyEditionShown> {
    const row = await this.record.editions.find(id);
    if (row?.subject !== 'property' || !maySeeEdition(row, actor)) throw Refusal.of('not_found');
    const [result, all, proposals, rulebook] = await Promise.all([
      this.record.editions.propertyResult(id),
      this.reader.projects(actor),
      this.record.proposals.of(id),
      this.record.rulebooks.ofVersion(row.policyVersion),
    ]);
    const nameOf = (subject: string) => all.find((one) => one.id === subject)?.name ?? subject;
    return {
      edition: editionShown(row),
      scheme: result.scheme,
      projects: result.projects.flatMap(({ projectId, score, inspections }) => {
        const project = all.find((one) => one.id === projectId);
        const listed = result.lists.find((one) => one.projectId === projectId);
        if (!project) return [];
        const { name, companyName, streetName, housing } = project;
        const standing = { list: listed?.list ?? null, credit: listed?.credit ?? 0 };
        return {
          projectId,
          name,
          companyName,
          streetName,
          housing,
          score,
          inspections: inspections.length,
          street: levelMean(inspections, 'street'),
          district: levelMean(inspections, 'district'),
          ...standing,
        };
      }),
      companies: result.companies.map(({ companyId, score }) => ({
        companyId,
        name: all.find((one) => one.companyId === companyId)?.companyName ?? companyId,
        score,
        level: creditLevel(score, rulebook!.policy.property.credit),
      })),
      proposals: overseesDistrict(actor) ? proposals.map((one) => proposalShown(one, nameOf)) : [],
      ...propertyFormulaOf(row, rulebook!.policy),
      mayDecide: mayDecide(actor),
      mayCorrect: mayDecide(actor) && row.status === 'published',
      mayDraft: mayDraft(actor) && row.status === 'published',
    };
  }

  @Post('draws')
  @HttpCode(201)
  @NeedsRole('inspector', 'dispatcher', 'approver')
  @Answers(201, propertyDraw, '随机抽取 / draw the quarter’s projects street by street; the first draw stands')
  async draw(
    @Body({ schema: drawProjects }) { start, seed, perStreet }: DrawProjects,
    @Caller() actor: Actor,
  ): Promise<PropertyDrawShown> {
    if (!overseesDistrict(actor)) throw Refusal.of('not_your_role');
    const quarter = periodOf('quarter', start).start;
    if (quarter !== periodOf('quarter', civilDate(await this.clock.now())).start)
      throw Refusal.of('draw_out_of_season');
    const all = await this.record.property.projects();
    const candidates = all.flatMap(({ id, streetId, closedOn }) =>
      closedOn === null ? { id, weight: 1, stratum: streetId } : [],
    );
    const quotas = Object.fromEntries(candidates.map(({ stratum }) => [stratum, perStreet]));
    const drawn = draw({ seed, candidates, exclusions: [], quotas }, sha256);
    return drawShown(await this.record.property.recordDraw(quarter, drawn, actor.personId));
  }

  @Get('draws/:start')
  @Answers(200, propertyDraw, '抽取记录 / what was drawn out of what, drawn again now')
  async drawn(@Param('start') start: string): Promise<PropertyDrawShown> {
    const kept = /^20\d\d-(?:0[147]|10)-01$/.test(start) ? await this.record.property.draw(start) : null;
    if (!kept) throw Refusal.of('not_found');
    return drawShown(kept);
  }

  @Get('agenda.xlsx')
  @NeedsRole('dispatcher', 'approver', 'leader', 'admin', 'auditor')
  @Answers(200, null, '联席会议议题 / the joint meeting’s agenda: talks and exits that wait for a decision')
  @ApiProduces('application/octet-stream')
  async agenda(@Caller() actor: Actor, @Res() response: Response): Promise<void> {
    if (!overseesDistrict(actor)) throw Refusal.of('not_your_role');
    const [proposals, all, now] = await Promise.all([
      this.record.proposals.forMeeting(),
      this.record.property.projects(),
      this.clock.now(),
    ]);
    const rows = proposals.flatMap((one, index) => {
      const project = all.find(({ id }) => id === one.subjectId);
      if (!project) return [];
      const measure = one.measure === 'exit' ? '建议退出或提请解聘' : '约谈企业负责人';
      const { name, companyName, streetName } = project;
      const stands = one.decision === 'approved' ? '已提请，待其决定' : '待核定';
      return [[index + 1, measure, name, companyName, streetName, one.basis, one.deciders ?? '督查机构', stands, '']];
    });
    const widths = {
      序号: 8,
      议题: 22,
      项目: 20,
      企业: 26,
      街道: 16,
      事由: 34,
      有权决定者: 30,
      办理情况: 20,
      会议意见: 30,
    };
    const columns = Object.entries(widths).map(([heading, width]) => ({ heading, width }));
    sendFile(response, '联席会议议题', 'xlsx', await writeXlsx([{ name: '联席会议议题', columns, rows }], now));
  }

  private async requireCorrectable(projectId: string, visitId: string, level: string): Promise<void> {
    const visits = await this.record.property.visits([projectId]);
    const replaced = visits.find(({ id }) => id === visitId);
    if (!replaced || replaced.level !== level || replaced.replaced) throw Refusal.of('not_found');
  }
}

const drawShown = ({ start, draw: kept, drawnAt }: RecordedDraw): PropertyDrawShown => ({
  start,
  algorithm: kept.algorithm,
  seed: kept.seed,
  candidates: [...kept.candidates],
  drawn: kept.drawn,
  drawnAt: written(drawnAt),
  same: redraw(kept, sha256).same,
});
