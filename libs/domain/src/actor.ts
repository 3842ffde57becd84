import type { ApproverPosition } from './policy';

export const ROLES = [
  'grid_worker', // 网格员
  'inspector', // 督查员
  'dispatcher', // 交办员
  'handler', // 承办人
  'unit_leader', // 单位负责人
  'verifier', // 核查员
  'approver', // 审批人
  'leader', // 领导
  'auditor', // 审计
  'admin', // 管理员
] as const;
export type Role = (typeof ROLES)[number];

/** Who commands, as the directory knows them at that instant. */
export interface Actor {
  personId: string;
  unitId: string;
  /** ltree path of the unit whose authority it is: by delegation, the principal's. */
  unitPath: string;
  /** ltree path of the acting person's own unit: recusal and sight look at it too. */
  ownUnitPath: string;
  /** Subtree in which the actor supervises (ltree path). */
  scopePath: string;
  roles: readonly Role[];
  positions: readonly ApproverPosition[];
  /** Set while acting by delegation: separation of duties counts both people. */
  onBehalfOf: string | null;
}

/** What an event keeps of its author: ids only. */
export interface ActorRef {
  personId: string;
  unitId: string;
  onBehalfOf: string | null;
}

/** Who it counts as: the person, and whom they acted for. */
export type Author = Pick<ActorRef, 'personId' | 'onBehalfOf'>;

export const refOf = (actor: Actor): ActorRef => ({
  personId: actor.personId,
  unitId: actor.unitId,
  onBehalfOf: actor.onBehalfOf,
});

/** True when the two are, or act for, the same person. */
export function samePerson(actor: Author, other: Author | null | undefined): boolean {
  if (!other) return false;
  const mine = [actor.personId, actor.onBehalfOf].filter(Boolean);
  return [other.personId, other.onBehalfOf].some((id) => id !== null && mine.includes(id));
}

/** ltree containment: `path` is `ancestor` or below it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  path === ancestor || path.startsWith(`${ancestor}.`);

export interface OrgUnit {
  id: string;
  path: string;
  name: string;
  /** commanded: takes our slips; vertical or external: letters only (EXTERNAL ladder). */
  relation: 'commanded' | 'vertical' | 'external';
}

/** The organisation of record at the instant of the command. */
export interface Directory {
  unit(id: string): OrgUnit | undefined;
}
