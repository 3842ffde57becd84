import './district.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { Countdown } from '../../design/Countdown';
import { Figure } from '../../design/Figure';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';
import { rateOf } from './ListsPage';
import { listQuery } from './queries';

const route = getRouteApi('/desk/lists/$id');
type Day = Schemas['IssueList']['history'][number];

/** 一张清单: its measures down to department and position, and 动态清零 by day. */
export function ListPage() {
  const { t } = useTranslation('district');
  const { id } = route.useParams();
  const units = useQuery(unitsQuery).data?.items;
  const { data, error } = useQuery(listQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { list, history, measures } = data;
  return (
    <>
      <header className="page-head">
        <h1>{list.title}</h1>
      </header>
      <section className="sheet district-sheet">
        <div className="district-figures">
          <Figure label={t('lists.total')} value={list.clearing.total} formula={t('lists.totalRule')} />
          <Figure label={t('lists.open')} value={list.clearing.open} formula={t('lists.openRule')} />
          <Figure label={t('lists.rate')} value={rateOf(list.clearing)} formula={t('lists.rateRule')} />
        </div>
        <h2>{t('lists.history')}</h2>
        <div className="district-bars" role="img" aria-label={t('lists.chart')}>
          {history.map(({ date, clearing }) => (
            <span
              key={date}
              title={`${date} ${rateOf(clearing)}`}
              style={{ height: `${(clearing.rate ?? 0) * 100}%` }}
            />
          ))}
        </div>
        <Table<Day>
          rowKey="date"
          size="small"
          dataSource={history.toReversed()}
          pagination={{ pageSize: 7, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('lists.date'), dataIndex: 'date' },
            { title: t('lists.total'), render: (_, { clearing }) => clearing.total },
            { title: t('lists.open'), render: (_, { clearing }) => clearing.open },
            { title: t('lists.rate'), render: (_, { clearing }) => rateOf(clearing) },
            { title: t('lists.zero'), render: (_, { clearing }) => (clearing.zero ? t('lists.isZero') : '—') },
          ]}
        />
      </section>
      <section className="sheet district-sheet">
        <h2>{t('lists.measures')}</h2>
        <Table<Schemas['ListedMeasure']>
          rowKey="findingId"
          size="small"
          dataSource={measures}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          scroll={{ x: 1_200 }}
          columns={[
            { title: t('round.no'), dataIndex: 'ordinal', width: 60 },
            { title: t('lists.problem'), dataIndex: 'problem', width: 220 },
            {
              title: t('lists.measure'),
              render: (_, { findingId, description }) => (
                <Link to="/findings/$id" params={{ id: findingId }}>
                  {description}
                </Link>
              ),
            },
            { title: t('lists.claim'), dataIndex: 'claim', width: 100 },
            {
              title: t('case.unit'),
              width: 200,
              render: (_, { unitId, leader, officer }) =>
                [units?.find((unit) => unit.id === unitId)?.name, leader, officer].filter(Boolean).join(' · ') || '—',
            },
            {
              title: t('lists.milestones'),
              width: 220,
              render: (_, { milestones }) => milestones.map(({ name, date }) => `${name} ${date}`).join('；') || '—',
            },
            { title: t('case.status'), width: 110, render: (_, { status }) => <StatusTag status={status} /> },
            {
              title: t('case.due'),
              width: 210,
              render: (_, { dueAt }) => <Countdown dueAt={dueAt} provisional={false} />,
            },
          ]}
        />
      </section>
    </>
  );
}
