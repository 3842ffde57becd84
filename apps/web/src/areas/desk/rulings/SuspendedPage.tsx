import './rulings.css';

import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { findingQuery, type Schemas } from '../../../api/queries';
import { bears, useMe } from '../../../app/session';
import { Countdown } from '../../../design/Countdown';
import { dayOf } from '../../../design/dates';
import { EmptyState } from '../../../design/EmptyState';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { listQuery } from '../queries';
import { useNames } from '../names';
import { policyQuery } from './RulingsPage';

type Row = Schemas['FindingSummary'];

/** 挂账: each with the day on which its clock goes on by itself; one decision for many has a page of its own. */
export function SuspendedPage() {
  const { t } = useTranslation('desk');
  const me = useMe();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(
    listQuery({ suspended: true, open: true, sort: 'due' }),
  );
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const details = useQueries({
    queries: rows.map(({ id }) => ({ ...findingQuery(id), refetchInterval: false as const })),
  });
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  return (
    <>
      <header className="page-head">
        <h1>{t('suspended.title')}</h1>
        <p>{t('suspended.hint', { count: rows.length })}</p>
        {bears(me, ['approver', 'leader']) && (
          <Link to="/suspensions" className="act act-main">
            {t('suspended.group')}
          </Link>
        )}
      </header>
      <section className="sheet">
        {rows.length === 0 ? (
          <EmptyState title={t('suspended.none.title')} hint={t('suspended.none.hint')} />
        ) : (
          <table className="suspended-table">
            <thead>
              <tr>
                {(['number', 'reason', 'since', 'until', 'act'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`suspended.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <Suspended key={row.id} row={row} finding={details[index]?.data} />
              ))}
            </tbody>
          </table>
        )}
        {hasNextPage && (
          <button type="button" className="act" onClick={() => void fetchNextPage()}>
            {t('suspended.more')}
          </button>
        )}
      </section>
    </>
  );
}

function useReason() {
  const { t, i18n } = useTranslation('desk');
  const suspensions = useQuery(policyQuery).data?.suspensions ?? [];
  return (code: string): string => {
    const zh = suspensions.find(({ reason }) => reason === code)?.zh ?? code;
    return i18n.language === 'en' && i18n.exists(`desk:reason.${code}`) ? t(`reason.${code}`) : zh;
  };
}

function Suspended({ row, finding }: { row: Row; finding: Schemas['Finding'] | undefined }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const word = useReason();
  const resume = useCommand('resume');
  const open = finding?.suspensions.filter(({ endedAt }) => endedAt === null).at(-1);
  return (
    <tr>
      <td>
        <a href={`/findings/${row.id}`}>{row.number}</a> {row.description}
        <small>{[names.category(row.categoryCode), names.unit(row.leadUnitId)].join(' · ')}</small>
      </td>
      <td>
        {open ? word(open.reason) : '…'}
        {open?.groupId && <small>{t('suspended.ofGroup')}</small>}
      </td>
      <td>{open ? dayOf(open.since) : '…'}</td>
      <td>{open ? <Countdown dueAt={open.until} /> : '…'}</td>
      <td>
        {finding?.allowedCommands.includes('resume') && (
          <button
            type="button"
            className="act"
            disabled={resume.isPending}
            aria-label={t('suspended.resumeOne', { number: row.number })}
            onClick={() =>
              resume.mutate(
                { id: row.id, body: {}, revision: finding.revision },
                {
                  onSuccess: (answer) =>
                    offerUndo(t('results.one', { said: t('suspended.resume'), number: row.number }), [answer]),
                },
              )
            }
          >
            {t('suspended.resume')}
          </button>
        )}
        {resume.error && <ProblemNote problem={problemOf(resume.error)} />}
      </td>
    </tr>
  );
}
