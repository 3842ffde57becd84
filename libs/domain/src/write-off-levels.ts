import type { OrgUnit } from './actor';
import { startOwn } from './assignment';
import type { Finding } from './finding';
import type { ApproverPosition, Policy, WriteOffRule } from './policy';
import { responsibleUnits } from './responsibility';
import type { Turn } from './turn';

const DISTRICT_LEADERS = new Set(['district_leader_in_charge', 'district_principal', 'instructing_leader']);

/** Who signs the write-off, by source level and severity. */
export function writeOffRule(policy: Policy, { source, severity }: Pick<Finding, 'source' | 'severity'>): WriteOffRule {
  const found = policy.writeOff.find((rule) => rule.sources.includes(source) && rule.severities.includes(severity));
  if (!found) throw new Error(`policy ${policy.version} has no write-off rule for ${source}/${severity}`);
  return found;
}

type Facts = Pick<Finding, 'source' | 'severity' | 'supervisingUnitId' | 'place'>;

/**
 * The levels that sign a case with these facts. A street signs only what it supervises itself and does not answer for:
 * else the next one up does, or nobody could.
 */
export function levelsFor(policy: Policy, facts: Facts, responsible: readonly OrgUnit[] = []): ApproverPosition[] {
  const { supervisingUnitId, place } = facts;
  const { levels } = writeOffRule(policy, facts);
  if (supervisingUnitId === place.streetId && responsible.every(({ id }) => id !== supervisingUnitId)) return levels;
  return [...new Set(levels.map((level) => (level === 'street_supervisor' ? 'district_duty_lead' : level)))];
}

export const signingLevels = (turn: Turn): ApproverPosition[] =>
  levelsFor(turn.ctx.policy, turn.state, responsibleUnits(turn));

export function startApproval(turn: Turn): void {
  const { levels, granted } = turn.state.writeOff;
  const { approve } = turn.ctx.policy;
  const level = levels[granted.length];
  startOwn(turn, 'approve', level && DISTRICT_LEADERS.has(level) ? approve.districtLeader : approve.perLevel);
}
