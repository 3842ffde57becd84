import './findings.css';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { countsQuery, findingsQuery, type Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { useColumns } from './columns';
import { filterOf, type FindingSearch } from './search';

const route = getRouteApi('/desk/findings');

/** 问题清单: what the caller may see, newest first. */
export function FindingsPage() {
  const { t } = useTranslation('findings');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: Partial<Record<keyof FindingSearch, FindingSearch[keyof FindingSearch] | undefined>>) =>
    void navigate({ to: '.', search: (before: FindingSearch) => ({ ...before, ...changed }) as FindingSearch, replace: true });
  return (
    <>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p>{t('hint')}</p>
      </header>
      <section className="sheet findings">
        <Stages at={search} onChange={change} />
        <search className="findings-search">
          <input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={search.text}
            maxLength={100}
            onKeyDown={(event) => {
              // Enter ends the choice of characters first (IME), and searches only then.
              if (event.key === 'Enter' && !event.nativeEvent.isComposing)
                change({ text: event.currentTarget.value.trim() || undefined });
            }}
          />
          <label>
            <input
              type="checkbox"
              checked={search.overdue ?? false}
              onChange={({ target }) => change({ overdue: target.checked || undefined })}
            />
            {t('overdueOnly')}
          </label>
        </search>
        <List search={search} />
      </section>
    </>
  );
}

interface StagesProps {
  at: FindingSearch;
  onChange: (changed: { stage: FindingSearch['stage'] | undefined }) => void;
}

function Stages({ at, onChange }: StagesProps) {
  const { t } = useTranslation(['findings', 'words']);
  const { stage: chosen, ...rest } = at;
  const { data } = useQuery(countsQuery(filterOf(rest)));
  const stages = data?.stages ?? [];
  const all = stages.reduce((sum, { findings }) => sum + findings, 0);
  return (
    <div className="findings-stages" role="group" aria-label={t('byStage')}>
      <button type="button" aria-pressed={chosen === undefined} onClick={() => onChange({ stage: undefined })}>
        {t('all')}
        <b>{data ? all : '…'}</b>
      </button>
      {stages.map(({ stage, findings, overdue }) => (
        <button key={stage} type="button" aria-pressed={chosen === stage} onClick={() => onChange({ stage })}>
          {t(`words:stage.${stage}`)}
          <b>{findings}</b>
          {overdue > 0 && <span className="tag tone-late">{t('overdueCount', { count: overdue })}</span>}
        </button>
      ))}
    </div>
  );
}

function List({ search }: { search: FindingSearch }) {
  const { t } = useTranslation('findings');
  const columns = useColumns();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    findingsQuery(filterOf(search)),
  );
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Table<Schemas['FindingSummary']>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={rows}
        loading={isPending}
        pagination={false}
        scroll={{ x: 1_080 }}
        locale={{ emptyText: <EmptyState title={t('none.title')} hint={t('none.hint')} /> }}
      />
      {hasNextPage && (
        <p className="findings-more">
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {t('more')}
          </Button>
        </p>
      )}
    </>
  );
}
