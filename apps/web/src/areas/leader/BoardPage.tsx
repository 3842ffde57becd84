import './board.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { DatePicker, Select, Skeleton } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { serverNow } from '../../api/server-time';
import { dayOf, spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Figures } from './figures';
import { Funnel } from './Funnel';
import { Groups, Hotspots, Ranking, RedItems } from './lists';
import { Panel } from './Panel';
import { periodsUpTo } from './periods';
import { type Board, boardQuery, figuresNamed } from './queries';
import type { BoardSearch } from './search';
import { StreetMap } from './StreetMap';

const route = getRouteApi('/desk/leader/board');
/** Charts come after the figures: a slow line shows numbers first. */
const Trend = lazy(() => import('./Trend').then(({ Trend: component }) => ({ default: component })));

/** What the figures of the month say already while the period is the month. */
const OF_THE_PERIOD: ReadonlySet<string> = new Set(['filed', 'closed']);

/** 领导看板: every figure with its formula and the list behind it. */
export function BoardPage() {
  const { t } = useTranslation('leader');
  const search = route.useSearch();
  const { data, error } = useQuery(boardQuery(search));
  return (
    <>
      <header className="page-head board-head">
        <h1>{t('title')}</h1>
        <Period />
        <Link to="/leader/wall" className="act">
          {t('toWall')}
        </Link>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {data ? (
        <Whole board={data} ofMonth={!search.from && !search.to} />
      ) : (
        !error && <Skeleton active paragraph={{ rows: 12 }} />
      )}
    </>
  );
}

function Period() {
  const { t } = useTranslation('leader');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: BoardSearch) =>
    void navigate({ to: '.', search: (before: BoardSearch) => ({ ...before, ...changed }), replace: true });
  const periods = periodsUpTo(dayOf(serverNow()));
  const chosen = periods.find(({ from, to }) => from === search.from && to === search.to)?.key;
  return (
    <div className="board-period">
      {periods.map(({ key, from, to }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === (chosen ?? (search.from || search.to ? undefined : 'thisMonth'))}
          onClick={() => change({ from, to })}
        >
          {t(`period.${key}`)}
        </button>
      ))}
      <DatePicker.RangePicker
        aria-label={t('period.between')}
        value={search.from && search.to ? [dayjs(search.from), dayjs(search.to)] : null}
        onChange={(range) => change({ from: dayIn(range?.[0]), to: dayIn(range?.[1]) })}
      />
      <Select
        aria-label={t('trend.by')}
        value={search.trend ?? 'day'}
        onChange={(trend) => change({ trend })}
        options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`trend.rhythm.${value}`) }))}
      />
    </div>
  );
}

const dayIn = (day: Dayjs | null | undefined): string | undefined => day?.format('YYYY-MM-DD');

function Whole({ board, ofMonth }: { board: Board; ofMonth: boolean }) {
  const { t, i18n } = useTranslation('leader');
  const of = (...codes: string[]) => figuresNamed(board, ...codes);
  const grouped = of('filed', 'open', 'overdue', 'on_time_rate');
  return (
    <div className="board">
      <p className="board-as-of">
        {t('asOf', { instant: spoken(board.asOf, i18n.language) })}
        {board.withheld > 0 && ` · ${t('withheld', { count: board.withheld })}`}
      </p>
      <section className="sheet board-wide" aria-label={t('figures')}>
        <Figures figures={board.figures.filter(({ code }) => !ofMonth || !OF_THE_PERIOD.has(code))} />
      </section>
      <Panel className="sheet" title={t('funnel')} figures={board.funnel}>
        <Funnel stages={board.funnel} />
      </Panel>
      <Panel className="sheet board-two" title={t('trend.title')} figures={of('filed', 'closed', 'on_time_rate')}>
        <Suspense fallback={<Skeleton active />}>
          <Trend points={board.trend} />
        </Suspense>
      </Panel>
      <Panel className="sheet" title={t('map.title')} figures={of('open', 'overdue')}>
        <StreetMap streets={board.streets} />
        <small>{t('map.hint')}</small>
      </Panel>
      <Panel className="sheet board-two" title={t('units')} figures={grouped}>
        <Groups groups={board.units} />
      </Panel>
      <Panel className="sheet" title={t('red')} figures={of('red')}>
        <RedItems items={board.red} />
      </Panel>
      <Panel className="sheet board-two" title={t('ranking')} figures={of('on_time_rate')}>
        <Ranking classes={board.ranking} />
      </Panel>
      <Panel className="sheet" title={t('hotspots')} figures={of('filed')}>
        <p className="board-note">{t('hotspotsHint')}</p>
        <Hotspots spots={board.hotspots} />
      </Panel>
      <Panel className="sheet board-wide" title={t('categories')} figures={grouped}>
        <Groups groups={board.categories} />
      </Panel>
    </div>
  );
}
