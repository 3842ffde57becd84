import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { settingsQuery } from '../api/queries';

/** 非涉密平台: said on every page, as the rules for networks that are not for secrets ask. */
export function SecrecyNote() {
  const { t } = useTranslation();
  return (
    <p className="secrecy" role="note">
      {t('secrecy')}
    </p>
  );
}

/** 投诉建议, 主办单位, 备案编号, as the district has set them. */
export function Foot() {
  const { t } = useTranslation();
  const { data } = useQuery(settingsQuery);
  const said = data
    ? (['hostedBy', 'complaints', 'recordNumber'] as const).flatMap((key) =>
        data[key] ? [{ key, text: data[key] }] : [],
      )
    : [];
  return (
    <footer className="foot">
      {said.map(({ key, text }) => (
        <span key={key}>
          {t(`foot.${key}`)}
          {text}
        </span>
      ))}
      <span>{t('foot.product')}</span>
    </footer>
  );
}
