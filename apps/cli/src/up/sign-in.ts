import { ROLES, type Role } from '#domain';
import { DEMO_PEOPLE, type DemoPerson } from '#persistence';

const TITLES: Record<Role, string> = {
  grid_worker: '网格员 grid worker',
  inspector: '督查员 inspector',
  dispatcher: '交办员 dispatcher',
  handler: '承办人 handler',
  unit_leader: '单位负责人 unit leader',
  verifier: '核查员 verifier',
  approver: '审批人 approver',
  leader: '领导 leader',
  auditor: '审计 auditor',
  admin: '管理员 admin',
};

/** One account for each role of the demonstration district, username first. */
export function signInTable(): string[] {
  const accounts = ROLES.map((role) => ({ role, person: plainest(role) }));
  const width = Math.max(...accounts.map(({ person }) => person.username.length));
  return accounts.map(({ role, person }) => `${person.username.padEnd(width)}  ${TITLES[role]}（${person.name}）`);
}

/** Somebody who bears this role and no other, so that the account shows what the role alone may do. */
const plainest = (role: Role): DemoPerson =>
  DEMO_PEOPLE.find(({ roles }) => roles.length === 1 && roles[0] === role) ??
  DEMO_PEOPLE.find(({ roles }) => roles.includes(role))!;
