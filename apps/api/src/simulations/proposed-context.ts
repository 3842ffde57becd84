import type { CalendarData } from '#calendar';
import type { Context, Policy } from '#domain';
import { calendarSound } from '../reforms/calendar-sound';
import { policySound } from '../reforms/policy-sound';

/** The rules as they would be; null when nothing else is proposed. */
export function proposedContext(
  { calendar, policy }: { calendar?: CalendarData; policy?: Policy },
  inForce: Context,
): Context | null {
  if (!calendar && !policy) return null;
  const compiled = calendar ? calendarSound(calendar, '/calendar') : inForce.calendar;
  const proposed = policy ? policySound(policy, inForce.policy, compiled, '/policy') : inForce.policy;
  return { ...inForce, calendar: compiled, policy: proposed, policyOf: () => proposed };
}
