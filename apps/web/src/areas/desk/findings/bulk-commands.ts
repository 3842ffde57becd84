import type { Role } from '../../../app/area';
import type { Schemas } from '../../../api/queries';

type Row = Schemas['FindingSummary'];

export interface BulkAct {
  key: 'register' | 'assign' | 'urge' | 'sign' | 'verify' | 'approve';
  /** The key that starts it. */
  press: string;
  roles: readonly Role[];
  /** What it is for; the record judges again, item by item. */
  fits: (row: Row) => boolean;
}

const among =
  (...statuses: Row['status'][]) =>
  ({ status }: Row): boolean =>
    statuses.includes(status);

/** What may be done to several at once, by whose hand. */
export const BULK_ACTS: readonly BulkAct[] = [
  { key: 'register', press: 'r', roles: ['dispatcher'], fits: among('filed') },
  { key: 'assign', press: 'a', roles: ['dispatcher'], fits: among('registered') },
  { key: 'urge', press: 'u', roles: ['dispatcher', 'approver', 'leader'], fits: among('assigned', 'rectifying') },
  { key: 'sign', press: 's', roles: ['handler', 'unit_leader'], fits: among('assigned') },
  { key: 'verify', press: 'v', roles: ['verifier', 'inspector'], fits: among('submitted') },
  { key: 'approve', press: 'p', roles: ['approver', 'leader'], fits: among('verified') },
];
