import { Inject, Injectable } from '@nestjs/common';
import type { CreditEntryShown, CreditFile, ProjectPage, ProjectsShown } from '#contract';
import {
  type Actor,
  type AssessmentPolicy,
  creditLevel,
  creditPoints,
  isInForce,
  isWithin,
  type ProjectSheet,
  type PropertyResult,
  registrySteps,
  sheetScore,
} from '#domain';
import type { AssessmentRecord, CreditEntry, EditionRow, PropertyProject, PropertyVisit } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { ASSESSMENT } from './assessment-record';
import { mayDecide, mayKeepProperty, mayNotice, mayRecord, overseesDistrict } from './assessment-sight';
import { proposalShown } from './unit-sheets';

type ProjectShown = ProjectsShown['items'][number];
type Visit = ProjectPage['visits'][number];

export interface Quarter {
  row: EditionRow;
  result: PropertyResult;
}

/** 物业项目 as the caller may see them: the district's own people all, a street's and a community's their street's. */
@Injectable()
export class PropertyReader {
  constructor(
    @Inject(ASSESSMENT) private readonly record: AssessmentRecord,
    private readonly clock: RecordClock,
  ) {}

  async projects(actor: Actor): Promise<PropertyProject[]> {
    const all = await this.record.property.projects();
    if (overseesDistrict(actor)) return all;
    return all.filter(({ streetPath }) => isWithin(streetPath, actor.unitPath) || isWithin(actor.unitPath, streetPath));
  }

  async list(actor: Actor): Promise<ProjectsShown> {
    const projects = await this.projects(actor);
    const [visits, quarters] = await Promise.all([
      this.record.property.visits(projects.map(({ id }) => id)),
      this.publishedQuarters(1),
    ]);
    return { items: projects.map((one) => shown(one, visits, quarters[0])), mayKeep: mayKeepProperty(actor) };
  }

  async page(id: string, actor: Actor): Promise<ProjectPage> {
    const one = await this.project(id, actor);
    const [visits, quarters, entries, { policy }, now] = await Promise.all([
      this.record.property.visits([id]),
      this.publishedQuarters(8),
      this.record.registry.ofCompany(one.companyId),
      this.record.rulebooks.current(),
      this.clock.now(),
    ]);
    return {
      project: shown(one, visits, quarters[0]),
      visits: visits.map((visit) => this.visitShown(visit, one, policy)),
      quarters: quarters.map(({ row, result }) => ({ start: row.start, ...standingIn(result, id) })),
      credit: entries.filter(({ projectId }) => projectId === id).map((entry) => creditShown(entry, [one], now, actor)),
      mayVisit: one.closedOn === null ? visitLevel(one, actor) : null,
      mayKeep: mayKeepProperty(actor),
    };
  }

  /** 诚信档案: entries under way are the office’s, those in force everybody’s who sees the project. */
  async creditFile(actor: Actor): Promise<CreditFile> {
    const [entries, exits, projects, [quarter], companies, { policy }, now] = await Promise.all([
      this.record.registry.all(),
      this.exits(actor),
      this.projects(actor),
      this.publishedQuarters(1),
      this.record.propertyKeeping.companies(),
      this.record.rulebooks.current(),
      this.clock.now(),
    ]);
    const seen = new Set(projects.map(({ id }) => id));
    const all = entries
      .filter(({ projectId }) => seen.has(projectId))
      .map((one) => creditShown(one, projects, now, actor));
    const serves = new Set(projects.map(({ companyId }) => companyId));
    const oversees = overseesDistrict(actor);
    return {
      items: oversees ? all : all.filter(({ inForce }) => inForce),
      companies: companies
        .filter(({ id }) => oversees || serves.has(id))
        .map(({ id, name, projects: count }) => {
          const score = quarter?.result.companies.find(({ companyId }) => companyId === id)?.score ?? null;
          const level = score === null ? null : creditLevel(score, policy.property.credit);
          return { companyId: id, name, projects: count, points: creditPoints(entries, id, now), score, level };
        }),
      exits,
      mayNotice: mayNotice(actor),
      mayKeep: mayKeepProperty(actor),
    };
  }

  /** Open proposals are the office’s, what was decided is everybody’s who sees the project. */
  private async exits(actor: Actor): Promise<CreditFile['exits']> {
    const oversees = overseesDistrict(actor);
    const [proposals, projects, editions] = await Promise.all([
      this.record.proposals.exits(),
      this.projects(actor),
      this.record.editions.list({ subject: 'property' }),
    ]);
    return proposals.flatMap((one) => {
      const project = projects.find(({ id }) => id === one.subjectId);
      const edition = editions.find(({ id }) => id === one.assessmentId);
      if (!project || !edition || !(oversees || one.owners)) return [];
      const { id: projectId, name: projectName, companyId, companyName } = project;
      return {
        projectId,
        projectName,
        companyId,
        companyName,
        editionId: edition.id,
        start: edition.start,
        proposal: proposalShown(one, () => projectName),
        mayRecord: one.decision === 'approved' && mayRecord(actor),
      };
    });
  }

