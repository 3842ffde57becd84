import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Modal, Skeleton, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { spoken } from '../../design/dates';
import { CreditActs, CreditEvents, CreditLife, Validity } from './CreditSteps';
import { Exits } from './Exits';
import { score, signed } from './figures';
import { PropertyTabs } from './PropertyTabs';
import { CHANGED, creditQuery, keepCompany } from './queries';

const route = getRouteApi('/desk/property/credit');
type Entry = Schemas['CreditEntry'];
type Company = Schemas['CreditFile']['companies'][number];

/** 企业与诚信档案: companies with their credit, entries with their validity and what happened to each. */
export function CreditPage() {
  const { t } = useTranslation('assessment');
  const { company } = route.useSearch();
  const { data, error } = useQuery(creditQuery);
  const [naming, setNaming] = useState<Company | 'new' | null>(null);
  const isChosen = ({ companyId }: { companyId: string }) => company === undefined || companyId === company;
  const entries = (data?.items ?? []).filter(isChosen);
  const exits = (data?.exits ?? []).filter(isChosen);
  const chosen = data?.companies.find(({ companyId }) => companyId === company);
  return (
    <>
      <header className="page-head">
        <h1>{t('credit.title')}</h1>
        <p>{t('credit.hint')}</p>
      </header>
      <section className="sheet">
        <PropertyTabs>
          {data?.mayKeep && <Button onClick={() => setNaming('new')}>{t('credit.newCompany')}</Button>}
        </PropertyTabs>
        {error && <ProblemNote problem={problemOf(error)} />}
        {!data && !error && <Skeleton active />}
        {data && (
          <>
            <Companies companies={data.companies} mayKeep={data.mayKeep} onRename={setNaming} />
            <h2>
              {chosen ? t('credit.entriesOf', { name: chosen.name }) : t('credit.entries')}{' '}
              {chosen && <Link to="/property/credit">{t('credit.all')}</Link>}
            </h2>
            {entries.length === 0 && <EmptyState title={t('credit.none')} hint={t('credit.noneHint')} />}
            <ul className="credit-file">
              {entries.map((entry) => (
                <li key={entry.id}>
                  <CreditEntry entry={entry} />
                </li>
              ))}
            </ul>
            {exits.length > 0 && <Exits exits={exits} />}
          </>
        )}
      </section>
      {naming && <Naming company={naming} onDone={() => setNaming(null)} />}
    </>
  );
}

interface CompaniesProps {
  companies: readonly Company[];
  mayKeep: boolean;
  onRename: (company: Company) => void;
}

function Companies({ companies, mayKeep, onRename }: CompaniesProps) {
  const { t } = useTranslation('assessment');
  const columns: TableColumnsType<Company> = [
    {
      title: t('project.company'),
      key: 'name',
      render: (_, { companyId, name }) => (
        <Link to="/property/credit" search={{ company: companyId }}>
          {name}
        </Link>
      ),
    },
    { title: t('credit.projects'), dataIndex: 'projects', width: 110, align: 'right' },
    { title: t('project.score'), dataIndex: 'score', width: 130, align: 'right', render: score },
    { title: t('credit.level'), dataIndex: 'level', width: 110, render: (level: string | null) => level ?? '—' },
    {
      title: t('credit.points'),
      dataIndex: 'points',
      width: 150,
      align: 'right',
      render: (points: number) => (
        <b className={points < 0 ? 'points-off' : points > 0 ? 'points-on' : ''}>{signed(points)}</b>
      ),
    },
    ...(mayKeep
      ? [
          {
            title: t('entry.action'),
            key: 'rename',
            width: 110,
            render: (_: unknown, company: Company) => (
              <Button size="small" onClick={() => onRename(company)}>
                {t('credit.rename')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Table<Company>
      rowKey="companyId"
      size="middle"
      columns={columns}
      dataSource={[...companies]}
      pagination={false}
      scroll={{ x: 800 }}
    />
  );
}

function Naming({ company, onDone }: { company: Company | 'new'; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [name, setName] = useState(company === 'new' ? '' : company.name);
  const keep = useMutation({
    mutationFn: () => keepCompany(company === 'new' ? null : company.companyId, name),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <Modal
      open
      title={t(company === 'new' ? 'credit.newCompany' : 'credit.rename')}
      onCancel={onDone}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !name.trim() }}
      confirmLoading={keep.isPending}
      onOk={() => keep.mutate()}
    >
      <label className="field">
        {t('credit.companyName')}
        <Input maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      {keep.error && <ProblemNote problem={problemOf(keep.error)} />}
    </Modal>
  );
}

function CreditEntry({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('assessment');
  return (
    <article className="credit-entry" aria-label={`${entry.companyName} ${entry.projectName}`}>
      <header>
        <b>{entry.companyName}</b>
        <Link to="/property/projects/$id" params={{ id: entry.projectId }}>
          {entry.projectName}
        </Link>
        <b className={entry.points < 0 ? 'points-off' : entry.points > 0 ? 'points-on' : ''}>
          {t('credit.pointsOf', { points: signed(entry.points) })}
        </b>
        <span className="assess-soft">
          <Validity entry={entry} />
        </span>
      </header>
      <p>
        {entry.fact}
        {t('stop')}
        {t('credit.basis', { basis: entry.basis })}
      </p>
      <CreditLife entry={entry} />
      {entry.status === 'noticed' && (
        <p className="assess-note">{t('credit.heardUntil', { at: spoken(entry.statementUntil, i18n.language) })}</p>
      )}
      <CreditActs entry={entry} />
      <details>
        <summary>{t('credit.events', { count: entry.events.length })}</summary>
        <CreditEvents entry={entry} />
      </details>
    </article>
  );
}
