import './assessment.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { written } from '../../design/dates';
import { signed } from './figures';
import { creditQuery } from './queries';

type Entry = Schemas['CreditEntry'];

/** 诚信档案: entries with their validity and what happened to each. */
export function CreditPage() {
  const { t } = useTranslation('assessment');
  const { data, error } = useQuery(creditQuery);
  const columns: TableColumnsType<Entry> = [
    { title: t('project.company'), dataIndex: 'companyName' },
    { title: t('project.name'), dataIndex: 'projectName' },
    { title: t('credit.fact'), dataIndex: 'fact' },
    { title: t('entry.points'), dataIndex: 'points', width: 90, align: 'right', render: signed },
    {
      title: t('credit.status'),
      dataIndex: 'status',
      width: 130,
      render: (status: Entry['status']) => t(`credit.step.${status}`),
    },
    {
      title: t('credit.validity'),
      key: 'validity',
      width: 230,
      render: (_, { effectiveFrom, expiresOn }) => (effectiveFrom ? `${effectiveFrom} – ${expiresOn}` : '—'),
    },
  ];
  return (
    <>
      <header className="page-head">
        <h1>{t('credit.title')}</h1>
        <p>{t('credit.hint')}</p>
      </header>
      <section className="sheet">
        <p>
          <Link to="/property">{t('project.back')}</Link>
        </p>
        {error && <ProblemNote problem={problemOf(error)} />}
        <ul>
          {data?.companies.map(({ companyId, name, points }) => (
            <li key={companyId}>{t('credit.points', { name, points: signed(points) })}</li>
          ))}
        </ul>
        <Table<Entry>
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={data?.items ?? []}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{ emptyText: <EmptyState title={t('credit.none')} hint={t('credit.noneHint')} /> }}
          expandable={{
            expandedRowRender: ({ basis, events, statementUntil }) => (
              <>
                <p>{t('credit.basis', { basis, until: written(statementUntil) })}</p>
                <ol>
                  {events.map((event) => (
                    <li
                      key={`${event.type} ${event.at}`}
                    >{`${written(event.at)} ${t(`credit.event.${event.type}`, { defaultValue: t('credit.step.noticed') })} ${event.reason ?? ''}`}</li>
                  ))}
                </ol>
              </>
            ),
          }}
        />
      </section>
    </>
  );
}
