import './assessment.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table, type TableColumnsType, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { List } from './AssessmentPage';
import { score } from './figures';
import { projectsQuery } from './queries';

type Project = Schemas['PropertyProject'];
const HOUSING = ['commercial', 'old', 'resettlement'] as const;

/** 物业项目 by type of housing, with the lists of the last published quarter. */
export function ProjectsPage() {
  const { t } = useTranslation('assessment');
  const { data, error } = useQuery(projectsQuery);
  const columns: TableColumnsType<Project> = [
    {
      title: t('project.name'),
      key: 'name',
      render: (_, { id, name }) => (
        <Link to="/property/projects/$id" params={{ id }}>
          {name}
        </Link>
      ),
    },
    { title: t('project.company'), dataIndex: 'companyName' },
    { title: t('project.street'), dataIndex: 'streetName', width: 130 },
    { title: t('project.visits'), dataIndex: 'visits', width: 110, align: 'right' },
    { title: t('project.last'), dataIndex: 'lastVisitOn', width: 130, render: (on: string | null) => on ?? '—' },
    { title: t('project.score'), dataIndex: 'score', width: 120, align: 'right', render: score },
    { title: t('column.list'), key: 'list', width: 130, render: (_, { list }) => <List list={list} /> },
  ];
  return (
    <>
      <header className="page-head">
        <h1>{t('project.title')}</h1>
        <p>{t('project.hint')}</p>
      </header>
      <section className="sheet">
        <p>
          <Link to="/property/credit">{t('credit.title')}</Link>
        </p>
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
                  pagination={false}
                  scroll={{ x: 900 }}
                  locale={{ emptyText: <EmptyState title={t('project.none')} hint={t('project.noneHint')} /> }}
                />
              ),
            };
          })}
        />
      </section>
    </>
  );
}
