import { useTranslation } from 'react-i18next';

import { Figure } from '../../design/Figure';
import type { BoardFigure } from './queries';

/** A share has a denominator that its value is a part of; the others are counts. */
const isShare = ({ denominator }: BoardFigure): boolean => denominator !== null;

const PERCENT = new Intl.NumberFormat('zh-CN', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `—` where nothing stands below the line: no rate is not a rate of a hundred. */
export function valueOf(figure: BoardFigure): string {
  if (figure.value === null) return '—';
  return isShare(figure) ? PERCENT.format(figure.value) : String(figure.value);
}

export const rateOf = (rate: number | null): string => (rate === null ? '—' : PERCENT.format(rate));

/** The list of exactly what a figure counts. */
export const listOf = (filter: string): string => `/findings?${filter}`;

/** A word of the api in the reader's language. */
export function useTold() {
  const { i18n } = useTranslation();
  return <Key extends string>(told: Record<`${Key}Zh` | `${Key}En`, string>, key: Key): string =>
    i18n.language === 'en' ? told[`${key}En`] : told[`${key}Zh`];
}

export function useNameOf() {
  const { i18n } = useTranslation();
  return ({ zh, en }: { zh: string; en: string }): string => (i18n.language === 'en' ? en : zh);
}

export function Figures({ figures }: { figures: readonly BoardFigure[] }) {
  const { t } = useTranslation('leader');
  const told = useTold();
  const nameOf = useNameOf();
  return (
    <div className="board-figures">
      {figures.map((figure) => (
        <Figure key={figure.code} label={nameOf(figure)} value={valueOf(figure)} formula={told(figure, 'formula')}>
          <a href={listOf(figure.filter)}>
            {isShare(figure) ? `${figure.numerator} / ${figure.denominator}` : t('list')}
            <span className="unseen">{nameOf(figure)}</span>
          </a>
        </Figure>
      ))}
    </div>
  );
}
