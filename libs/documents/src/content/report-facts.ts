import type { Instant } from '#calendar';
import type { Status } from '#domain';
import type { PaperPhoto } from '../paper';

/** The board's own figures: the same number stands on the board, in the list behind it and on the paper. */
export interface Figures {
  /** Of the period. */
  filed: number;
  closed: number;
  due: number;
  onTime: number;
  /** As of the instant. */
  open: number;
  overdue: number;
  suspended: number;
  red: number;
}

export interface UnitFigures extends Pick<Figures, 'filed' | 'due' | 'onTime' | 'open' | 'overdue'> {
  unit: string;
  /** Units are ranked within their class only; those we cannot order (vertical, external) never. */
  class: 'street' | 'department' | 'unranked';
}

export interface ReportItem {
  number: string;
  place: string;
  description: string;
  unit: string;
  status: Status;
  dueAt: Instant | null;
  overdue: boolean;
}

/** 台账: one finding with its pair of photos. */
export interface LedgerEntry extends ReportItem {
  writtenOffAt: Instant | null;
  before: PaperPhoto | null;
  after: PaperPhoto | null;
}

/** What the machine proposes and people decide (提请研究事项). */
export interface Proposal {
  unit: string;
  what: string;
  why: string;
}

export interface ReportFacts {
  issuer: string;
  from: Instant;
  /** The period ends before it. */
  to: Instant;
  at: Instant;
  figures: Figures;
  units: UnitFigures[];
  categories: { name: string; filed: number; open: number; overdue: number }[];
  overdue: ReportItem[];
  urgent: ReportItem[];
  dueNext: ReportItem[];
  proposals: Proposal[];
  examples: LedgerEntry[];
  /** Open items by unit, for one page each. */
  perUnit: { unit: string; items: ReportItem[] }[];
  /** Items of a list that did not fit, by the list's name. */
  leftOut: Partial<Record<'overdue' | 'urgent' | 'dueNext' | 'examples', number>>;
}
