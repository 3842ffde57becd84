import type { Schemas } from '../../api/queries';

type Policy = Schemas['Policy'];

const ROLES = ['CG', 'ZJ', 'SC', 'XF', 'JJ', 'WM', 'NY', 'SL', 'SD', 'WY', 'HY'];
const POSITIONS = [
  'district_duty_lead',
  'office_head',
  'section_head',
  'district_leader_in_charge',
  'district_principal',
  'instructing_leader',
  'street_supervisor',
  'industry_department',
];
const TOLD = [
  'handler',
  'duty',
  'duty_leader',
  'unit_deputy',
  'unit_head',
  'unit_office',
  'supervisor',
  'officer',
  'section_head',
  'office_head',
  'district_leader_in_charge',
  'contact',
];
const SEVERITIES = ['minor', 'serious', 'major'];
const URGENCIES = ['routine', 'expedited', 'urgent'];
const SOURCES = ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'];
const SCREENS = ['none', 'office', 'chain'];

/** What a field of the policy may be, and below which words its values stand. */
const BY_FIELD: Record<string, { group: string; values: readonly string[] }> = {
  ladder: { group: 'ladder', values: ['URGENT', 'SHORT', 'STD', 'LONG', 'EXTERNAL', 'OFFICE_SELF', 'REPLY'] },
  verify: { group: 'verify', values: ['photo', 'site', 'sampled'] },
  urgency: { group: 'urgency', values: URGENCIES },
  severity: { group: 'severity', values: SEVERITIES },
  urgencies: { group: 'urgency', values: URGENCIES },
  severities: { group: 'severity', values: SEVERITIES },
  sources: { group: 'source', values: SOURCES },
  lead: { group: 'role', values: ROLES },
  co: { group: 'role', values: ROLES },
  by: { group: 'position', values: POSITIONS },
  levels: { group: 'position', values: POSITIONS },
  to: { group: 'to', values: TOLD },
  colour: { group: 'colour', values: ['blue', 'yellow', 'red'] },
  issue: { group: 'issue', values: ['auto', 'draft', 'propose'] },
  measure: { group: 'measure', values: ['talk', 'accountability'] },
  upheld: { group: 'upheld', values: ['reassign', 'dismiss', 'merge', 'transfer', 'suspend'] },
  proposes: { group: 'proposes', values: ['talk', 'listed'] },
  round: { group: 'screen', values: SCREENS },
  grid: { group: 'screen', values: SCREENS },
  hotline: { group: 'screen', values: SCREENS },
  import: { group: 'screen', values: SCREENS },
  verbal: { group: 'screen', values: SCREENS },
  proxy: { group: 'screen', values: SCREENS },
};

export interface Choice {
  value: string;
  /** Below `code.` of the texts; words of the policy itself have none. */
  key: string | null;
  label: string;
}

/** Null where the field takes any words. */
export function choicesOf(field: string, policy: Policy): Choice[] | null {
  if (field === 'suspend') return policy.suspensions.map(({ reason, zh }) => ({ value: reason, key: null, label: zh }));
  const known = BY_FIELD[field];
  return known ? known.values.map((value) => ({ value, key: `${known.group}.${value}`, label: value })) : null;
}
