import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.hint')}</p>
      <p className="alone-acts">
        <a className="act act-main" href="/">
          {t('error.home')}
        </a>
      </p>
    </main>
  );
}
