import { useTranslation } from 'react-i18next';

/** Nothing can be kept on this phone; a frame may be forbidden what a window of its own is not. */
export function NoStore() {
  const { t } = useTranslation('street');
  return (
    <p role="alert" className="problem">
      {t('outbox.noStore')}{' '}
      {window.top !== window && (
        <a href={window.location.href} target="_blank" rel="noopener">
          {t('outbox.ownWindow')}
        </a>
      )}
    </p>
  );
}
