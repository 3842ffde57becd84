import { type Actor, isWithin, type Role } from '#domain';
import type { EditionRow } from '#persistence';

const SUPERVISING: readonly Role[] = ['dispatcher', 'inspector', 'verifier', 'approver', 'leader', 'auditor', 'admin'];

/** Whoever supervises the whole district: drafts are theirs alone. */
export const overseesDistrict = ({ roles, scopePath }: Actor): boolean =>
  !scopePath.includes('.') && roles.some((role) => SUPERVISING.includes(role));

/** What is published everybody may read; what can be appealed against, every unit for itself; drafts only the office. */
export function maySeeEdition({ status, publishedAt }: EditionRow, actor: Actor): boolean {
  if (overseesDistrict(actor) || status === 'published' || publishedAt !== null) return true;
  return status === 'appealable';
}

/** A unit's ledger is for itself, those above it and whoever supervises it: paths of whose ledgers, null for all. */
export function sheetsInSight(actor: Actor): string[] | null {
  if (overseesDistrict(actor)) return null;
  const supervises = actor.roles.some((role) => SUPERVISING.includes(role));
  return supervises ? [actor.unitPath, actor.scopePath] : [actor.unitPath];
}

export const maySeeSheet = (unitPath: string, actor: Actor): boolean =>
  sheetsInSight(actor)?.some((path) => isWithin(unitPath, path)) ?? true;

export const mayAnswerForUnit = ({ roles }: Actor): boolean =>
  roles.includes('handler') || roles.includes('unit_leader');

/** Appeals, proposals and corrections are decided by the office's approvers and by leaders. */
export const mayDecide = (actor: Actor): boolean =>
  overseesDistrict(actor) && (actor.roles.includes('approver') || actor.roles.includes('leader'));

/** Projects and companies are kept, and the year's marks entered, by the office. */
export const mayKeepProperty = (actor: Actor): boolean =>
  overseesDistrict(actor) && (actor.roles.includes('dispatcher') || actor.roles.includes('admin'));

/** 通报 is drafted by who drafts papers. */
export const mayDraft = (actor: Actor): boolean =>
  overseesDistrict(actor) && (actor.roles.includes('dispatcher') || actor.roles.includes('approver'));

/** What others decided or recognised is recorded by the office, who was told. */
export const mayRecord = (actor: Actor): boolean =>
  overseesDistrict(actor) && actor.roles.some((role) => ['dispatcher', 'approver', 'leader'].includes(role));

/** Notice of an entry in the credit file. */
export const mayNotice = (actor: Actor): boolean =>
  overseesDistrict(actor) && actor.roles.some((role) => ['dispatcher', 'inspector', 'approver'].includes(role));
