import { useTranslation } from 'react-i18next';

import { photoAddress } from '../../design/PhotoPair';
import { Part } from './Part';
import type { Finding } from './queries';

/** 督办事项: the paper, meeting or words that it comes from, with the scan. */
export function Matter({ finding: { matter, evidence } }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  if (!matter) return null;
  const scans = evidence.filter(({ role, capture }) => role === 'material' && capture === 'scan');
  const facts = (['title', 'number', 'leader', 'dated'] as const).flatMap((key) => {
    const value = matter[key];
    return value ? [{ key, value }] : [];
  });
  return (
    <Part title={t(`matter.form.${matter.form}`)}>
      <dl className="finding-facts">
        {facts.map(({ key, value }) => (
          <div key={key}>
            <dt>{t(`matter.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {matter.said && <blockquote className="matter-said">{matter.said}</blockquote>}
      {scans.length > 0 && (
        <div className="matter-pages">
          {scans.map(({ sha256 }, index) => (
            <a key={sha256} href={photoAddress(sha256, 'large')} target="_blank" rel="noreferrer">
              <img src={photoAddress(sha256, 'medium')} alt={t('matter.page', { nth: index + 1 })} loading="lazy" />
            </a>
          ))}
        </div>
      )}
    </Part>
  );
}
