import type { BoardFigure, Figure } from '#contract';
import { written } from '../http/written';
import { FIGURE_WORDS } from './figure-words';

interface Period {
  from: number;
  to: number;
  asOf: number;
}

/** Query string of the list behind a figure, narrowed as the board is. */
export function figureFilter(code: BoardFigure, { from, to, asOf }: Period, narrowed: Record<string, string>): string {
  const period = { figure: code, figureFrom: written(from), figureTo: written(to), asOf: written(asOf) };
  return new URLSearchParams({ ...narrowed, ...period }).toString();
}

export function countFigure(
  code: BoardFigure,
  as: string,
  value: number,
  filter: string,
  titles?: readonly [string, string],
): Figure {
  const [zh, en, formulaZh, formulaEn] = FIGURE_WORDS[code];
  const [shownZh, shownEn] = titles ?? [zh, en];
  const facts = { code: as, zh: shownZh, en: shownEn, formulaZh, formulaEn };
  return { ...facts, value, numerator: value, denominator: null, filter, denominatorFilter: null };
}

export function shareFigure(
  code: 'on_time_rate' | 'closure_rate',
  [numerator, filter]: [number, string],
  [denominator, denominatorFilter]: [number, string],
): Figure {
  const [zh, en, formulaZh, formulaEn] = FIGURE_WORDS[code];
  const value = shareOf(numerator, denominator);
  return { code, zh, en, formulaZh, formulaEn, value, numerator, denominator, filter, denominatorFilter };
}

/** Nothing of nothing is no share: the page writes —. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
