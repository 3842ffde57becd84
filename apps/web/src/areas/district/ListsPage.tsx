import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas, unitsQuery } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { listsQuery, selfChecksQuery } from './queries';

type List = Schemas['IssueLists']['items'][number];
type SelfCheck = Schemas['SelfCheck'];

export const rateOf = ({ rate }: Schemas['Clearing']): string => (rate === null ? '—' : `${(rate * 100).toFixed(1)}%`);

/** 清单: clearing rate of each, and the self-checks that a finding elsewhere asked of others. */
export function ListsPage() {
  const { t } = useTranslation('district');
  const { data, error, isPending } = useQuery(listsQuery);
  return (
    <>
      <header className="page-head">
        <h1>{t('lists.title')}</h1>
        <p>{t('lists.hint')}</p>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <section className="sheet district-sheet">
        <Table<List>
          rowKey="id"
          loading={isPending}
          dataSource={data?.items ?? []}
          pagination={false}
          locale={{ emptyText: <EmptyState title={t('lists.none')} /> }}
          columns={[
            {
              title: t('lists.name'),
              render: (_, { id, title }) => (
                <Link to="/lists/$id" params={{ id }}>
                  {title}
                </Link>
              ),
            },
            { title: t('lists.total'), width: 100, render: (_, { clearing }) => clearing.total },
            { title: t('lists.open'), width: 100, render: (_, { clearing }) => clearing.open },
            { title: t('lists.rate'), width: 120, render: (_, { clearing }) => rateOf(clearing) },
            {
              title: t('lists.zero'),
              width: 150,
              render: (_, { daysAtZero }) => (daysAtZero === null ? '—' : t('lists.zeroFor', { count: daysAtZero })),
            },
          ]}
        />
      </section>
      <SelfChecks />
    </>
  );
}

function SelfChecks() {
  const { t } = useTranslation('district');
  const units = useQuery(unitsQuery).data?.items;
  const { data } = useQuery(selfChecksQuery);
  return (
    <section className="sheet district-sheet">
      <h2>{t('selfCheck.title')}</h2>
      <Table<SelfCheck>
        rowKey="id"
        size="small"
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: <EmptyState title={t('selfCheck.none')} /> }}
        columns={[
          {
            title: t('case.unit'),
            width: 160,
            render: (_, { unitId }) => units?.find(({ id }) => id === unitId)?.name ?? '—',
          },
          { title: t('selfCheck.task'), dataIndex: 'task' },
          { title: t('selfCheck.due'), dataIndex: 'due', width: 120 },
          { title: t('selfCheck.answer'), width: 300, render: (_, row) => <Answer key={row.id} task={row} /> },
        ]}
      />
    </section>
  );
}

/** Checked: none, or what was found, one a line. */
function Answer({ task }: { task: SelfCheck }) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const [found, setFound] = useState('');
  const lines = found
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const answer = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/self-checks/{id}/answer', {
          params: { path: { id: task.id } },
          body: {
            text:
              lines.length === 0 ? t('selfCheck.checkedNone') : t('selfCheck.checkedFound', { count: lines.length }),
            found: lines.map((description) => ({ description, pointName: null })),
          },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  if (task.found !== null)
    return <>{task.found === 0 ? t('selfCheck.checkedNone') : t('selfCheck.checkedFound', { count: task.found })}</>;
  if (!task.mayAnswer) return <>{t('selfCheck.waits')}</>;
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        answer.mutate();
      }}
    >
      <Input.TextArea
        aria-label={t('selfCheck.found')}
        placeholder={t('selfCheck.found')}
        value={found}
        onChange={({ target }) => setFound(target.value)}
      />
      {answer.error && <ProblemNote problem={problemOf(answer.error)} />}
      <Button htmlType="submit" loading={answer.isPending}>
        {lines.length === 0 ? t('selfCheck.sayNone') : t('selfCheck.sayFound', { count: lines.length })}
      </Button>
    </form>
  );
}
