import './district.css';

import { useTranslation } from 'react-i18next';

import { CaseTable } from './CaseTable';

/** 督办事项: 批示件, 会议议定事项, 重点任务 in the same loop. */
export function MattersPage() {
  const { t } = useTranslation('district');
  return (
    <>
      <header className="page-head">
        <h1>{t('matters.title')}</h1>
        <p>{t('matters.hint')}</p>
      </header>
      <section className="sheet district-sheet">
        <h2>{t('matters.instructed')}</h2>
        <CaseTable filter={{ kind: 'matter', source: 'leader', open: 'true' }} none={t('matters.none')} />
      </section>
      <section className="sheet district-sheet">
        <h2>{t('matters.all')}</h2>
        <CaseTable filter={{ kind: 'matter' }} none={t('matters.none')} />
      </section>
    </>
  );
}
