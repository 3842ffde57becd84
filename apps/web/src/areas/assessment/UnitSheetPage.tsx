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
import { spoken, written } from '../../design/dates';
import { EditionLife } from './EditionParts';
import { score, signed } from './figures';
import { Figures, List } from './figures-shown';
import { periodName } from './period';
import { appeal, CHANGED, groundQuery, sheetQuery } from './queries';
import { Document } from './Recognitions';
import { ScoreTrend } from './ScoreTrend';

const route = getRouteApi('/desk/assessment/$editionId/$unitId');
type Entry = Schemas['ScoreEntry'];
type Sheet = Schemas['UnitScoreSheet'];
const ROLES = ['lead', 'territory', 'baobao', 'co'] as const;

/** 单位得分台账: the score, what it is made of, its lines, and the event behind each. */
export function UnitSheetPage() {
  const { t, i18n } = useTranslation('assessment');
  const { editionId, unitId } = route.useParams();
  const { data, error } = useQuery(sheetQuery(editionId, unitId));
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { unit, edition } = data;
  return (
    <>
      <header className="page-head">
        <h1>{t('sheet.title', { name: unit.name })}</h1>
        <p>{`${periodName(t, edition.kind, edition.start)} · ${t('board.nth', { n: edition.edition })} · ${data.class}`}</p>
      </header>
      <section className="sheet">
        <p className="assess-back">
          <Link to="/assessment" search={{ kind: edition.kind, edition: editionId, class: data.class }}>
            {t('sheet.back')}
          </Link>
        </p>
        <EditionLife edition={edition} />
        <Sums data={data} />
        <p className="assess-note">
          <strong>{t('formula')}</strong> {i18n.language === 'en' ? data.formulaEn : data.formulaZh}{' '}
          {t('floor', data.floor)}
        </p>
        <div className="sheet-pair">
          <section aria-label={t('sheet.byRole')}>
            <h2>{t('sheet.byRole')}</h2>
            <ByRole data={data} />
          </section>
          {data.trend.length > 1 && (
            <section aria-label={t('trend.title')}>
              <h2>{t('trend.title')}</h2>
              <ScoreTrend kind={edition.kind} points={data.trend} />
            </section>
          )}
        </div>
        <h2>{t('entry.title')}</h2>
        <Ledger data={data} />
        {data.appeals.length > 0 && <OwnAppeals appeals={data.appeals} entries={data.entries} />}
        <h2>{t('sheet.figures')}</h2>
        <Figures figures={unit.figures} />
      </section>
    </>
  );
}

function Sums({ data: { unit, normaliser } }: { data: Sheet }) {
  const { t } = useTranslation('assessment');
  return (
    <dl className="sums">
      <div>
        <dt>{t('column.score')}</dt>
        <dd>{score(unit.score)}</dd>
      </div>
      <div>
        <dt>{t('column.rank')}</dt>
        <dd>
          {unit.rank ?? '—'} {unit.why && <small>{t(`why.${unit.why}`)}</small>}
          {unit.tied && <small>{t('tied')}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('column.deductions')}</dt>
        <dd>
          {unit.deductions} <small>{t('sheet.normalised', { by: normaliser.toFixed(2) })}</small>
        </dd>
      </div>
      <div>
        <dt>{t('column.bonuses')}</dt>
        <dd>{unit.bonuses}</dd>
      </div>
      <div>
        <dt>{t('column.points')}</dt>
        <dd>{unit.pointsInspected}</dd>
      </div>
      <div>
        <dt>{t('column.findings')}</dt>
        <dd>{unit.findings}</dd>
      </div>
      <div>
        <dt>{t('column.list')}</dt>
        <dd>
          <List list={unit.list} />
        </dd>
      </div>
    </dl>
  );
}

const thousandths = (points: number): number => Math.round(points * 1000) / 1000;

