import './assessment.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Skeleton, Table, type TableColumnsType, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { EditionActs, EditionLife, EditionPicker, Proposals, Verification } from './EditionParts';
import { score, signed } from './figures';
import { List, ScoreBar } from './figures-shown';
import { PropertyTabs } from './PropertyTabs';
import { editionsQuery, propertyEditionQuery } from './queries';
import type { AssessmentSearch } from './search';
import { YearMarks } from './YearMarks';

const route = getRouteApi('/desk/property');
type Edition = Schemas['PropertyEdition'];
type Project = Edition['projects'][number];
const HOUSING = ['commercial', 'old', 'resettlement'] as const;
const MARKERS = ['dispatcher', 'approver', 'leader', 'auditor', 'admin'] as const;

/** 物业服务考核: months, quarters and years at two levels, each type of housing compared within itself. */
export function PropertyPage() {
  const { t } = useTranslation('assessment');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = search.kind ?? 'quarter';
  const change = (changed: AssessmentSearch) => void navigate({ to: '.', search: changed, replace: true });
  const editions = useQuery(editionsQuery(kind, 'property'));
  const items = editions.data?.items ?? [];
  const chosen = items.find(({ id }) => id === search.edition) ?? items[0];
  const shown = useQuery(propertyEditionQuery(chosen?.id ?? ''));
  const problem = editions.error ?? shown.error;
  return (
    <>
      <header className="page-head">
        <h1>{t('project.title')}</h1>
        <p>{t('project.hint')}</p>
      </header>
      <section className="sheet">
        <PropertyTabs />
        <EditionPicker kind={kind} chosen={chosen} items={items} onChange={change}>
          {shown.data && chosen && (
            <EditionActs edition={chosen} mayDraft={shown.data.mayDraft} mayCorrect={shown.data.mayCorrect} />
          )}
        </EditionPicker>
        {problem && <ProblemNote problem={problemOf(problem)} />}
        {editions.data && !chosen && <EmptyState title={t('board.none')} hint={t('board.noneHint')} />}
        {chosen && shown.isPending && <Skeleton active />}
        {shown.data && (
          <Board data={shown.data} named={search.class} onType={(name) => change({ ...search, class: name })} />
        )}
      </section>
      {kind === 'year' && bears(me, MARKERS) && <YearMarks subject="property" />}
    </>
  );
}

interface BoardProps {
  data: Edition;
  named: string | undefined;
  onType: (name: string) => void;
}

function Board({ data, named, onType }: BoardProps) {
  const { t, i18n } = useTranslation('assessment');
  const { edition, projects, companies, proposals } = data;
  const listed = edition.kind !== 'month';
  return (
    <>
      <EditionLife edition={edition} />
      <p className="assess-note">
        <strong>{t('formula')}</strong> {i18n.language === 'en' ? data.formulaEn : data.formulaZh}
      </p>
      <Tabs
        activeKey={HOUSING.find((one) => one === named) ?? HOUSING[0]}
        onChange={onType}
        items={HOUSING.map((housing) => {
          const own = projects.filter((one) => one.housing === housing);
          return {
            key: housing,
            label: t('classTab', { name: t(`housing.${housing}`), count: own.length }),
            children: <Projects projects={own} listed={listed} />,
          };
        })}
      />
      <h2>{t('project.companies')}</h2>
      <Table
        rowKey="companyId"
        size="small"
        pagination={false}
        dataSource={companies.toSorted((a, b) => b.score - a.score)}
        columns={[
          {
            title: t('project.company'),
            key: 'name',
            render: (_, one: Edition['companies'][number]) => (
              <Link to="/property/credit" search={{ company: one.companyId }}>
                {one.name}
              </Link>
            ),
          },
          { title: t('column.score'), dataIndex: 'score', width: 130, align: 'right', render: score },
          { title: t('credit.level'), dataIndex: 'level', width: 130 },
        ]}
      />
      {proposals.length > 0 && (
        <>
          <h2>{t('proposal.title')}</h2>
          <p className="assess-note">{t('proposal.hint')}</p>
          <Proposals
            proposals={proposals.map((proposal) => ({ edition: edition.id, proposal }))}
            mayDecide={data.mayDecide}
          />
        </>
      )}
      <Verification edition={edition} />
    </>
  );
}

function Projects({ projects, listed }: { projects: readonly Project[]; listed: boolean }) {
  const { t } = useTranslation('assessment');
  const columns: TableColumnsType<Project> = [
    {
      title: t('project.name'),
      key: 'name',
      render: (_, { projectId, name }) => (
        <Link to="/property/projects/$id" params={{ id: projectId }}>
          {name}
        </Link>
      ),
    },
    { title: t('project.company'), dataIndex: 'companyName' },
    { title: t('project.street'), dataIndex: 'streetName', width: 120 },
    { title: t('column.score'), key: 'score', width: 200, render: (_, one) => <ScoreBar score={one.score} /> },
    { title: t('project.byStreet'), dataIndex: 'street', width: 100, align: 'right', render: score },
    { title: t('project.byDistrict'), dataIndex: 'district', width: 100, align: 'right', render: score },
    { title: t('project.visits'), dataIndex: 'inspections', width: 90, align: 'right' },
    ...(listed
      ? [
          {
            title: t('column.list'),
            key: 'list',
            width: 150,
            render: (_: unknown, { list, credit }: Project) => (
              <>
                <List list={list} /> {credit !== 0 && <small>{t('credit.pointsOf', { points: signed(credit) })}</small>}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <Table<Project>
      rowKey="projectId"
      size="middle"
      columns={columns}
      dataSource={projects.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))}
      pagination={projects.length > 25 ? { pageSize: 25, showSizeChanger: false } : false}
      scroll={{ x: 1000 }}
      locale={{ emptyText: <EmptyState title={t('project.none')} hint={t('project.noneHint')} /> }}
    />
  );
}
