import type { Role } from '#domain';
import { DEMO_UNITS, type DemoUnit, DISTRICT, SUPERVISION_OFFICE } from './demo-units';

export interface DemoPerson {
  username: string;
  name: string;
  unitId: string;
  roles: Role[];
  positions: string[];
  /** Unit in whose subtree this person supervises; their own when absent. */
  supervises?: string;
}

const office = (username: string, name: string, roles: Role[], positions: string[]): DemoPerson => ({
  username,
  name,
  unitId: SUPERVISION_OFFICE,
  roles,
  positions,
  supervises: DISTRICT,
});

/** 区政府督查室 and the district's leaders: enough people that nobody need verify or approve their own work. */
const SUPERVISORS: DemoPerson[] = [
  office('dispatcher', '丁交办', ['dispatcher'], ['officer', 'supervisor']),
  office('inspector', '尹督查', ['inspector'], []),
  office('inspector2', '严暗访', ['inspector'], []),
  office('verifier', '何核查', ['verifier'], ['verifier']),
  office('verifier2', '贺复核', ['verifier'], ['verifier']),
  office('approver', '沈销号', ['approver'], ['district_duty_lead', 'section_head']),
  office('approver2', '申值班', ['approver'], ['district_duty_lead']),
  office('office.head', '主任', ['approver', 'unit_leader'], ['office_head', 'unit_head']),
  office('auditor', '史审计', ['auditor'], []),
  office('admin', '管理员', ['admin'], []),
  office('admin2', '管理员乙', ['admin'], []),
  {
    username: 'deputy.mayor',
    name: '分管副区长',
    unitId: DISTRICT,
    roles: ['leader'],
    positions: ['district_leader_in_charge', 'instructing_leader'],
  },
  { username: 'mayor', name: '区长', unitId: DISTRICT, roles: ['leader'], positions: ['district_principal'] },
  {
    username: 'industry.approver',
    name: '行业审批',
    unitId: 'wm',
    roles: ['approver'],
    positions: ['industry_department'],
    supervises: DISTRICT,
  },
];

/** Those who mend: a handler who signs and answers, a deputy who is warned, a head who endorses. */
function staffOf({ id, name }: DemoUnit): DemoPerson[] {
  const person = (post: string, zh: string, roles: Role[], positions: string[]): DemoPerson => ({
    username: `${post}.${id}`,
    name: `${name}${zh}`,
    unitId: id,
    roles,
    positions,
  });
  return [
    person('handler', '承办人', ['handler'], ['handler', 'contact', 'unit_office']),
    person('deputy', '分管负责人', ['unit_leader'], ['unit_deputy']),
    person('leader', '主要负责人', ['unit_leader'], ['unit_head']),
  ];
}

/** A street runs a loop of its own: it dispatches, checks and writes off what it found. */
const streetOffice = ({ id, name }: DemoUnit): DemoPerson[] => [
  {
    username: `street.${id}`,
    name: `${name}督查专干`,
    unitId: id,
    roles: ['dispatcher', 'inspector'],
    positions: ['officer', 'supervisor'],
  },
  { username: `checker.${id}`, name: `${name}核查员`, unitId: id, roles: ['verifier'], positions: ['verifier'] },
  {
    username: `approver.${id}`,
    name: `${name}审批人`,
    unitId: id,
    roles: ['approver'],
    positions: ['street_supervisor'],
  },
];

/** 网格员, by the street or township and then by the community. */
const gridOf = ({ id, name }: DemoUnit): DemoPerson => ({
  username: `grid.${id}`,
  name: `${name}网格员`,
  unitId: id,
  roles: ['grid_worker'],
  positions: [],
});

const staffed = DEMO_UNITS.filter(({ id, validTo }) => !validTo && id !== DISTRICT && id !== SUPERVISION_OFFICE);
const streets = staffed.filter(({ kind }) => kind === 'street' || kind === 'township');
const communities = staffed.filter(({ kind }) => kind === 'community' || kind === 'village');

/** Everybody who may sign in to the demonstration district. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  ...SUPERVISORS,
  ...staffed.filter((unit) => !communities.includes(unit)).flatMap(staffOf),
  ...streets.flatMap(streetOffice),
  ...[...streets, ...communities].map(gridOf),
];
