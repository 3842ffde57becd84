import { startOwn } from './assignment';
import type { Finding } from './finding';
import type { Policy, WriteOffRule } from './policy';
import type { Turn } from './turn';

const DISTRICT_LEADERS = new Set(['district_leader_in_charge', 'district_principal', 'instructing_leader']);

/** Who signs the write-off, by source level and severity. */
export function writeOffRule(policy: Policy, { source, severity }: Pick<Finding, 'source' | 'severity'>): WriteOffRule {
  const found = policy.writeOff.find((rule) => rule.sources.includes(source) && rule.severities.includes(severity));
  if (!found) throw new Error(`policy ${policy.version} has no write-off rule for ${source}/${severity}`);
  return found;
}

export function startApproval(turn: Turn): void {
  const { levels, granted } = turn.state.writeOff;
  const { approve } = turn.ctx.policy;
  const level = levels[granted.length];
  startOwn(turn, 'approve', level && DISTRICT_LEADERS.has(level) ? approve.districtLeader : approve.perLevel);
}
