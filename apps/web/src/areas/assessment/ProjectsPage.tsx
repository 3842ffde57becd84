import './assessment.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table, type TableColumnsType, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { score } from './figures';
import { List } from './figures-shown';
import { ProjectForm } from './ProjectForm';
import { PropertyTabs } from './PropertyTabs';
import { projectsQuery } from './queries';
import { StreetDraw } from './StreetDraw';

type Project = Schemas['PropertyProject'];
const HOUSING = ['commercial', 'old', 'resettlement'] as const;

/** 物业项目 by type of housing, as the office keeps them. */
export function ProjectsPage() {
  const { t } = useTranslation('assessment');
  const { data, error } = useQuery(projectsQuery);
  const [keeping, setKeeping] = useState(false);
  const columns: TableColumnsType<Project> = [
    {
      title: t('project.name'),
      key: 'name',
      render: (_, { id, name, closedOn }) => (
        <>
          <Link to="/property/projects/$id" params={{ id }}>
            {name}
          </Link>{' '}
          {closedOn && <span className="tag tone-still">{t('project.closed', { on: closedOn })}</span>}
        </>
      ),
    },
    {
      title: t('project.company'),
      key: 'company',
      render: (_, { companyId, companyName }) => (
        <Link to="/property/credit" search={{ company: companyId }}>
          {companyName}
        </Link>
      ),
    },
    { title: t('project.street'), dataIndex: 'streetName', width: 130 },
    { title: t('project.visits'), dataIndex: 'visits', width: 100, align: 'right' },
    { title: t('project.last'), dataIndex: 'lastVisitOn', width: 130, render: (on: string | null) => on ?? '—' },
    { title: t('project.score'), dataIndex: 'score', width: 120, align: 'right', render: score },
    { title: t('column.list'), key: 'list', width: 120, render: (_, { list }) => <List list={list} /> },
  ];
  return (
    <>
      <header className="page-head">
        <h1>{t('project.keep')}</h1>
        <p>{t('project.keepHint')}</p>
      </header>
      <section className="sheet">
        <PropertyTabs>
          {data?.mayKeep && (
            <Button type="primary" onClick={() => setKeeping(true)}>
              {t('project.open')}
            </Button>
          )}
        </PropertyTabs>
        {error && <ProblemNote problem={problemOf(error)} />}
        <Tabs
          items={HOUSING.map((housing) => {
            const own = data?.items.filter((one) => one.housing === housing) ?? [];
            return {
              key: housing,
              label: t('classTab', { name: t(`housing.${housing}`), count: own.length }),
              children: (
                <Table<Project>
                  rowKey="id"
                  size="middle"
                  columns={columns}
                  dataSource={own}
                  pagination={own.length > 25 ? { pageSize: 25, showSizeChanger: false } : false}
                  scroll={{ x: 900 }}
                  locale={{ emptyText: <EmptyState title={t('project.none')} hint={t('project.noneHint')} /> }}
                />
              ),
            };
          })}
        />
        <StreetDraw names={new Map(data?.items.map((one) => [one.id, `${one.name} · ${one.streetName}`]))} />
      </section>
      {keeping && <ProjectForm project={null} onDone={() => setKeeping(false)} />}
    </>
  );
}
