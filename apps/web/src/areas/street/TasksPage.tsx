import './street.css';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { categoriesQuery, type FindingFilter, findingsQuery, type Schemas } from '../../api/queries';
import { useNow } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { Due } from '../../design/Due';
import { EmptyState } from '../../design/EmptyState';
import { Lamp, timelinessOf } from '../../design/Lamp';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { StatusTag } from '../../design/StatusTag';
import { Waiting } from '../../design/Waiting';

/** What has been answered waits for others. */
const TASKS: FindingFilter = { mine: 'assigned', status: 'assigned,rectifying', sort: 'due' };
const FILED: FindingFilter = { mine: 'filed', sort: 'filed' };

/** 任务: what my unit must do, the soonest due first. */
export function TasksPage() {
  const { t } = useTranslation('street');
  return (
    <>
      <h1>{t('tasks.title')}</h1>
      <Cases filter={TASKS} none={t('tasks.none')} noneHint={t('tasks.noneHint')} />
    </>
  );
}

/** 我上报的: how they stand. */
export function FiledPage() {
  const { t } = useTranslation('street');
  return (
    <>
      <h1>{t('filed.title')}</h1>
      <Cases filter={FILED} none={t('filed.none')} noneHint={t('filed.noneHint')} />
    </>
  );
}

interface CasesProps {
  filter: FindingFilter;
  none: string;
  noneHint: string;
}

function Cases({ filter, none, noneHint }: CasesProps) {
  const { t } = useTranslation('street');
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery(findingsQuery(filter));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (isPending) return <Waiting />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <EmptyState title={none} hint={noneHint} />;
  return (
    <>
      <ul className="cards">
        {rows.map((row) => (
          <CaseCard key={row.id} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="act act-wide" onClick={() => void fetchNextPage()}>
          {t('tasks.more')}
        </button>
      )}
    </>
  );
}

function CaseCard({ row }: { row: Schemas['FindingSummary'] }) {
  const { t, i18n } = useTranslation('street');
  const now = useNow();
  const categories = useQuery(categoriesQuery).data?.items;
  const { id, number, description, place, categoryCode, status, colour, filedAt } = row;
  const lamp = timelinessOf(row, now);
  const category = categories?.find(({ code }) => code === categoryCode)?.name;
  return (
    <li className={`card ${lamp === 'overdue' ? 'card-failed' : ''}`}>
      <Link to="/m/cases/$id" params={{ id }} className="card-link">
        {description}
      </Link>
      <p className="hint">{[category, place.pointName].filter(Boolean).join(' · ')}</p>
      <p className="tags">
        <StatusTag status={status} />
        {lamp !== 'none' && <Lamp state={lamp} />}
        <SlipColour colour={colour} />
      </p>
      {lamp !== 'none' && <Due of={row} />}
      <p className="hint">
        {number} · {t('filed.at', { at: spoken(filedAt, i18n.language) })}
      </p>
    </li>
  );
}
