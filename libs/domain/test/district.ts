import { compileCalendar } from '#calendar';
import type { Actor, ApproverPosition, Context, OrgUnit, Policy, Role } from '#domain';
import { loadDefaults } from '#policy';

/** 金安区 in small: one office that supervises, units that mend, one that we cannot order. */
const UNITS: OrgUnit[] = [
  { id: 'JA', path: 'ja', name: '金安区', relation: 'commanded' },
  { id: 'DC', path: 'ja.dc', name: '区督查考核办', relation: 'commanded' },
  { id: 'ZJ', path: 'ja.zj', name: '区住建局', relation: 'commanded' },
  { id: 'CG', path: 'ja.cg', name: '区城管局', relation: 'commanded' },
  { id: 'CG1', path: 'ja.cg.one', name: '城管一中队', relation: 'commanded' },
  { id: 'CG2', path: 'ja.cg.two', name: '城管二中队', relation: 'commanded' },
  { id: 'SL', path: 'ja.sl', name: '三里桥街道', relation: 'commanded' },
  { id: 'SL1', path: 'ja.sl.one', name: '三里桥社区', relation: 'commanded' },
  { id: 'GW', path: 'ja.gw', name: '供电公司', relation: 'external' },
];
const units = new Map(UNITS.map((unit) => [unit.id, unit]));

const defaults = loadDefaults();
export const POLICY = defaults.policy;
export const CALENDAR = defaults.calendar;

interface Edition {
  policy?: Policy;
  /** Policies that running clocks may have started under. */
  earlier?: Policy[];
  calendar?: typeof CALENDAR;
}

export function context({ policy = POLICY, earlier = [POLICY], calendar = CALENDAR }: Edition = {}): Context {
  return {
    policy,
    policyOf: (version) => [policy, ...earlier].find((one) => one.version === version) ?? policy,
    calendar: compileCalendar(calendar),
    units: { unit: (id) => units.get(id) },
  };
}

/** The default policy under the next version number, with these values changed. */
export const policyWith = (change: Partial<Policy>): Policy => ({ ...POLICY, version: POLICY.version + 1, ...change });

/** A person of a unit; supervises its subtree unless a wider scope is named. */
export function person(
  personId: string,
  unitId: string,
  roles: Role[],
  {
    positions = [],
    scope,
    onBehalfOf = null,
  }: { positions?: ApproverPosition[]; scope?: string; onBehalfOf?: string | null } = {},
): Actor {
  const unitPath = units.get(unitId)!.path;
  return {
    personId,
    unitId,
    unitPath,
    ownUnitPath: unitPath,
    scopePath: scope ?? unitPath,
    roles,
    positions,
    onBehalfOf,
  };
}

const office = (personId: string, roles: Role[], positions: ApproverPosition[] = []) =>
  person(personId, 'DC', roles, { positions, scope: 'ja' });

export const inspector = office('inspector', ['inspector']);
export const dispatcher = office('dispatcher', ['dispatcher']);
export const verifier = office('verifier', ['verifier']);
export const dutyLead = office('duty-lead', ['approver'], ['district_duty_lead']);
export const officeHead = office('office-head', ['approver', 'leader'], ['office_head']);
export const leader = office('leader', ['leader'], ['district_leader_in_charge']);
export const industry = office('industry', ['approver'], ['industry_department']);
export const principal = office('principal', ['leader'], ['district_principal', 'instructing_leader']);
export const streetHead = person('street-head', 'SL', ['approver'], { positions: ['street_supervisor'], scope: 'ja' });
export const admin = office('admin', ['admin']);
export const gridWorker = person('grid-worker', 'SL1', ['grid_worker']);

export const handlerOf = (unitId: string) => person(`handler-${unitId}`, unitId, ['handler']);
export const headOf = (unitId: string) => person(`head-${unitId}`, unitId, ['unit_leader']);

export const SIGNERS = [dutyLead, officeHead, leader, industry, principal, streetHead];
export const signerOf = (position: ApproverPosition): Actor =>
  SIGNERS.find((signer) => signer.positions.includes(position))!;

/** The same person, acting for another by delegation. */
export const onBehalf = (actor: Actor, of: Actor): Actor => ({ ...actor, onBehalfOf: of.personId });
