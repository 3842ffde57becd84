import type { EditionRow } from '#persistence';

type Period = Pick<EditionRow, 'kind' | 'start'>;

const quarterOf = (start: string): number => Math.ceil(Number(start.slice(5, 7)) / 3);

/** `2026年第3季度`. */
export function periodZh({ kind, start }: Period): string {
  const year = start.slice(0, 4);
  if (kind === 'year') return `${year}年度`;
  return kind === 'quarter' ? `${year}年第${quarterOf(start)}季度` : `${year}年${Number(start.slice(5, 7))}月`;
}

/** What recomputes the period's editions from the record. */
export function verifyCommand({ kind, start }: Period): string {
  const year = start.slice(0, 4);
  const period = kind === 'year' ? year : kind === 'quarter' ? `${year}Q${quarterOf(start)}` : start.slice(0, 7);
  return `duban assess verify ${period}`;
}
