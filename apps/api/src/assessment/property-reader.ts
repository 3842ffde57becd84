import { Inject, Injectable } from '@nestjs/common';
import type { CreditEntryShown, ProjectPage, ProjectsShown } from '#contract';
import { type Actor, type AssessmentPolicy, isInForce, isWithin, type PropertyResult, sheetScore } from '#domain';
import type { AssessmentRecord, CreditEntry, EditionRow, PropertyProject, PropertyVisit } from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Refusal } from '../http/problems';
import { written } from '../http/written';
import { ASSESSMENT } from './assessment-record';
import { overseesDistrict } from './assessment-sight';

type ProjectShown = ProjectsShown['items'][number];
type Visit = ProjectPage['visits'][number];

interface Quarter {
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
    return { items: projects.map((one) => shown(one, visits, quarters[0])) };
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
      credit: entries.filter(({ projectId }) => projectId === id).map((entry) => creditShown(entry, [one], now)),
      mayVisit: visitLevel(one, actor),
    };
  }

  async project(id: string, actor: Actor): Promise<PropertyProject> {
    const one = (await this.projects(actor)).find((each) => each.id === id);
    if (!one) throw Refusal.of('not_found');
    return one;
  }

  /** Newest first. */
  private async publishedQuarters(most: number): Promise<Quarter[]> {
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
  const { id, name, companyId, companyName, streetId, streetName, housing } = project;
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

export function creditShown(entry: CreditEntry, projects: readonly PropertyProject[], now: number): CreditEntryShown {
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
    events: entry.events.map((event) => ({
      type: event.type,
      at: written(event.at),
      reason: 'reason' in event ? event.reason : null,
    })),
  };
}
