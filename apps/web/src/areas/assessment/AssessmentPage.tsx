import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Skeleton, Table, type TableColumnsType, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { spoken } from '../../design/dates';
import { EditionActs, EditionLife, EditionPicker, Proposals, Verification } from './EditionParts';
import { Figures, List, ScoreBar } from './figures-shown';
import { CHANGED, editionQuery, editionsQuery, ruleAppeal } from './queries';
import { Recognitions } from './Recognitions';
import type { AssessmentSearch } from './search';
import { YearMarks } from './YearMarks';

const route = getRouteApi('/desk/assessment');
type Assessment = Schemas['Assessment'];
type Unit = Schemas['AssessedUnit'];

/** 月度调度, 季度考核, 年度考核: each class compared within itself, each figure with its 口径. */
export function AssessmentPage() {
  const { t } = useTranslation('assessment');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = search.kind ?? 'month';
  const change = (changed: AssessmentSearch) => void navigate({ to: '.', search: changed, replace: true });
  const editions = useQuery(editionsQuery(kind, 'units'));
  const items = editions.data?.items ?? [];
  const chosen = items.find(({ id }) => id === search.edition) ?? items[0];
  const shown = useQuery(editionQuery(chosen?.id ?? ''));
  return (
    <>
      <header className="page-head">
        <h1>{t('board.title')}</h1>
        <p>{t(`board.hint.${kind}`)}</p>
      </header>
      <section className="sheet">
        <EditionPicker kind={kind} chosen={chosen} items={items} onChange={change}>
          {chosen && (
            <Button href={`/api/v1/assessments/${chosen.id}/ranking.xlsx`} download>
              {t('board.export')}
            </Button>
          )}
          {shown.data && chosen && (
            <EditionActs edition={chosen} mayDraft={shown.data.mayDraft} mayCorrect={shown.data.mayCorrect} />
          )}
        </EditionPicker>
        {(editions.error ?? shown.error) && <ProblemNote problem={problemOf(editions.error ?? shown.error)} />}
        {editions.data && !chosen && <EmptyState title={t('board.none')} hint={t('board.noneHint')} />}
        {chosen && shown.isPending && <Skeleton active />}
        {shown.data && (
          <EditionBoard data={shown.data} named={search.class} onClass={(name) => change({ ...search, class: name })} />
        )}
      </section>
      {kind === 'year' && <YearMarksOfUnits />}
      <Recognitions />
    </>
  );
}

const MARKERS = ['dispatcher', 'approver', 'leader', 'auditor', 'admin'] as const;

const YearMarksOfUnits = () => (bears(useMe(), MARKERS) ? <YearMarks subject="units" /> : null);

interface BoardProps {
  data: Assessment;
  named: string | undefined;
  onClass: (name: string) => void;
}

function EditionBoard({ data, named, onClass }: BoardProps) {
  const { t, i18n } = useTranslation('assessment');
  const { edition, floor, classes } = data;
  return (
    <>
      <EditionLife edition={edition} />
      <p className="assess-note">
        <strong>{t('formula')}</strong> {i18n.language === 'en' ? data.formulaEn : data.formulaZh} {t('floor', floor)}
      </p>
      {classes.length === 0 ? (
        <EmptyState title={t('board.noClass')} hint={t('board.noneHint')} />
      ) : (
        <Tabs
          activeKey={classes.some((one) => one.class === named) ? named! : classes[0]!.class}
          onChange={onClass}
          items={classes.map((one) => ({
            key: one.class,
            label: t('classTab', { name: one.class, count: one.units.length }),
            children: <ClassTable one={one} editionId={edition.id} />,
          }))}
        />
      )}
      {(data.mayRule || data.appeals.length > 0) && <Appeals data={data} />}
      {data.proposals.length > 0 && (
        <>
          <h2>{t('proposal.title')}</h2>
          <p className="assess-note">{t('proposal.hint')}</p>
          <Proposals
            proposals={data.proposals.map((proposal) => ({ edition: edition.id, proposal }))}
            mayDecide={data.mayDecide}
          />
        </>
      )}
      <Verification edition={edition} />
    </>
  );
}

