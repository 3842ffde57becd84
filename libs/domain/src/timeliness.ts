import { inTime, type Instant } from '#calendar';
import { verdictOf } from './clocks';
import type { Clock, Finding } from './finding';
import { leadOf } from './line';
import { isSuspended } from './suspension';

/** Computed from now and the ledger, never stored (DESIGN §1): the facet that lamps and lists show. */
export interface Timeliness {
  state: 'none' | 'on_time' | 'due_soon' | 'overdue' | 'suspended' | 'in_time' | 'late';
  dueAt: Instant | null;
  provisional: boolean;
}

const NONE: Timeliness = { state: 'none', dueAt: null, provisional: false };

/** By the lead line's last step, else by the case clock; a submission's verdict stands frozen for its cycle. */
export function timeliness(state: Finding, now: Instant): Timeliness {
  const verdict = state.submissions.findLast((s) => s.submittedAt !== null && s.cycle === state.cycle);
  if (verdict && verdict.inTime !== null)
    return { state: verdict.inTime ? 'in_time' : 'late', dueAt: verdict.dueAt, provisional: false };
  const clock = judgedBy(state);
  if (!clock) return NONE;
  if (isSuspended(state)) return { ...NONE, state: 'suspended' };
  if (clock.dueAt === null) return NONE;
  const { dueAt, provisional } = clock;
  if (!inTime(now, clock.breachedDueAt ?? dueAt)) return { state: 'overdue', dueAt, provisional };
  return { state: isDueSoon(clock, now) ? 'due_soon' : 'on_time', dueAt, provisional };
}

/** The clock whose due and verdict are the finding's. */
export function judgedBy(state: Finding): Clock | undefined {
  const lead = leadOf(state);
  return (lead && verdictOf(state, lead.id)) ?? state.clocks['case'];
}

/** From the first reminder on; a resumed clock has forgotten the bells that it rang. */
const isDueSoon = (clock: Clock, now: Instant): boolean =>
  clock.fired.length > 0 ||
  clock.bells.some((bell) => bell.effect === 'rung' && bell.at <= now && bell.at < (clock.dueAt ?? 0));