/** 牵头、属地、包保、协办: what it answers for in each role, and who stands surety. */
function ByRole({ data: { entries, suretyFor, suretyBy } }: { data: Sheet }) {
  const { t } = useTranslation('assessment');
  return (
    <>
      <table className="assess-plain">
        <thead>
          <tr>
            <th scope="col">{t('entry.role')}</th>
            <th scope="col">{t('sheet.lines')}</th>
            <th scope="col">{t('column.deductions')}</th>
            <th scope="col">{t('column.bonuses')}</th>
          </tr>
        </thead>
        <tbody>
          {ROLES.map((role) => {
            const own = entries.filter((one) => one.role === role);
            const sum = (sign: 1 | -1) =>
              thousandths(own.reduce((total, { points }) => total + (points * sign > 0 ? points : 0), 0));
            return (
              <tr key={role}>
                <th scope="row">{t(`role.${role}`)}</th>
                <td>{own.length}</td>
                <td>{signed(sum(-1))}</td>
                <td>{signed(sum(1))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="assess-note">
        {suretyFor.length > 0 && <span>{t('sheet.suretyFor', { names: suretyFor.join(t('comma')) })} </span>}
        {suretyBy.length > 0 && <span>{t('sheet.suretyBy', { names: suretyBy.join(t('comma')) })}</span>}
        {suretyFor.length + suretyBy.length === 0 && t('sheet.noSurety')}
      </p>
    </>
  );
}

function Ledger({ data: { edition, entries } }: { data: Sheet }) {
  const { t } = useTranslation('assessment');
  const [appealing, setAppealing] = useState<Entry | null>(null);
  const anyAppeal = entries.some(({ mayAppeal }) => mayAppeal);
  const columns: TableColumnsType<Entry> = [
    { title: t('entry.at'), dataIndex: 'occurredAt', width: 170, render: (at: string) => written(at) },
    {
      title: t('entry.rule'),
      key: 'rule',
      render: (_, { ruleZh, reverses }) => (reverses ? t('entry.reversal', { rule: ruleZh }) : ruleZh),
    },
    { title: t('entry.role'), dataIndex: 'role', width: 100, render: (role: Entry['role']) => t(`role.${role}`) },
    {
      title: t('entry.version'),
      dataIndex: 'ruleVersion',
      width: 110,
      render: (version: number) => (
        <Link to="/rulebook" search={{ version }}>
          {t('entry.nthVersion', { version })}
        </Link>
      ),
    },
    {
      title: t('entry.points'),
      dataIndex: 'points',
      width: 90,
      align: 'right',
      render: (points: number) => <b className={points < 0 ? 'points-off' : 'points-on'}>{signed(points)}</b>,
    },
    ...(anyAppeal
      ? [
          {
            title: t('entry.action'),
            key: 'action',
            width: 110,
            render: (_: unknown, entry: Entry) =>
              entry.mayAppeal ? (
                <Button size="small" onClick={() => setAppealing(entry)}>
                  {t('appeal.action')}
                </Button>
              ) : (
                '—'
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <p className="assess-note">{t('entry.hint')}</p>
      <Table<Entry>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={entries}
        pagination={entries.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 800 }}
        locale={{ emptyText: <EmptyState title={t('entry.none')} hint={t('entry.noneHint')} /> }}
        expandable={{ expandedRowRender: (entry) => <GroundOf editionId={edition.id} entryId={entry.id} /> }}
      />
      {appealing && <AppealForm editionId={edition.id} entry={appealing} onDone={() => setAppealing(null)} />}
    </>
  );
}

/** What a line rests on. */
export function GroundOf({ editionId, entryId }: { editionId: string; entryId: string }) {
  const { t, i18n } = useTranslation('assessment');
  const { data, error } = useQuery(groundQuery(editionId, entryId));
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <p role="status">{t('loading')}</p>;
  const { event, recognition } = data;
  if (recognition)
    return (
      <p className="ground">
        {recognition.on} <Document ground={recognition} />
        {recognition.place && ` · ${recognition.place}`}
      </p>
    );
  if (!event) return <p>{t('ground.other')}</p>;
  return (
    <p className="ground">
      <Link to="/findings/$id" params={{ id: event.findingId }}>
        {event.number}
      </Link>{' '}
      {event.description}
      {event.pointName && ` · ${event.pointName}`}
      <br />
      <small>
        {t('ground.event', {
          seq: event.seq,
          at: spoken(event.at, i18n.language),
          recorded: spoken(event.recordedAt, i18n.language),
        })}
      </small>
    </p>
  );
}

function OwnAppeals({ appeals, entries }: { appeals: Sheet['appeals']; entries: readonly Entry[] }) {
  const { t, i18n } = useTranslation('assessment');
  return (
    <>
      <h2>{t('appeal.own')}</h2>
      <ul className="appeals">
        {appeals.map((one) => {
          const entry = entries.find(({ id }) => id === one.entryId);
          return (
            <li key={one.id}>
              <p>
                {entry && <b>{`${entry.ruleZh} ${signed(entry.points)}`}</b>}{' '}
                <small>{spoken(one.askedAt, i18n.language)}</small>{' '}
                <span className={`tag ${one.upheld === null ? 'tone-soon' : one.upheld ? 'tone-good' : 'tone-still'}`}>
                  {t(`ruling.${one.upheld === null ? 'open' : one.upheld ? 'upheld' : 'refused'}`)}
                </span>
              </p>
              <p>{one.text}</p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function AppealForm({ editionId, entry, onDone }: { editionId: string; entry: Entry; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => appeal(editionId, { entryId: entry.id, text }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <Modal
      open
      title={t('appeal.title', { rule: entry.ruleZh, points: signed(entry.points) })}
      onCancel={onDone}
      okText={t('appeal.send')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !text.trim() }}
      confirmLoading={send.isPending}
      onOk={() => send.mutate()}
    >
      <GroundOf editionId={editionId} entryId={entry.id} />
      <label className="field">
        {t('appeal.text')}
        <Input.TextArea rows={4} maxLength={4000} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <p className="assess-note">{t('appeal.hint')}</p>
      {send.error && <ProblemNote problem={problemOf(send.error)} />}
    </Modal>
  );
}
