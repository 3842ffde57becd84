import type { Instant } from '#calendar';

/** What a board counts; each is a condition on the cases as they stood at an instant. */
export const FIGURES = [
  'filed',
  'closed',
  'open',
  'overdue',
  'suspended',
  'red',
  'due',
  'on_time',
  'at_discover',
  'at_assign',
  'at_supervise',
  'at_feedback',
  'at_close',
] as const;
export type Figure = (typeof FIGURES)[number];

/** From and before which instant it counts, and as of when. */
export interface FigureAsked {
  code: Figure;
  from: Instant;
  to: Instant;
  asOf: Instant;
}
