import type { WorkCalendar } from '#calendar';
import type { OverlayInForce } from './assessment/overlay';
import type { Directory } from './actor';
import type { Event } from './events';
import type { Finding } from './finding';
import type { Policy } from './policy';
import type { Refusal } from './refusal';

/** What the rules need to know besides the row: the data of record at the instant of the command. */
export interface Context {
  policy: Policy;
  /** A running clock keeps the policy that it started under (ruling 8). */
  policyOf(version: number): Policy;
  calendar: WorkCalendar;
  units: Directory;
  /** 迎检保障期: what shortens limits by date, category and area; none where it is left out. */
  overlays?: readonly OverlayInForce[];
}

/** `state` is the row after `events`; a refusal carries no events of its own, only what time had made due. */
export type Decision = { ok: true; events: Event[]; state: Finding } | { ok: false; refusal: Refusal };
