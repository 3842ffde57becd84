import './findings.css';

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { countsQuery } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { Waiting } from '../../../design/Waiting';
import { FilterBar } from './FilterBar';
import { ListView } from './ListView';
import { SavedViews } from './SavedViews';
import { countedOf, type FindingSearch, VIEWS } from './search';
import { type Change, useFindingSearch } from './useFindingSearch';

/** What is fetched when it is first looked at, or about to be. */
const FETCHED = {
  board: () => import('./BoardView'),
  map: () => import('./MapView'),
  calendar: () => import('./CalendarView'),
};
const BoardView = lazy(() => FETCHED.board().then(({ BoardView: it }) => ({ default: it })));
const MapView = lazy(() => FETCHED.map().then(({ MapView: it }) => ({ default: it })));
const CalendarView = lazy(() => FETCHED.calendar().then(({ CalendarView: it }) => ({ default: it })));

function fetchAhead(view: (typeof VIEWS)[number]): void {
  if (view === 'list') return;
  // What does not come now is asked for again when it is looked at.
  FETCHED[view]().catch(() => {});
}

/** 问题清单: list, board, map and calendar of what one filter finds. */
export function FindingsPage() {
  const { t } = useTranslation('desk');
  const { search, change } = useFindingSearch();
  const view = search.view ?? 'list';
  return (
    <>
      <header className="page-head">
        <h1>{t('findings.title')}</h1>
        <p>{t(`findings.hint.${view}`)}</p>
      </header>
      <section className="sheet findings">
        <div className="findings-top">
          <Stages at={search} onChange={change} />
          <Views at={search} onChange={change} />
        </div>
        <FilterBar search={search} onChange={change} views={<SavedViews search={search} />} />
        <Suspense fallback={<Waiting />}>
          {view === 'list' && <ListView search={search} />}
          {view === 'board' && <BoardView search={search} />}
          {view === 'map' && <MapView search={search} onChange={change} />}
          {view === 'calendar' && <CalendarView search={search} onChange={change} />}
        </Suspense>
      </section>
    </>
  );
}

interface PartProps {
  at: FindingSearch;
  onChange: Change;
}

function Stages({ at, onChange }: PartProps) {
  const { t } = useTranslation(['desk', 'words']);
  const { stage: chosen, ...rest } = at;
  const { data } = useQuery(countsQuery(countedOf(rest)));
  const stages = data?.stages ?? [];
  return (
    <div className="findings-stages" role="group" aria-label={t('findings.byStage')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChange({ stage: undefined })}>
        {t('findings.all')}
        <b>{data?.findings ?? '…'}</b>
      </button>
      {stages.map(({ stage, findings, overdue }) => (
        <button key={stage} type="button" aria-pressed={chosen === stage} onClick={() => onChange({ stage })}>
          {t(`words:stage.${stage}`)}
          <b>{findings}</b>
          {overdue > 0 && <span className="tag tone-late">{t('findings.overdue', { count: overdue })}</span>}
        </button>
      ))}
    </div>
  );
}

function Views({ at, onChange }: PartProps) {
  const { t } = useTranslation('desk');
  useKeys(Object.fromEntries(VIEWS.map((view, index) => [`Shift+Digit${index + 1}`, () => onChange({ view })])));
  return (
    <div className="findings-views" role="group" aria-label={t('findings.views')}>
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={(at.view ?? 'list') === view}
          onPointerEnter={() => fetchAhead(view)}
          onFocus={() => fetchAhead(view)}
          onClick={() => onChange({ view })}
        >
          {t(`findings.view.${view}`)}
        </button>
      ))}
    </div>
  );
}
