import { inTime, type Instant } from '#calendar';
import type { Clock, Finding } from './finding';

/** Computed from now and the ledger, never stored (DESIGN §1): the facet that lamps and lists show. */
export interface Timeliness {
  state: 'none' | 'on_time' | 'due_soon' | 'overdue' | 'suspended' | 'in_time' | 'late';
  dueAt: Instant | null;
  provisional: boolean;
}

const NONE: Timeliness = { state: 'none', dueAt: null, provisional: false };

/** By the lead line's last step, else by the case clock; a submission's verdict stands frozen. */
export function timeliness(state: Finding, now: Instant): Timeliness {
  const verdict = state.submissions.findLast((s) => s.submittedAt !== null && s.outcome !== 'failed');
  if (verdict && state.status !== 'rectifying' && verdict.inTime !== null)
    return { state: verdict.inTime ? 'in_time' : 'late', dueAt: verdict.dueAt, provisional: false };
  const clock = judgedBy(state);
  if (!clock) return NONE;
  if (state.suspensions.some((s) => s.endedAt === null)) return { ...NONE, state: 'suspended' };
  if (clock.dueAt === null) return NONE;
  const { dueAt, provisional } = clock;
  if (!inTime(now, clock.breachedDueAt ?? dueAt)) return { state: 'overdue', dueAt, provisional };
  return { state: isDueSoon(clock, now) ? 'due_soon' : 'on_time', dueAt, provisional };
}

function judgedBy(state: Finding): Clock | undefined {
  const lead = state.lines.find((line) => line.role === 'lead' && line.parentId === null && line.status === 'open');
  const own = Object.values(state.clocks).filter((clock) => clock.kind === 'rectify' && clock.of === lead?.id);
  return own.at(-1) ?? state.clocks['case'];
}

/** From the first reminder on. */
const isDueSoon = (clock: Clock, now: Instant): boolean =>
  clock.bells.some((bell) => bell.effect === 'rung' && bell.at <= now && bell.at < (clock.dueAt ?? 0));
