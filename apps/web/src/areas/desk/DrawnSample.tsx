import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { written } from '../../design/dates';

/** How a sample was drawn, so that anybody can draw it again. */
export function DrawnSample({ sample }: { sample: Schemas['Sample'] }) {
  const { t, i18n } = useTranslation('desk');
  const { seed, share, population, drawn, drawnAt, ruleZh, ruleEn } = sample;
  return (
    <details className="drawn">
      <summary>{t('drawn.title')}</summary>
      <dl>
        <dt>{t('drawn.seed')}</dt>
        <dd>
          <code>{seed}</code>
        </dd>
        <dt>{t('drawn.share')}</dt>
        <dd>{t('drawn.percent', { percent: Math.round(share * 1_000) / 10 })}</dd>
        <dt>{t('drawn.size')}</dt>
        <dd>{t('drawn.of', { drawn: drawn.length, population: population.length })}</dd>
        <dt>{t('drawn.at')}</dt>
        <dd>{written(drawnAt)}</dd>
        <dt>{t('drawn.rule')}</dt>
        <dd>{i18n.language === 'en' ? ruleEn : ruleZh}</dd>
      </dl>
    </details>
  );
}
