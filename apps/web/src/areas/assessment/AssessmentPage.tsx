import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented, Select, Table, type TableColumnsType, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { written } from '../../design/dates';
import { overOf, score, shown } from './figures';
import { CHANGED, editionQuery, editionsQuery, ruleAppeal, verificationQuery } from './queries';
import type { AssessmentSearch } from './search';

const route = getRouteApi('/desk/assessment');
type Edition = Schemas['AssessmentEdition'];
type Unit = Schemas['AssessedUnit'];

/** 月度调度, 季度考核, 年度考核: each class compared within itself, each figure with its 口径. */
export function AssessmentPage() {
  const { t } = useTranslation('assessment');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = search.kind ?? 'month';
  const change = (changed: AssessmentSearch) => void navigate({ to: '.', search: changed, replace: true });
  const editions = useQuery(editionsQuery(kind));
  const items = editions.data?.items ?? [];
  const chosen = items.find(({ id }) => id === search.edition) ?? items[0];
  return (
    <>
      <header className="page-head">
        <h1>{t('board.title')}</h1>
        <p>{t(`board.hint.${kind}`)}</p>
      </header>
      <section className="sheet">
        <div className="assess-head">
          <Segmented
            aria-label={t('board.period')}
            value={kind}
            onChange={(value) => change({ kind: value })}
            options={(['month', 'quarter', 'year'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          {chosen && (
            <Select
              aria-label={t('board.edition')}
              style={{ minWidth: 280 }}
              value={chosen.id}
              onChange={(id) => change({ kind, edition: id })}
              options={items.map((one) => ({ value: one.id, label: <EditionName edition={one} /> }))}
            />
          )}
          {chosen && (
            <a href={`/api/v1/assessments/${chosen.id}/ranking.xlsx`} download>
              {t('board.export')}
            </a>
          )}
        </div>
        {editions.error && <ProblemNote problem={problemOf(editions.error)} />}
        {editions.data && !chosen && <EmptyState title={t('board.none')} hint={t('board.noneHint')} />}
        {chosen && (
          <EditionBoard id={chosen.id} search={search} onClass={(name) => change({ ...search, class: name })} />
        )}
      </section>
    </>
  );
}

function EditionName({ edition: { kind, start, edition, status } }: { edition: Edition }) {
  const { t } = useTranslation('assessment');
  return <>{`${periodName(t, kind, start)} · ${t('board.nth', { n: edition })} · ${t(`status.${status}`)}`}</>;
}

type T = ReturnType<typeof useTranslation<'assessment'>>['t'];

function periodName(t: T, kind: Edition['kind'], start: string): string {
  const [year, month] = start.split('-').map(Number) as [number, number];
  if (kind === 'year') return t('period.year', { year });
  if (kind === 'quarter') return t('period.quarter', { year, quarter: Math.ceil(month / 3) });
  return t('period.month', { year, month });
}

interface BoardProps {
  id: string;
  search: AssessmentSearch;
  onClass: (name: string) => void;
}

function EditionBoard({ id, search, onClass }: BoardProps) {
  const { t, i18n } = useTranslation('assessment');
  const { data, error, isPending } = useQuery(editionQuery(id));
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (isPending || !data) return <p role="status">{t('loading')}</p>;
  const { edition, floor, classes } = data;
  const zh = i18n.language.startsWith('zh');
  return (
    <>
      <p className="assess-note">
        <strong>{t('formula')}</strong> {zh ? data.formulaZh : data.formulaEn}
        <br />
        {t('floor', floor)}
        {edition.appealsUntil && edition.status === 'appealable' && (
          <>
            <br />
            {t('appealsUntil', { at: written(edition.appealsUntil) })}
          </>
        )}
        {edition.corrects && (
          <>
            <br />
            {t('corrects', { n: edition.edition - 1 })}
          </>
        )}
      </p>
      {classes.length === 0 ? (
        <EmptyState title={t('board.noClass')} hint={t('board.noneHint')} />
      ) : (
        <Tabs
          activeKey={classes.some((one) => one.class === search.class) ? search.class! : classes[0]!.class}
          onChange={onClass}
          items={classes.map((one) => ({
            key: one.class,
            label: t('classTab', { name: one.class, count: one.units.length }),
            children: <ClassTable units={one.units} editionId={id} levelled={one.levelled} />,
          }))}
        />
      )}
      {data.mayRule && <Appeals id={id} appeals={data.appeals} />}
      {data.proposals.length > 0 && <Proposals proposals={data.proposals} />}
      <Verification id={id} sha256={edition.sha256} />
    </>
  );
}

function ClassTable({ units, editionId, levelled }: { units: readonly Unit[]; editionId: string; levelled: boolean }) {
  const { t } = useTranslation('assessment');
  const columns: TableColumnsType<Unit> = [
    { title: t('column.rank'), key: 'rank', width: 110, render: (_, unit) => <Rank unit={unit} /> },
    {
      title: t('column.unit'),
      key: 'unit',
      width: 190,
      render: (_, { unitId, name }) => (
        <Link to="/assessment/$editionId/$unitId" params={{ editionId, unitId }}>
          {name}
        </Link>
      ),
    },
    { title: t('column.score'), dataIndex: 'score', align: 'right', width: 100, render: score },
    { title: t('column.deductions'), dataIndex: 'deductions', align: 'right', width: 100 },
    { title: t('column.bonuses'), dataIndex: 'bonuses', align: 'right', width: 100 },
    { title: t('column.points'), dataIndex: 'pointsInspected', align: 'right', width: 110 },
    { title: t('column.findings'), dataIndex: 'findings', align: 'right', width: 100 },
    { title: t('column.list'), key: 'list', width: 130, render: (_, { list }) => <List list={list} /> },
  ];
  return (
    <>
      {levelled && <p className="assess-note">{t('levelled')}</p>}
      <Table<Unit>
        rowKey="unitId"
        size="middle"
        columns={columns}
        dataSource={[...units]}
        pagination={false}
        scroll={{ x: 900 }}
        expandable={{ expandedRowRender: (unit) => <Figures figures={unit.figures} /> }}
      />
    </>
  );
}

function Rank({ unit: { rank, tied, why } }: { unit: Unit }) {
  const { t } = useTranslation('assessment');
  if (rank === null) return <span>{t(`why.${why ?? 'no_score'}`)}</span>;
  return (
    <span>
      {rank}
      {tied && <small> {t('tied')}</small>}
    </span>
  );
}

export function List({ list }: { list: 'red' | 'black' | null }) {
  const { t } = useTranslation('assessment');
  return list ? <span className="tag">{t(`list.${list}`)}</span> : <>—</>;
}

/** Each with its 口径; a rate over nothing is “—”. */
export function Figures({ figures }: { figures: readonly Schemas['AssessedFigure'][] }) {
  const { i18n } = useTranslation('assessment');
  const zh = i18n.language.startsWith('zh');
  return (
    <dl className="assess-figures">
      {figures.map((one) => (
        <div key={one.code}>
          <dt>{zh ? one.zh : one.en}</dt>
          <dd>
            {shown(one)} <small>{overOf(one)}</small>
            <small>{zh ? one.formulaZh : one.formulaEn}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Proposals({ proposals }: { proposals: readonly Schemas['AssessmentProposal'][] }) {
  const { t } = useTranslation('assessment');
  type Row = Schemas['AssessmentProposal'];
  const columns: TableColumnsType<Row> = [
    {
      title: t('proposal.measure'),
      dataIndex: 'measure',
      render: (measure: Row['measure']) => t(`measure.${measure}`),
    },
    { title: t('column.unit'), dataIndex: 'subjectName' },
    {
      title: t('proposal.share'),
      dataIndex: 'share',
      render: (share: number | null) => (share === null ? '—' : `${(share / 100).toFixed(2)}%`),
    },
    { title: t('proposal.basis'), dataIndex: 'basis' },
    {
      title: t('proposal.decision'),
      dataIndex: 'decision',
      render: (decision: Row['decision']) => t(`decision.${decision ?? 'open'}`),
    },
  ];
  return (
    <>
      <h2>{t('proposal.title')}</h2>
      <p className="assess-note">{t('proposal.hint')}</p>
      <Table<Row>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={[...proposals]}
        pagination={false}
        scroll={{ x: 800 }}
      />
    </>
  );
}

function Appeals({ id, appeals }: { id: string; appeals: readonly Schemas['ScoreAppeal'][] }) {
  const { t } = useTranslation('assessment');
  const open = appeals.filter(({ upheld }) => upheld === null);
  return (
    <>
      <h2>{t('appeal.open', { count: open.length })}</h2>
      {open.map((one) => (
        <Ruling key={one.id} id={id} appeal={one} />
      ))}
    </>
  );
}

function Ruling({ id, appeal }: { id: string; appeal: Schemas['ScoreAppeal'] }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const rule = useMutation({
    mutationFn: (upheld: boolean) => ruleAppeal(id, appeal.id, { upheld, reason }),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <div className="assess-form">
      <p>
        <strong>{appeal.unitName}</strong> {appeal.text}
      </p>
      <label>
        {t('appeal.reason')}
        <br />
        <input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </label>
      <span>
        <Button disabled={!reason.trim()} loading={rule.isPending} onClick={() => rule.mutate(true)}>
          {t('appeal.uphold')}
        </Button>{' '}
        <Button disabled={!reason.trim()} loading={rule.isPending} onClick={() => rule.mutate(false)}>
          {t('appeal.refuse')}
        </Button>
      </span>
      {rule.error && <ProblemNote problem={problemOf(rule.error)} />}
    </div>
  );
}

function Verification({ id, sha256 }: { id: string; sha256: string }) {
  const { t } = useTranslation('assessment');
  const { data, error, isFetching, refetch } = useQuery(verificationQuery(id));
  return (
    <section aria-label={t('verify.title')}>
      <h2>{t('verify.title')}</h2>
      <p className="assess-note">
        {t('verify.hint')} <span className="assess-hash">{sha256}</span>
      </p>
      <Button loading={isFetching} onClick={() => void refetch()}>
        {t('verify.action')}
      </Button>
      {data && <p role="status">{data.same ? t('verify.same') : t('verify.different', { hash: data.recomputed })}</p>}
      {error && <ProblemNote problem={problemOf(error)} />}
    </section>
  );
}
