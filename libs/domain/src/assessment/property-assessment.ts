import { civilDate, instantOf } from '#calendar';
import { canonical } from '../canonical';
import { isIn, type Period } from './period';
import { byText, hundredths, mean } from './points';
import {
  type JudgedProject,
  type ListedProject,
  type ListedQuarter,
  listProjects,
  type PropertyProposal,
  proposalsFor,
} from './property-lists';
import {
  type FindingCounts,
  type Marked,
  monthlyScore,
  type Project,
  type PropertyInspection,
  quarterlyScore,
  type SheetScore,
  sheetScore,
  yearlyScore,
} from './property-score';
import type { AssessmentPolicy, ListScheme } from './rules';

/** 快照 of a period of property services: everything that its edition is reckoned from. */
export interface PropertySnapshot {
  period: Period;
  policy: AssessmentPolicy;
  /** Which of the policy's schemes puts projects on the lists. */
  scheme: string;
  projects: Project[];
  inspections: PropertyInspection[];
  /** What findings say, by project and month 'YYYY-MM'. */
  found: ({ projectId: string; month: string } & FindingCounts)[];
  /** How each project stands at the period's end. */
  standing: { projectId: string; severeOpen: boolean; rectifiedInTime: boolean }[];
  /** Projects drawn in their streets' samples; null where the scheme samples none. */
  drawn: string[] | null;
  /** Lists of the quarters before, oldest first. */
  history: { projectId: string; quarters: ListedQuarter[] }[];
  /** Only for a year. */
  yearMarks: { projectId: string; quarters: number[]; satisfaction: number | null }[];
}

export interface ProjectSheet {
  projectId: string;
  companyId: string;
  inspections: { id: string; level: PropertyInspection['level']; sheet: SheetScore }[];
  score: number | null;
}

export interface PropertyResult {
  period: Period;
  policyVersion: number;
  scheme: string;
  projects: ProjectSheet[];
  /** Mean of a company's projects that were scored. */
  companies: { companyId: string; score: number }[];
  /** None in a month, which only compares. */
  lists: ListedProject[];
  proposals: { projectId: string; proposals: PropertyProposal[] }[];
}

/**
 * 住宅小区物业服务考核 of a month, quarter or year.
 * @throws RangeError for a scheme that the policy does not have
 */
export function assessProperty(snapshot: PropertySnapshot): PropertyResult {
  const { period, policy } = snapshot;
  const scheme = policy.property.schemes[snapshot.scheme];
  if (!scheme)
    throw new RangeError(`政策没有“${snapshot.scheme}”这一方案 / the policy has no scheme "${snapshot.scheme}"`);
  const projects = snapshot.projects
    .toSorted((a, b) => byText(a.id, b.id))
    .map((project) => projectSheet(project, snapshot));
  const lists = period.kind === 'month' ? [] : listed(projects, scheme, snapshot);
  return {
    period,
    policyVersion: policy.version,
    scheme: snapshot.scheme,
    projects,
    companies: companiesOf(projects),
    lists,
    proposals: period.kind === 'quarter' ? proposed(lists, snapshot) : [],
  };
}

function projectSheet(project: Project, snapshot: PropertySnapshot): ProjectSheet {
  const { period, policy } = snapshot;
  const own = snapshot.inspections
    .filter(({ projectId, on }) => projectId === project.id && isIn(period, instantOf(on)))
    .toSorted((a, b) => byText(a.on, b.on) || byText(a.id, b.id));
  const sheets = own.map((inspection) => ({
    inspection,
    sheet: sheetScore(inspection, project.housing, foundIn(inspection, snapshot), policy.property),
  }));
  const marked = sheets.flatMap(({ inspection: { level, on }, sheet: { score } }) =>
    score === null ? [] : { level, on, score },
  );
  return {
    projectId: project.id,
    companyId: project.companyId,
    inspections: sheets.map(({ inspection: { id, level }, sheet }) => ({ id, level, sheet })),
    score: scoreOf(project, marked, snapshot),
  };
}

function foundIn({ projectId, on }: PropertyInspection, { found }: PropertySnapshot): FindingCounts {
  return found.find((one) => one.projectId === projectId && on.startsWith(one.month)) ?? { overdue: 0, relapsed: 0 };
}

function scoreOf({ id }: Project, marked: readonly Marked[], { period, policy, yearMarks }: PropertySnapshot) {
  switch (period.kind) {
    case 'month':
      return monthlyScore(marked);
    case 'quarter':
      return quarterlyScore(marked, policy.property);
    case 'year': {
      const own = yearMarks.find(({ projectId }) => projectId === id);
      return own ? yearlyScore(own.quarters, own.satisfaction, policy.property) : null;
    }
  }
}

function companiesOf(projects: readonly ProjectSheet[]): PropertyResult['companies'] {
  const ids = [...new Set(projects.map(({ companyId }) => companyId))].sort(byText);
  return ids.flatMap((companyId) => {
    const score = mean(projects.flatMap((one) => (one.companyId === companyId ? (one.score ?? []) : [])));
    return score === null ? [] : { companyId, score: hundredths(score) };
  });
}

function listed(sheets: readonly ProjectSheet[], scheme: ListScheme, snapshot: PropertySnapshot): ListedProject[] {
  const drawn = snapshot.drawn === null ? null : new Set(snapshot.drawn);
  const judged = sheets.flatMap(({ projectId, score, inspections }): JudgedProject[] => {
    const project = snapshot.projects.find(({ id }) => id === projectId);
    const standing = snapshot.standing.find((one) => one.projectId === projectId);
    if (score === null || !project) return [];
    return [
      {
        projectId,
        housing: project.housing,
        score,
        inspections: inspections.length,
        severeOpen: standing?.severeOpen ?? false,
        rectifiedInTime: standing?.rectifiedInTime ?? false,
        sampled: drawn?.has(projectId) ?? false,
      },
    ];
  });
  return listProjects(judged, scheme, snapshot.policy.property.guards);
}

function proposed(lists: readonly ListedProject[], { period, policy, history }: PropertySnapshot) {
  const year = Number(civilDate(period.from).slice(0, 4));
  return lists.flatMap(({ projectId, housing, list }) => {
    const before = history.find((one) => one.projectId === projectId)?.quarters ?? [];
    const proposals = proposalsFor([...before, { year, list }], housing, policy.property.deciders);
    return proposals.length === 0 ? [] : { projectId, proposals };
  });
}

export const propertyText = (result: PropertyResult): string => canonical(result);
