import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';

interface SourcesProps {
  known: Schemas['PolicySources'] | undefined;
  path: string;
  whole?: boolean;
}

/** 依据 of a default value; what is only practice invites the district to set its own. */
export function Sources({ known, path, whole = false }: SourcesProps) {
  const { t } = useTranslation('rules');
  const marks = known?.marks[path] ?? [];
  const sources = (known?.sources ?? []).filter(({ key }) => marks.includes(key));
  if (sources.length === 0) return null;
  const invites = sources.every(({ trust }) => trust !== 'read');
  if (whole)
    return (
      <div className="basis">
        <b>{t('policy.basis')}</b>
        <ul>
          {sources.map(({ key, what }) => (
            <li key={key}>{what}</li>
          ))}
        </ul>
        {invites && <p>{t('basis.invites')}</p>}
      </div>
    );
  return (
    <Tooltip title={sources.map(({ what }) => what).join('; ')}>
      <span className={`tag ${invites ? 'tone-soon' : 'tone-blue'}`}>
        {invites ? t('basis.practice') : t('basis.read')}
      </span>
    </Tooltip>
  );
}
