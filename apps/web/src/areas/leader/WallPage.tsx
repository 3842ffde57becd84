import './wall.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

import { useLine, useLive } from '../../api/live';
import { problemOf } from '../../api/problem';
import { useKeys } from '../../app/useKeys';
import { useNow } from '../../design/Countdown';
import { spoken, timeOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Figures } from './figures';
import { Funnel } from './Funnel';
import { Groups, Ranking, RedItems } from './lists';
import { Panel } from './Panel';
import { type Board, boardQuery, figuresNamed } from './queries';
import { StreetMap } from './StreetMap';

const Trend = lazy(() => import('./Trend').then(({ Trend: component }) => ({ default: component })));
const MINUTE_MS = 60_000;

/** 大屏 1920×1080, fed by the stream; says how old its data is and goes on showing it when the line is cut. */
export function WallPage() {
  const { t } = useTranslation('leader');
  const { data, error } = useQuery(boardQuery({}));
  useLive();
  const line = useLine();
  const full = useFullScreen();
  useKeys({ f: full.toggle });
  if (!data)
    return error ? <ProblemNote problem={problemOf(error)} /> : <p className="wall wall-waiting">{t('waiting')}</p>;
  return (
    <main className="wall">
      <header>
        <h1>{t('wallTitle')}</h1>
        <nav className="wall-ways">
          <button type="button" className="switch" aria-pressed={full.on} onClick={full.toggle}>
            {t('fullScreen')}
            <kbd>F</kbd>
          </button>
          <Link to="/leader/board">{t('toBoard')}</Link>
        </nav>
        {/* What could not be read again is no younger than it was, whatever the line says. */}
        <DataTime at={error ? data.asOf : laterOf(data.asOf, line.dataAt)} connected={line.connected} />
      </header>
      <Panels board={data} />
    </main>
  );
}

function useFullScreen(): { on: boolean; toggle: () => void } {
  const on = useSyncExternalStore(
    (tell) => {
      document.addEventListener('fullscreenchange', tell);
      return () => document.removeEventListener('fullscreenchange', tell);
    },
    () => document.fullscreenElement !== null,
  );
  const toggle = () => {
    const asked = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // A frame or a policy may forbid it: the page stays as it is, and so does its switch.
    asked.catch(() => {});
  };
  return { on, toggle };
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
  const of = (...codes: string[]) => figuresNamed(board, ...codes);
  return (
    <div className="wall-panels">
      <section className="wall-figures" aria-label={t('figures')}>
        <Figures figures={board.figures.filter(({ code }) => code !== 'filed' && code !== 'closed')} />
      </section>
      <Panel title={t('funnel')} figures={board.funnel}>
        <Funnel stages={board.funnel} />
      </Panel>
      <Panel className="wall-map" title={t('map.title')} figures={of('open', 'overdue')}>
        <StreetMap streets={board.streets} />
      </Panel>
      <Panel title={t('red')} figures={of('red')}>
        <RedItems items={board.red.slice(0, 7)} />
      </Panel>
      <Panel title={t('trend.title')} figures={of('filed', 'closed', 'on_time_rate')}>
        <Suspense fallback={null}>
          <Trend points={board.trend} dark />
        </Suspense>
      </Panel>
      <Panel title={t('ranking')} figures={of('on_time_rate')}>
        <Ranking classes={board.ranking} />
      </Panel>
      <Panel className="wall-units" title={t('units')} figures={of('filed', 'open', 'overdue', 'on_time_rate')}>
        <Groups groups={board.units.filter(({ overdue }) => overdue > 0).slice(0, 8)} />
      </Panel>
    </div>
  );
}
