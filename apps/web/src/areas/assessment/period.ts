import type { TFunction } from 'i18next';

import type { Schemas } from '../../api/queries';

type Kind = Schemas['PeriodKind'];

const quarterOf = (start: string): number => Math.ceil(Number(start.slice(5, 7)) / 3);

/** `2026年第3季度`. */
export function periodName(t: TFunction<'assessment'>, kind: Kind, start: string): string {
  const year = Number(start.slice(0, 4));
  if (kind === 'year') return t('assessment:period.year', { year });
  if (kind === 'quarter') return t('assessment:period.quarter', { year, quarter: quarterOf(start) });
  return t('assessment:period.month', { year, month: Number(start.slice(5, 7)) });
}

/** What recomputes the period from the record, as it is typed. */
export function verifyCommand({ kind, start }: { kind: Kind; start: string }): string {
  const year = start.slice(0, 4);
  const period = kind === 'year' ? year : kind === 'quarter' ? `${year}Q${quarterOf(start)}` : start.slice(0, 7);
  return `npm run duban -- assess verify ${period}`;
}
