import './rulings.css';

import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { categoriesQuery, FINDINGS, findingQuery, type Schemas, unitsQuery } from '../../../api/queries';
import { bears, useMe } from '../../../app/session';
import { Countdown } from '../../../design/Countdown';
import { dayOf } from '../../../design/dates';
import { EmptyState } from '../../../design/EmptyState';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { Ask, textIn } from '../Ask';
import { listQuery } from '../queries';
import { useNames } from '../names';
import { Results } from '../Results';
import { policyQuery } from './RulingsPage';

type Row = Schemas['FindingSummary'];

/** 挂账: each with the day on which its clock goes on by itself, and one decision for many. */
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
  const [asking, setAsking] = useState(false);
  const group = useGroup(() => setAsking(false));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  return (
    <>
      <header className="page-head">
        <h1>{t('suspended.title')}</h1>
        <p>{t('suspended.hint', { count: rows.length })}</p>
        {bears(me, ['approver', 'leader']) && (
          <button type="button" className="act act-main" onClick={() => setAsking(true)}>
            {t('suspended.group')}
          </button>
        )}
      </header>
      {group.data && (
        <Results
          said={t('suspended.group')}
          items={group.data.items}
          nameOf={() => t('suspended.case')}
          onClose={() => group.reset()}
        />
      )}
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
      {asking && (
        <GroupForm
          pending={group.isPending}
          error={group.error}
          onClose={() => setAsking(false)}
          onGive={group.mutate}
        />
      )}
    </>
  );
}

function useReason() {
  const { t, i18n } = useTranslation('desk');
  const suspensions = useQuery(policyQuery).data?.suspensions ?? [];
  const word = (code: string): string => {
    const zh = suspensions.find(({ reason }) => reason === code)?.zh ?? code;
    return i18n.language === 'en' && i18n.exists(`desk:reason.${code}`) ? t(`reason.${code}`) : zh;
  };
  return { suspensions, word };
}

function Suspended({ row, finding }: { row: Row; finding: Schemas['Finding'] | undefined }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const { word } = useReason();
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

function useGroup(onDone: () => void) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['SuspendGroup']) => answered(api.POST('/api/v1/suspensions', { body })),
    onSuccess: ({ items }) => {
      onDone();
      const done = items.flatMap((item) => item.done ?? []);
      offerUndo(t('results.done', { said: t('suspended.group'), count: done.length }), done);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
}

interface GroupFormProps {
  pending: boolean;
  error: unknown;
  onClose: () => void;
  onGive: (body: Schemas['SuspendGroup']) => void;
}

/** 成批挂账: one decision over category × area × dates. */
function GroupForm({ pending, error, onClose, onGive }: GroupFormProps) {
  const { t } = useTranslation('desk');
  const { suspensions, word } = useReason();
  const categories = useQuery(categoriesQuery).data?.items ?? [];
  const units = useQuery(unitsQuery).data?.items ?? [];
  const streets = units.filter(({ kind }) => kind === 'street' || kind === 'township');
  return (
    <Ask
      title={t('suspended.group')}
      act={t('suspended.give')}
      pending={pending}
      error={error}
      onClose={onClose}
      onGive={(form) => {
        const [street, from, before] = [textIn(form, 'street'), textIn(form, 'from'), textIn(form, 'before')];
        onGive({
          categoryCode: textIn(form, 'category'),
          reason: textIn(form, 'reason'),
          until: textIn(form, 'until'),
          ...(street && { streetId: street }),
          ...(from && { filedFrom: `${from}T00:00:00+08:00` }),
          ...(before && { filedBefore: `${before}T23:59:59+08:00` }),
        });
      }}
    >
      <p>{t('suspended.groupHint')}</p>
      <label className="field">
        {t('suspended.category')}
        <select name="category" required autoFocus>
          {categories.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="two">
        <label className="field">
          {t('suspended.street')}
          <select name="street">
            <option value="">{t('suspended.everywhere')}</option>
            {streets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('suspended.reason')}
          <select name="reason" required>
            {suspensions
              .filter(({ group }) => group)
              .map(({ reason }) => (
                <option key={reason} value={reason}>
                  {word(reason)}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          {t('suspended.from')}
          <input type="date" name="from" />
        </label>
        <label className="field">
          {t('suspended.before')}
          <input type="date" name="before" />
        </label>
      </div>
      <label className="field">
        {t('suspended.until')}
        <input type="date" name="until" required />
      </label>
    </Ask>
  );
}
