import { writeNotice } from './escalation';
import type { CaseTrigger } from './policy';
import type { Turn } from './turn';

/** What held for a policy that was stored before it could name them. */
const BEFORE_THEY_WERE_DATA: readonly CaseTrigger[] = [
  { code: 'sham', zh: '虚假整改查实', colour: 'red', issue: 'draft', enabled: true },
  { code: 'verify_failed_2', zh: '同一问题第2次核查不通过', colour: 'yellow', issue: 'auto', enabled: true },
];

/** What the case's own history brings about beside the clock: a slip of its own, if the policy has it enabled. */
export function raiseCaseTrigger(turn: Turn, code: CaseTrigger['code'], unitId: string | null): void {
  const rules = turn.ctx.policy.caseTriggers ?? BEFORE_THEY_WERE_DATA;
  const rule = rules.find((trigger) => trigger.code === code && trigger.enabled);
  if (!rule) return;
  // A unit that we cannot order gets a letter, without a colour.
  if (unitId !== null && turn.ctx.units.unit(unitId)?.relation !== 'commanded')
    return writeNotice(turn, { title: '协调函', colour: null, draft: true, unitId });
  writeNotice(turn, { title: '督办单', colour: rule.colour, draft: rule.issue === 'draft', unitId });
}
