import type { Schemas } from '../../api/queries';
import { isDay } from '../../design/dates';

export const LIVES = ['draft', 'checked', 'issued', 'sent', 'signed', 'replied', 'closed', 'withdrawn'] as const;
export type Life = (typeof LIVES)[number];
export const REPORTS = ['daily', 'weekly', 'monthly', 'dispatch-meeting', 'ledger', 'bulletin'] as const;
export type Report = (typeof REPORTS)[number];
const CLASSES = ['paper', 'slip'] as const satisfies readonly Schemas['Paper']['class'][];

/** What the address of the register says. */
export interface RegisterSearch {
  life?: Life;
  class?: (typeof CLASSES)[number];
}

export function registerSearch(given: Record<string, unknown>): RegisterSearch {
  const life = LIVES.find((one) => one === given.life);
  const made = CLASSES.find((one) => one === given.class);
  return { ...(life && { life }), ...(made && { class: made }) };
}

/** What the address of a report says. */
export interface ReportSearch {
  kind?: Report;
  date?: string;
  unit?: string;
}

export function reportSearch(given: Record<string, unknown>): ReportSearch {
  const kind = REPORTS.find((one) => one === given.kind);
  const date = isDay(given.date) ? given.date : undefined;
  const unit = typeof given.unit === 'string' && /^[\w-]{1,64}$/.test(given.unit) ? given.unit : undefined;
  return { ...(kind && { kind }), ...(date && { date }), ...(unit && { unit }) };
}

/** What the address of a draft says: about which finding, if about one, and which paper. */
export interface DraftSearch {
  finding?: string;
  kind?: string;
}

export function draftSearch({ finding, kind }: Record<string, unknown>): DraftSearch {
  return {
    ...(typeof finding === 'string' && /^[\w-]{1,64}$/.test(finding) && { finding }),
    ...(typeof kind === 'string' && /^[a-z-]{1,40}$/.test(kind) && { kind }),
  };
}
