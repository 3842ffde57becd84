import './district.css';

import { useTranslation } from 'react-i18next';

import { useMe, bears } from '../../app/session';
import { CaseTable } from './CaseTable';

/** 四级联动: what waits for the caller's level, and for the district where everything of the grid stands. */
export function ChainPage() {
  const { t } = useTranslation('district');
  const acts = bears(useMe(), ['grid_worker', 'handler', 'unit_leader']);
  return (
    <>
      <header className="page-head">
        <h1>{t('grid.title')}</h1>
        <p>{t('grid.hint')}</p>
      </header>
      {acts && (
        <section className="sheet district-sheet">
          <h2>{t('grid.mine')}</h2>
          <CaseTable filter={{ channel: 'grid', waitingFor: 'pass_on' }} none={t('grid.noneMine')} />
        </section>
      )}
      <section className="sheet district-sheet">
        <h2>{t('grid.waiting')}</h2>
        <CaseTable filter={{ channel: 'grid', status: 'filed' }} none={t('grid.noneWaiting')} />
      </section>
      <section className="sheet district-sheet">
        <h2>{t('grid.underWay')}</h2>
        <CaseTable
          filter={{ channel: 'grid', open: 'true', stage: 'assign,supervise,feedback,close' }}
          none={t('grid.noneUnderWay')}
        />
      </section>
    </>
  );
}
