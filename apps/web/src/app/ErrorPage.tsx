import { useTranslation } from 'react-i18next';

import { problemOf } from '../api/problem';
import { ProblemNote } from '../design/ProblemNote';

export function ErrorPage({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <h1>{t('error.title')}</h1>
      <ProblemNote problem={problemOf(error)} />
      <p className="alone-acts">
        <button type="button" className="act act-main" onClick={reset}>
          {t('error.again')}
        </button>
        <a className="act" href="/">
          {t('error.home')}
        </a>
      </p>
    </main>
  );
}