function ClassTable({ one, editionId }: { one: Assessment['classes'][number]; editionId: string }) {
  const { t } = useTranslation('assessment');
  const { units, levelled, tooFewFor } = one;
  const columns: TableColumnsType<Unit> = [
    { title: t('column.rank'), key: 'rank', width: 190, render: (_, unit) => <Rank unit={unit} /> },
    {
      title: t('column.unit'),
      key: 'unit',
      render: (_, { unitId, name }) => (
        <Link to="/assessment/$editionId/$unitId" params={{ editionId, unitId }}>
          {name}
        </Link>
      ),
    },
    { title: t('column.score'), key: 'score', width: 210, render: (_, { score }) => <ScoreBar score={score} /> },
    { title: t('column.deductions'), dataIndex: 'deductions', align: 'right', width: 90 },
    { title: t('column.bonuses'), dataIndex: 'bonuses', align: 'right', width: 90 },
    { title: t('column.points'), dataIndex: 'pointsInspected', align: 'right', width: 110 },
    { title: t('column.findings'), dataIndex: 'findings', align: 'right', width: 90 },
    { title: t('column.list'), key: 'list', width: 120, render: (_, { list }) => <List list={list} /> },
  ];
  return (
    <>
      {levelled && <p className="assess-note assess-warn">{t('levelled')}</p>}
      {tooFewFor !== null && <p className="assess-note">{t('tooFew', { least: tooFewFor })}</p>}
      <Table<Unit>
        rowKey="unitId"
        size="middle"
        columns={columns}
        dataSource={[...units]}
        pagination={units.length > 25 ? { pageSize: 25, showSizeChanger: false } : false}
        scroll={{ x: 900 }}
        expandable={{ expandedRowRender: (unit) => <Figures figures={unit.figures} /> }}
      />
    </>
  );
}

function Rank({ unit: { rank, tied, why } }: { unit: Unit }) {
  const { t } = useTranslation('assessment');
  if (rank === null) return <span className="assess-soft">{t(`why.${why ?? 'no_score'}`)}</span>;
  return (
    <b className="assess-rank">
      {rank}
      {tied && <small> {t('tied')}</small>}
    </b>
  );
}

function Appeals({ data: { edition, appeals, mayRule } }: { data: Assessment }) {
  const { t, i18n } = useTranslation('assessment');
  const open = appeals.filter(({ upheld }) => upheld === null);
  return (
    <>
      <h2>{t('appeal.open', { count: open.length })}</h2>
      {open.length === 0 && appeals.length === 0 && <p className="assess-note">{t('appeal.none')}</p>}
      <ul className="appeals">
        {appeals.map((one) => (
          <li key={one.id}>
            <p>
              <b>{one.unitName}</b> <small>{spoken(one.askedAt, i18n.language)}</small>{' '}
              <span className={`tag ${one.upheld === null ? 'tone-soon' : one.upheld ? 'tone-good' : 'tone-still'}`}>
                {t(`ruling.${one.upheld === null ? 'open' : one.upheld ? 'upheld' : 'refused'}`)}
              </span>
            </p>
            <p>{one.text}</p>
            {mayRule && one.upheld === null && <Ruling id={edition.id} appeal={one} />}
          </li>
        ))}
      </ul>
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
    <div className="ruling">
      <Input
        aria-label={t('appeal.reason')}
        placeholder={t('appeal.reason')}
        value={reason}
        maxLength={500}
        onChange={({ target }) => setReason(target.value)}
      />
      <Button disabled={!reason.trim()} loading={rule.isPending} onClick={() => rule.mutate(true)}>
        {t('appeal.uphold')}
      </Button>
      <Button disabled={!reason.trim()} loading={rule.isPending} onClick={() => rule.mutate(false)}>
        {t('appeal.refuse')}
      </Button>
      {rule.error && <ProblemNote problem={problemOf(rule.error)} />}
    </div>
  );
}
