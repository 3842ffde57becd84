import { byText } from './points';
import { rankFromLast } from './ranking';
import type { Housing, ListGuards, ListScheme } from './rules';

/** A project as its class of housing is judged at the end of a quarter. */
export interface JudgedProject {
  projectId: string;
  housing: Housing;
  score: number;
  inspections: number;
  /** A severe item found and not yet rectified. */
  severeOpen: boolean;
  /** Something was found in the quarter, and all of it rectified in time. */
  rectifiedInTime: boolean;
  /** Drawn in its street's sample; without a sample everything is judged. */
  sampled: boolean;
}

export interface ListedProject {
  projectId: string;
  housing: Housing;
  score: number;
  list: 'red' | 'black' | null;
  /** 信用分 that the listing brings. */
  credit: number;
}

/** 红黑榜 by a scheme, each type of housing compared within itself; equal scores are treated alike. */
export function listProjects(
  projects: readonly JudgedProject[],
  scheme: ListScheme,
  guards: ListGuards,
): ListedProject[] {
  const judged = projects.filter(({ sampled }) => sampled || !scheme.sampled);
  return judged
    .toSorted((a, b) => byText(a.housing, b.housing) || b.score - a.score || byText(a.projectId, b.projectId))
    .map((project) => {
      const peers = judged.filter(({ housing }) => housing === project.housing);
      const list = listOf(project, peers, scheme, guards);
      const { projectId, housing, score } = project;
      return { projectId, housing, score, list, credit: creditOf(project, list, scheme) };
    });
}

/** Red wins where both would apply, also for one kept from the red list by an open severe defect. */
function listOf(
  project: JudgedProject,
  peers: readonly JudgedProject[],
  scheme: ListScheme,
  guards: ListGuards,
): ListedProject['list'] {
  if (project.score >= scheme.redFrom) return project.severeOpen ? null : 'red';
  if (project.inspections < guards.minInspections) return null;
  return isLow(project, scheme) || isLast(project, peers, scheme, guards) ? 'black' : null;
}

const isLow = ({ score }: JudgedProject, { blackBelow }: ListScheme): boolean =>
  blackBelow !== null && score < blackBelow;

/** 末三名: in a small class only where the score itself is low. */
function isLast(
  { score }: Pick<JudgedProject, 'score'>,
  peers: readonly Pick<JudgedProject, 'score'>[],
  { blackLast }: ListScheme,
  { lastNeeds }: ListGuards,
): boolean {
  if (blackLast === null || rankFromLast(peers, score) > blackLast) return false;
  return peers.length >= lastNeeds.classOf || score < lastNeeds.orBelow;
}

/** 红榜优先: on the red list though its place among the last would make it black. */
export function isRedDespiteRank(
  { housing, score, list }: ListedProject,
  all: readonly ListedProject[],
  scheme: ListScheme,
  guards: ListGuards,
): boolean {
  const peers = all.filter((one) => one.housing === housing);
  return list === 'red' && isLast({ score }, peers, scheme, guards);
}

function creditOf({ rectifiedInTime }: JudgedProject, list: ListedProject['list'], scheme: ListScheme): number {
  if (list === 'red') return scheme.credit.red;
  if (list === null || (scheme.waivedIfRectified && rectifiedInTime)) return 0;
  return scheme.credit.black;
}

/** What follows from the lists of the past: proposed only, to those who may decide it. */
export type PropertyProposal =
  | { measure: 'talk'; with: 'company_head' }
  /** 建议退出或提请解聘: decided by the owners, or by the client of 安置 projects. */
  | { measure: 'exit'; deciders: string; agenda: 'joint_meeting' };

/** A project's lists by quarter, oldest first; only the year's own quarters count for an exit. */
export interface ListedQuarter {
  year: number;
  list: ListedProject['list'];
}

/** 连续两季黑榜约谈, 一年三次黑榜建议退出. */
export function proposalsFor(
  quarters: readonly ListedQuarter[],
  housing: Housing,
  deciders: Record<Housing, string>,
): PropertyProposal[] {
  const [before, last] = [quarters.at(-2), quarters.at(-1)];
  if (last?.list !== 'black') return [];
  const inYear = quarters.filter(({ year, list }) => year === last.year && list === 'black').length;
  const proposals: PropertyProposal[] = [];
  if (before?.list === 'black') proposals.push({ measure: 'talk', with: 'company_head' });
  if (inYear >= 3) proposals.push({ measure: 'exit', deciders: deciders[housing], agenda: 'joint_meeting' });
  return proposals;
}
