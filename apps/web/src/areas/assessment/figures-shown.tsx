import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { overOf, score, shown } from './figures';

/** 红榜 or 考核黑榜: in words, and framed differently. */
export function List({ list }: { list: 'red' | 'black' | null }) {
  const { t } = useTranslation('assessment');
  return list ? <span className={`list list-${list}`}>{t(`list.${list}`)}</span> : <>—</>;
}

/** The number, and how far of a hundred. */
export const ScoreBar = ({ score: value }: { score: number | null }) => (
  <span className="score-bar">
    <b>{score(value)}</b>
    <i aria-hidden="true">
      <i style={{ inlineSize: `${Math.max(0, Math.min(100, value ?? 0))}%` }} />
    </i>
  </span>
);

/** Each with its 口径; a rate over nothing is “—”. */
export function Figures({ figures }: { figures: readonly Schemas['AssessedFigure'][] }) {
  const { i18n } = useTranslation('assessment');
  const en = i18n.language === 'en';
  return (
    <dl className="assess-figures">
      {figures.map((one) => (
        <div key={one.code}>
          <dt>{en ? one.en : one.zh}</dt>
          <dd>
            <b>{shown(one)}</b> <small>{overOf(one)}</small>
          </dd>
          {!en && <dd className="assess-caption">{one.formulaZh}</dd>}
        </div>
      ))}
    </dl>
  );
}
