import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Skeleton, Steps, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { countsQuery, FINDINGS, type Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { spoken, written } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { Figure } from '../../design/Figure';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';
import { CaseTable } from './CaseTable';
import { Draw } from './Draw';
import { useDistrictNames } from './names';
import { followUpQuery, roundQuery } from './queries';

const route = getRouteApi('/desk/rounds/$id');
const LIFE = ['planned', 'drawn', 'filing', 'following', 'finished'] as const;
const DRAFTERS = ['dispatcher', 'approver', 'leader'] as const;
/** Not of the round any more: 不予立项, 作废, 并案. */
const LEFT = new Set(['dismissed', 'voided', 'merged']);
const CLOSED = new Set(['written_off', 'archived']);
type Place = Schemas['RoundPlace'];

/** 一轮督查: what was found and handed over, its places, its draw and the proof of it, what it follows up. */
export function RoundPage() {
  const { t, i18n } = useTranslation('district');
  const { id } = route.useParams();
  const names = useDistrictNames();
  const { data, error } = useQuery(roundQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { round } = data;
  return (
    <>
      <header className="page-head">
        <h1>{round.title}</h1>
        <p>
          {t('rounds.issueOf', { year: round.year, issue: round.issue })} ·{' '}
          {t('round.plan', { number: round.planNumber })}
        </p>
        <Acts detail={data} />
      </header>
      {round.warnings.map(({ unitId, rounds }) => (
        <Alert
          key={unitId}
          type="warning"
          showIcon
          title={t('round.tooOften', { unit: names.unit(unitId), count: rounds })}
        />
      ))}
      <section className="sheet district-sheet">
        {round.phase === 'cancelled' ? (
          <p>{t('round.cancelledWhy', { why: round.cancelledWhy })}</p>
        ) : (
          <Steps
            size="small"
            current={LIFE.findIndex((phase) => phase === round.phase)}
            items={LIFE.map((phase) => ({ title: t(`phase.${phase}`) }))}
          />
        )}
        <dl className="district-facts">
          <dt>{t('rounds.way')}</dt>
          <dd>
            {t(`form.${round.form}`)} · {round.covert ? t('rounds.covert') : t('rounds.overt')}
          </dd>
          <dt>{t('round.window')}</dt>
          <dd>
            {spoken(round.opensAt, i18n.language)} – {spoken(round.closesAt, i18n.language)}
          </dd>
          <dt>{t('round.leader')}</dt>
          <dd>{round.leader.name}</dd>
          <dt>{t('round.members')}</dt>
          <dd>
            {round.members
              .filter((one) => one.id !== round.leader.id)
              .map(({ name }) => name)
              .join(t('and'))}
          </dd>
        </dl>
        <Figures detail={data} />
      </section>
      {round.summary && <Summary round={round} />}
      <Places detail={data} />
      <section className="sheet district-sheet">
        <h2>{t('round.cases')}</h2>
        <CaseTable filter={{ round: id, sort: 'number', limit: 10 }} none={t('round.noCases')} />
      </section>
      {data.places.length > 0 && <Draw id={id} places={data.places} />}
      <FollowUp id={id} />
    </>
  );
}

/** 交办本轮, 拟通报, 取消: what the caller may do with the round as a whole. */
function Acts({ detail: { round, mayCancel } }: { detail: Schemas['RoundDetail'] }) {
  const { t } = useTranslation('district');
  const me = useMe();
  const waiting = useQuery(countsQuery({ round: round.id, waitingFor: 'dispatch' })).data?.findings ?? 0;
  const [cancelling, setCancelling] = useState(false);
  return (
    <span className="district-acts">
      {bears(me, ['dispatcher']) && waiting > 0 && (
        <Link to="/dispatch" search={{ round: round.id }} className="act act-main">
          {t('round.handOver', { count: waiting })}
        </Link>
      )}
      {mayCancel && <Button onClick={() => setCancelling(true)}>{t('round.cancel')}</Button>}
      {cancelling && <CancelRound id={round.id} onClose={() => setCancelling(false)} />}
    </span>
  );
}

function CancelRound({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () =>
      answered(api.POST('/api/v1/rounds/{id}/cancel', { params: { path: { id } }, body: { reason: reason.trim() } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: FINDINGS });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('round.cancel')}
      okText={t('round.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: cancel.isPending }}
      onOk={() => cancel.mutate()}
      onCancel={onClose}
    >
      <label className="field">
        {t('round.cancelReason')}
        <Input.TextArea value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </label>
      {cancel.error && <ProblemNote problem={problemOf(cancel.error)} />}
    </Modal>
  );
}

function Figures({ detail: { round, places } }: { detail: Schemas['RoundDetail'] }) {
  const { t } = useTranslation('district');
  const counted = useQuery(countsQuery({ round: round.id })).data?.statuses ?? [];
  const sum = (rows: typeof counted) => rows.reduce((total, { findings }) => total + findings, 0);
  const all = sum(counted.filter(({ status }) => !LEFT.has(status)));
  const closed = sum(counted.filter(({ status }) => CLOSED.has(status)));
  const visited = places.filter(({ visitedAt }) => visitedAt !== null).length;
  return (
    <div className="district-figures">
      <Figure
        label={t('round.visits')}
        value={places.length === 0 ? '—' : `${visited} / ${places.length}`}
        formula={t('round.visitsRule')}
      />
      <Figure label={t('round.found')} value={all} formula={t('round.foundRule')}>
        <Link to="/findings" search={{ round: round.id }}>
          {t('seeList')}
        </Link>
      </Figure>
      <Figure label={t('round.open')} value={all - closed} formula={t('round.openRule')}>
        <Link to="/findings" search={{ round: round.id, open: true }}>
          {t('seeList')}
        </Link>
      </Figure>
      <Figure
        label={t('round.closedRate')}
        value={all === 0 ? '—' : `${((closed / all) * 100).toFixed(1)}%`}
        formula={t('round.closedRateRule')}
      />
    </div>
  );
}

const UNDRAWN = new Set<string>(['planned', 'cancelled']);

function Places({ detail: { round, places, mine } }: { detail: Schemas['RoundDetail'] }) {
  const { t, i18n } = useTranslation('district');
  const names = useDistrictNames();
  const atWork = mine && round.phase === 'filing';
  const asked = Object.values(round.quotas).reduce((sum, quota) => sum + quota, 0);
  const isShort = !UNDRAWN.has(round.phase) && places.length < asked;
  return (
    <section className="sheet district-sheet">
      <h2>{t('round.places')}</h2>
      {isShort && <Alert type="warning" showIcon title={t('round.shortDraw', { asked, drawn: places.length })} />}
      {atWork && (
        <p>
          <Link to="/m/rounds/$id" params={{ id: round.id }}>
            {t('round.onPhone')}
          </Link>
        </p>
      )}
      <Table<Place>
        rowKey="placeId"
        size="small"
        dataSource={places}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 900 }}
        locale={{
          emptyText: <EmptyState title={t('round.notDrawn')} hint={spoken(round.drawsAt, i18n.language)} />,
        }}
        columns={[
          { title: t('round.no'), dataIndex: 'ordinal', width: 64 },
          { title: t('round.place'), dataIndex: 'name' },
          { title: t('round.kind'), width: 140, render: (_, { kind }) => t(`target.${kind}`) },
          { title: t('round.street'), width: 140, render: (_, { streetId }) => names.unit(streetId) },
          {
            title: t('round.inspectors'),
            width: 160,
            render: (_, { inspectors }) => inspectors.map(({ name }) => name).join(t('and')),
          },
          {
            title: t('round.visited'),
            width: 150,
            render: (_, { visitedAt }) => (visitedAt ? written(visitedAt) : t('round.notVisited')),
          },
          { title: t('round.score'), width: 80, align: 'right', render: (_, { score }) => score ?? '—' },
          { title: t('round.findings'), dataIndex: 'findings', width: 80, align: 'right' },
        ]}
      />
    </section>
  );
}

function Summary({ round: { id, summary } }: { round: Schemas['Round'] }) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const may = bears(useMe(), DRAFTERS);
  const draft = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/rounds/{id}/bulletin', { params: { path: { id } } })),
  });
  if (!summary) return null;
  const rate = summary.points === 0 ? '—' : `${((summary.clean / summary.points) * 100).toFixed(1)}%`;
  return (
    <section className="sheet district-sheet">
      <h2>{t('round.summary')}</h2>
      <div className="district-figures">
        <Figure label={t('round.points')} value={summary.points} formula={t('round.pointsRule')} />
        <Figure label={t('round.clean')} value={rate} formula={t('round.cleanRule')} />
        <Figure label={t('round.findings')} value={summary.findings} formula={t('round.findingsRule')} />
        <Figure label={t('round.onTheSpot')} value={summary.mendedOnTheSpot} formula={t('round.onTheSpotRule')} />
      </div>
      <p className="district-note">
        {summary.byUnit
          .map(({ unitId, findings }) => t('round.ofUnit', { unit: names.unit(unitId), count: findings }))
          .join(' · ')}
      </p>
      <p className="district-acts">
        {may && !draft.isSuccess && (
          <Button type="primary" loading={draft.isPending} onClick={() => draft.mutate()}>
            {t('round.draft')}
          </Button>
        )}
        {draft.data && (
          <Link to="/papers/$id" params={{ id: draft.data.ref }} className="act act-main">
            {t('round.drafted')}
          </Link>
        )}
        <Button href={`/api/v1/rounds/${id}/bulletin.pdf`}>{t('round.bulletinPdf')}</Button>
        <Button href={`/api/v1/rounds/${id}/bulletin.docx`}>{t('round.bulletinDocx')}</Button>
      </p>
      {draft.error && <ProblemNote problem={problemOf(draft.error)} />}
    </section>
  );
}

function FollowUp({ id }: { id: string }) {
  const { t } = useTranslation('district');
  const { data, error } = useQuery(followUpQuery(id));
  return (
    <section className="sheet district-sheet">
      <h2>{t('round.followUp')}</h2>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <Table<Schemas['FindingSummary']>
        rowKey="id"
        size="small"
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <EmptyState title={t('round.nothingEarlier')} /> }}
        columns={[
          {
            title: t('case.number'),
            width: 160,
            render: (_, { id: findingId, number }) => (
              <Link to="/findings/$id" params={{ id: findingId }}>
                {number}
              </Link>
            ),
          },
          { title: t('case.problem'), dataIndex: 'description' },
          { title: t('case.filed'), width: 150, render: (_, { filedAt }) => written(filedAt) },
          { title: t('case.status'), width: 120, render: (_, { status }) => <StatusTag status={status} /> },
        ]}
      />
    </section>
  );
}
