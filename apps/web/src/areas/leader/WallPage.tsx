import './wall.css';

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { useLine, useLive } from '../../api/live';
import { problemOf } from '../../api/problem';
import { useNow } from '../../design/Countdown';
import { spoken, timeOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Figures } from './figures';
import { Funnel } from './Funnel';
import { Groups, Ranking, RedItems } from './lists';
import { type Board, boardQuery } from './queries';
import { StreetMap } from './StreetMap';

const Trend = lazy(() => import('./Trend').then(({ Trend: component }) => ({ default: component })));
const MINUTE_MS = 60_000;

/** 大屏 1920×1080, fed by the stream; says how old its data is and goes on showing it when the line is cut. */
export function WallPage() {
  const { t } = useTranslation('leader');
  const { data, error } = useQuery(boardQuery({}));
  useLive();
  const line = useLine();
  if (!data)
    return error ? <ProblemNote problem={problemOf(error)} /> : <p className="wall wall-waiting">{t('waiting')}</p>;
  return (
    <main className="wall">
      <header>
        <h1>{t('wallTitle')}</h1>
        <DataTime at={laterOf(data.asOf, line.dataAt)} connected={line.connected} />
      </header>
      <Panels board={data} />
    </main>
  );
}

const laterOf = (read: string, told: string | null): string =>
  told !== null && Date.parse(told) > Date.parse(read) ? told : read;

function DataTime({ at, connected }: { at: string; connected: boolean }) {
  const { t, i18n } = useTranslation('leader');
  const now = useNow();
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / MINUTE_MS));
  return (
    <p className={connected ? 'wall-time' : 'wall-time wall-cut'} role="status">
      <span>{spoken(now, i18n.language)}</span>
      <b>
        {connected ? t('dataAt', { time: timeOf(at) }) : t('cut', { time: timeOf(at) })}
        {minutes > 0 && ` · ${t('minutesAgo', { count: minutes })}`}
      </b>
    </p>
  );
}

function Panels({ board }: { board: Board }) {
  const { t } = useTranslation('leader');
  return (
    <div className="wall-panels">
      <section className="wall-figures" aria-label={t('figures')}>
        <Figures figures={board.figures.filter(({ code }) => code !== 'filed' && code !== 'closed')} />
      </section>
      <section>
        <h2>{t('funnel')}</h2>
        <Funnel stages={board.funnel} />
      </section>
      <section className="wall-map">
        <h2>{t('map.title')}</h2>
        <StreetMap streets={board.streets} />
      </section>
      <section>
        <h2>{t('red')}</h2>
        <RedItems items={board.red.slice(0, 7)} />
      </section>
      <section>
        <h2>{t('trend.title')}</h2>
        <Suspense fallback={null}>
          <Trend points={board.trend} dark />
        </Suspense>
      </section>
      <section>
        <h2>{t('ranking')}</h2>
        <Ranking classes={board.ranking} />
      </section>
      <section className="wall-units">
        <h2>{t('units')}</h2>
        <Groups groups={board.units.filter(({ overdue }) => overdue > 0).slice(0, 8)} />
      </section>
    </div>
  );
}