  async project(id: string, actor: Actor): Promise<PropertyProject> {
    const one = (await this.projects(actor)).find((each) => each.id === id);
    if (!one) throw Refusal.of('not_found');
    return one;
  }

  /** Newest first. */
  async publishedQuarters(most: number): Promise<Quarter[]> {
    const rows = await this.record.editions.list({ subject: 'property', kind: 'quarter' });
    const published = rows.filter(({ status }) => status === 'published').slice(0, most);
    return Promise.all(
      published.map(async (row) => ({ row, result: await this.record.editions.propertyResult(row.id) })),
    );
  }

  private visitShown(visit: PropertyVisit, { housing }: PropertyProject, { property }: AssessmentPolicy): Visit {
    // Items 37 and 39 are counted from findings when an edition is reckoned, not by one visit.
    const { score, lines, severe } = sheetScore(visit, housing, { overdue: 0, relapsed: 0 }, property);
    const { id, level, on, notApplicable, replaced } = visit;
    return { id, level, on, score, severe, lines, notApplicable, replaced };
  }
}

const standingIn = ({ projects, lists }: PropertyResult, id: string) => ({
  score: projects.find(({ projectId }) => projectId === id)?.score ?? null,
  list: lists.find(({ projectId }) => projectId === id)?.list ?? null,
});

function shown(project: PropertyProject, visits: readonly PropertyVisit[], quarter: Quarter | undefined): ProjectShown {
  const { id, name, companyId, companyName, streetId, streetName, housing, closedOn } = project;
  const own = visits.filter(({ projectId, replaced }) => projectId === id && !replaced);
  const standing = quarter ? standingIn(quarter.result, id) : { score: null, list: null };
  return {
    id,
    name,
    companyId,
    companyName,
    streetId,
    streetName,
    housing,
    closedOn,
    visits: own.length,
    lastVisitOn: own[0]?.on ?? null,
    ...standing,
  };
}

/** 两级: the street's people visit for the street, the district's for the district. */
export function visitLevel({ streetPath }: PropertyProject, actor: Actor): 'street' | 'district' | null {
  if (!actor.roles.some((role) => role === 'inspector' || role === 'verifier' || role === 'dispatcher')) return null;
  if (overseesDistrict(actor)) return 'district';
  return isWithin(streetPath, actor.scopePath) ? 'street' : null;
}

/** Decided by an approver or a leader; the rest is recorded by the office for the company, which has no account. */
export const CREDIT_DECISIONS: ReadonlySet<string> = new Set(['decide', 'rule-objection', 'rule-repair']);
const RECORDS_CREDIT: readonly string[] = ['dispatcher', 'inspector', 'approver', 'leader'];

/** What the caller may do with an entry now. */
function stepsFor(entry: CreditEntry, actor: Actor, now: number): CreditEntryShown['allowedSteps'] {
  if (!overseesDistrict(actor) || !actor.roles.some((role) => RECORDS_CREDIT.includes(role))) return [];
  return registrySteps(entry, actor.personId, now).flatMap((step) =>
    step === 'expire' || (CREDIT_DECISIONS.has(step) && !mayDecide(actor)) ? [] : step,
  );
}

export function creditShown(
  entry: CreditEntry,
  projects: readonly PropertyProject[],
  now: number,
  actor: Actor,
): CreditEntryShown {
  const project = projects.find(({ id }) => id === entry.projectId);
  return {
    id: entry.id,
    companyId: entry.companyId,
    companyName: project?.companyName ?? entry.companyId,
    projectId: entry.projectId,
    projectName: project?.name ?? entry.projectId,
    status: entry.status,
    points: entry.points,
    fact: entry.fact,
    basis: entry.basis,
    noticedAt: written(entry.noticedAt),
    statementUntil: written(entry.statementUntil),
    statement: entry.statement,
    objection: entry.objection,
    repairEvidence: entry.repairEvidence,
    effectiveFrom: entry.effectiveFrom,
    expiresOn: entry.expiresOn,
    inForce: isInForce(entry, now),
    editionId: entry.editionId,
    events: entry.events.map((event) => ({
      type: event.type,
      at: written(event.at),
      reason: wordsOf(event),
    })),
    allowedSteps: stepsFor(entry, actor, now),
  };
}

/** What was written with a step. */
function wordsOf(event: CreditEntry['events'][number]): string | null {
  if ('reason' in event) return event.reason;
  if ('text' in event) return event.text;
  return 'evidence' in event ? event.evidence : null;
}

/** Mean of the visits at one level, as it is shown beside the score. */
export function levelMean(inspections: ProjectSheet['inspections'], level: 'street' | 'district'): number | null {
  const scores = inspections.flatMap((one) => (one.level === level ? (one.sheet.score ?? []) : []));
  if (scores.length === 0) return null;
  return Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 100) / 100;
}
