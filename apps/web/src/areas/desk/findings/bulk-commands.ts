import { useNavigate } from '@tanstack/react-router';

import type { Role } from '../../../app/area';
import type { Schemas } from '../../../api/queries';

type Row = Schemas['FindingSummary'];

interface Act<Key extends string> {
  key: Key;
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

export type BulkAct = Act<'register' | 'urge' | 'sign' | 'verify' | 'approve'>;

/** Not with a village or township of the grid, whose turn it is. */
const isWithOffice = ({ awaited }: Row): boolean => !awaited?.clock.startsWith('grid_');

/** What may be done to several at once, by whose hand. */
export const BULK_ACTS: readonly BulkAct[] = [
  { key: 'register', press: 'r', roles: ['dispatcher'], fits: (row) => among('filed')(row) && isWithOffice(row) },
  { key: 'urge', press: 'u', roles: ['dispatcher', 'approver', 'leader'], fits: among('assigned', 'rectifying') },
  { key: 'sign', press: 's', roles: ['handler', 'unit_leader'], fits: among('assigned') },
  { key: 'verify', press: 'v', roles: ['verifier', 'inspector'], fits: among('submitted') },
  { key: 'approve', press: 'p', roles: ['approver', 'leader'], fits: among('verified') },
];

/** 交办: each unit one 交办单, on a page where 五定 is looked over and confirmed once. */
export const HAND_OVER: Act<'dispatch'> = {
  key: 'dispatch',
  press: 'a',
  roles: ['dispatcher'],
  fits: (row) => among('filed', 'registered')(row) && isWithOffice(row),
};

export const MOST = 200;

export function useHandOver(): (rows: readonly Row[]) => void {
  const navigate = useNavigate();
  return (rows) => {
    const ids = rows.slice(0, MOST).map(({ id }) => id);
    void navigate({ to: '/dispatch', search: { ids: ids.join(',') } });
  };
}
