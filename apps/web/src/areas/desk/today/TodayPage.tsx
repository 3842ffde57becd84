import './today.css';

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../../api/problem';
import type { Schemas } from '../../../api/queries';
import { useMe } from '../../../app/session';
import { useKeys } from '../../../app/useKeys';
import { useNow } from '../../../design/Countdown';
import { timeOf } from '../../../design/dates';
import { Due } from '../../../design/Due';
import { EmptyState } from '../../../design/EmptyState';
import { Lamp, timelinessOf } from '../../../design/Lamp';
import { ProblemNote } from '../../../design/ProblemNote';
import { Waiting } from '../../../design/Waiting';
import { searchOf } from '../findings/search';
import { useNames } from '../names';
import { todayQuery } from '../queries';
import { BUCKET_KEYS, WATCHED, workPageOf } from './work-pages';

type Bucket = Schemas['Today']['buckets'][number];
interface Keyed extends Bucket {
  press: string | undefined;
}

/** 今日必办: what this person must do now, each a number and one key. */
export function TodayPage() {
  const { t, i18n } = useTranslation('desk');
  const me = useMe();
  const { data, error } = useQuery(todayQuery);
  const navigate = useNavigate();
  const waiting = (data?.buckets ?? []).filter(({ findings }) => findings > 0);
  const ordered = [...waiting.filter(isWork), ...waiting.filter((one) => !isWork(one))];
  const keyed: Keyed[] = ordered.map((bucket, index) => ({ ...bucket, press: BUCKET_KEYS[index] }));
  useKeys(
    Object.fromEntries(
      keyed.flatMap(({ press, filter }) =>
        press ? [[press, () => void navigate({ to: '/findings', search: searchOf(filter) })]] : [],
      ),
    ),
  );
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const work = keyed.filter(isWork);
  const watched = keyed.filter((one) => !isWork(one));
  return (
    <div className="today">
      <header className="page-head">
        <h1>{t('today.title')}</h1>
        <p>{t('today.hint', { name: me.name, time: timeOf(data.asOf) })}</p>
      </header>
      {work.length > 0 && <Figures label={t('today.work')} buckets={work} english={i18n.language === 'en'} />}
      {work.length === 0 && (
        <section className="sheet">
          <EmptyState title={t('today.none.title')} hint={t('today.none.hint')}>
            <Link to="/findings" className="act">
              {t('today.none.go')}
            </Link>
          </EmptyState>
        </section>
      )}
      {watched.length > 0 && (
        <Figures label={t('today.watch')} buckets={watched} english={i18n.language === 'en'} quiet />
      )}
      <div className="today-lists">
        {work.map((bucket) => (
          <First key={bucket.bucket} bucket={bucket} english={i18n.language === 'en'} />
        ))}
      </div>
    </div>
  );
}

const isWork = ({ bucket }: Bucket): boolean => !WATCHED.has(bucket);

interface FiguresProps {
  label: string;
  buckets: readonly Keyed[];
  english: boolean;
  quiet?: boolean;
}

function Figures({ label, buckets, english, quiet = false }: FiguresProps) {
  const { t } = useTranslation('desk');
  return (
    <section aria-label={label} className={quiet ? 'today-figures today-quiet' : 'today-figures'}>
      <h2>{label}</h2>
      <ul>
        {buckets.map(({ bucket, zh, en, findings, overdue, filter, press }) => (
          <li key={bucket}>
            <Link
              to="/findings"
              search={searchOf(filter)}
              data-tone={bucket === 'red' || bucket === 'overdue' ? 'late' : undefined}
            >
              <span>{english ? en : zh}</span>
              <b>{findings}</b>
              <small>{overdue > 0 && bucket !== 'overdue' ? t('today.overdue', { count: overdue }) : ' '}</small>
              {press && <kbd aria-label={t('today.key', { key: press })}>{press.toUpperCase()}</kbd>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function First({ bucket: { bucket, zh, en, items, findings, filter }, english }: { bucket: Bucket; english: boolean }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const now = useNow();
  const page = workPageOf(bucket);
  const name = english ? en : zh;
  return (
    <section className="sheet today-first" aria-label={name}>
      <header>
        <h2>{name}</h2>
        {page && (
          <Link to={page} className="act act-main">
            {t(`today.open.${page.slice(1)}`)}
          </Link>
        )}
        <Link to="/findings" search={searchOf(filter)} className="act">
          {t('today.all', { count: findings })}
        </Link>
      </header>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <a href={`/findings/${item.id}`}>
              <b>{item.description}</b>
              <small>
                {[item.number, names.category(item.categoryCode), names.place(item.place)].filter(Boolean).join(' · ')}
              </small>
            </a>
            <Lamp state={timelinessOf(item, now)} />
            <Due of={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}
