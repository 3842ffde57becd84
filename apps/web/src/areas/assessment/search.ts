import { isDay } from '../../design/dates';

const KINDS = ['month', 'quarter', 'year'] as const;
const LISTED = ['quarter', 'year'] as const;
const OF = ['units', 'property'] as const;
export const RULE_PARTS = ['scoring', 'assessment', 'property', 'indicators', 'versions'] as const;

/** What the address of the board says. */
export interface AssessmentSearch {
  kind?: (typeof KINDS)[number];
  edition?: string;
  class?: string;
}

const short = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= 80 ? value : undefined;

/** Whatever an address may hold; what it does not know it leaves out. */
export function assessmentSearch(given: Record<string, unknown>): AssessmentSearch {
  const kind = KINDS.find((one) => one === given.kind);
  const edition = short(given.edition);
  const named = short(given.class);
  return { ...(kind && { kind }), ...(edition && { edition }), ...(named && { class: named }) };
}

export interface RedBlackSearch {
  kind?: (typeof LISTED)[number];
  /** First day of the period. */
  start?: string;
  of?: (typeof OF)[number];
}

export function redBlackSearch(given: Record<string, unknown>): RedBlackSearch {
  const kind = LISTED.find((one) => one === given.kind);
  const start = isDay(given.start) && given.start.endsWith('-01') ? given.start : undefined;
  const of = OF.find((one) => one === given.of);
  return { ...(kind && { kind }), ...(start && { start }), ...(of && { of }) };
}

export interface RulebookSearch {
  part?: (typeof RULE_PARTS)[number];
  version?: number;
}

export function rulebookSearch(given: Record<string, unknown>): RulebookSearch {
  const part = RULE_PARTS.find((one) => one === given.part);
  const version = Number(given.version);
  return { ...(part && { part }), ...(Number.isInteger(version) && version > 0 && { version }) };
}

export function creditSearch(given: Record<string, unknown>): { company?: string } {
  const company = short(given.company);
  return { ...(company && { company }) };
}
