import './papers.css';

import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { bears, useMe } from '../../app/session';
import { useKeys } from '../../app/useKeys';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { LifeSteps } from './LifeSteps';
import { type Entry, registerQuery } from './queries';
import { type Life, LIVES, type RegisterSearch } from './search';
import { useTitles } from './titles';

const route = getRouteApi('/desk/papers');

/** 公文登记簿: what waits at each step of a paper's life. */
export function RegisterPage() {
  const { t } = useTranslation('papers');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = (next: RegisterSearch) => void navigate({ to: '.', search: next, replace: true });
  const query = useInfiniteQuery(registerQuery(search));
  const { class: made } = search;
  const tab = (life?: Life): RegisterSearch => ({ ...(made && { class: made }), ...(life && { life }) });
  useKeys(
    Object.fromEntries(
      [undefined, ...LIVES].slice(0, 7).map((life, index) => [String(index), () => show(tab(life))] as const),
    ),
  );
  return (
    <>
      <header className="page-head">
        <h1>{t('register.title')}</h1>
        <p>{t('register.hint')}</p>
        <span className="page-acts">
          <a
            className="act"
            href={`/api/v1/exports/notices.xlsx?${new URLSearchParams({ ...search }).toString()}`}
            download
          >
            {t('register.export')}
          </a>
          {bears(me, ['dispatcher', 'approver']) && (
            <Link to="/papers/new" className="act act-main">
              {t('register.draft')}
            </Link>
          )}
        </span>
      </header>
      <section className="sheet">
        <Tabs lives={query.data?.pages[0]?.lives} chosen={search.life} onChoose={(life) => show(tab(life))} />
        <div className="paper-class" role="group" aria-label={t('register.class')}>
          {([undefined, 'paper', 'slip'] as const).map((one) => (
            <button
              key={one ?? 'all'}
              type="button"
              className="switch"
              aria-pressed={made === one}
              onClick={() => show({ ...(search.life && { life: search.life }), ...(one && { class: one }) })}
            >
              {t(`class.${one ?? 'all'}`)}
            </button>
          ))}
        </div>
        {query.error && !query.data ? (
          <ProblemNote problem={problemOf(query.error)} />
        ) : (
          <List
            rows={query.data?.pages.flatMap(({ items }) => items) ?? []}
            loading={query.isPending}
            more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
          />
        )}
      </section>
    </>
  );
}

interface TabsProps {
  lives: readonly { life: Life; count: number }[] | undefined;
  chosen: Life | undefined;
  onChoose: (life: Life | undefined) => void;
}

function Tabs({ lives, chosen, onChoose }: TabsProps) {
  const { t } = useTranslation('papers');
  const countOf = (life: Life) => lives?.find((one) => one.life === life)?.count ?? 0;
  const all = lives?.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="paper-tabs" role="group" aria-label={t('register.byLife')}>
      {[undefined, ...LIVES].map((life) => (
        <button key={life ?? 'all'} type="button" aria-pressed={chosen === life} onClick={() => onChoose(life)}>
          {t(`waits.${life ?? 'all'}`)}
          <b>{lives ? (life ? countOf(life) : all) : '…'}</b>
        </button>
      ))}
    </div>
  );
}

interface ListProps {
  rows: Entry[];
  loading: boolean;
  more: (() => void) | undefined;
}

function List({ rows, loading, more }: ListProps) {
  const { t } = useTranslation('papers');
  const columns = useColumns();
  return (
    <>
      <Table<Entry>
        rowKey={({ finding, ref }) => `${finding?.id ?? ''}/${ref}`}
        size="middle"
        columns={columns}
        dataSource={rows}
        loading={loading}
        pagination={false}
        scroll={{ x: 1_080 }}
        locale={{ emptyText: <EmptyState title={t('register.none')} hint={t('register.noneHint')} /> }}
      />
      {more && (
        <p className="paper-more">
          <Button onClick={more}>{t('register.more')}</Button>
        </p>
      )}
    </>
  );
}

function useColumns(): TableColumnsType<Entry> {
  const { t, i18n } = useTranslation('papers');
  const { title, units } = useTitles();
  return [
    {
      title: t('column.paper'),
      key: 'paper',
      width: 240,
      render: (_, entry) => (
        <span className="paper-name">
          <PaperLink entry={entry}>{entry.number ?? t('unnumbered')}</PaperLink>
          <span>
            {title(entry.title)} <SlipColour colour={entry.colour} />
          </span>
        </span>
      ),
    },
    {
      title: t('column.about'),
      key: 'about',
      width: 150,
      render: (_, { finding }) =>
        finding ? <a href={`/findings/${finding.id}`}>{finding.number}</a> : t('aboutDistrict'),
    },
    { title: t('column.to'), key: 'to', width: 180, render: (_, { to }) => units(to) },
    {
      title: t('column.life'),
      key: 'life',
      width: 260,
      render: (_, { life, number }) => <LifeSteps life={life} number={number} small />,
    },
    {
      title: t('column.reply'),
      key: 'reply',
      width: 190,
      render: (_, { replyDueAt }) => (replyDueAt ? <Countdown dueAt={replyDueAt} /> : '—'),
    },
    {
      title: t('column.written'),
      key: 'written',
      width: 170,
      render: (_, { writtenAt }) => spoken(writtenAt, i18n.language),
    },
  ];
}

function PaperLink({ entry: { origin, ref, finding }, children }: { entry: Entry; children: string }) {
  return origin === 'notice' && finding ? (
    <Link to="/papers/of/$finding/$ref" params={{ finding: finding.id, ref }}>
      {children}
    </Link>
  ) : (
    <Link to="/papers/$id" params={{ id: ref }}>
      {children}
    </Link>
  );
}
