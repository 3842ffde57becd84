import type { Schemas } from '../../api/queries';

type Figure = Schemas['AssessedFigure'];

/** A rate as a share of a hundred, a count as itself, and nothing for a rate over nothing: “—”. */
export function shown({ code, numerator, denominator, value }: Figure): string {
  if (value === null) return '—';
  if (denominator === null) return String(numerator);
  if (code === 'density' || code === 'mean_days') return value.toFixed(2);
  return `${(value * 100).toFixed(2)}%`;
}

/** 分子/分母 */
export const overOf = ({ numerator, denominator }: Figure): string =>
  denominator === null ? '' : `${numerator}/${denominator}`;

export const score = (value: number | null): string => (value === null ? '—' : value.toFixed(2));

export const signed = (points: number): string => (points > 0 ? `+${points}` : String(points));
