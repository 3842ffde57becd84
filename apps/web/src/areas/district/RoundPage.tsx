import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Skeleton, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { written } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { Figure } from '../../design/Figure';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';
import { followUpQuery, roundDrawQuery, roundQuery } from './queries';

const route = getRouteApi('/desk/rounds/$id');
type Place = Schemas['RoundPlace'];

const useNameOf = () => {
  const units = useQuery(unitsQuery).data?.items;
  return (id: string | null) => units?.find((unit) => unit.id === id)?.name ?? '—';
};

/** 一轮督查: its places, its draw and the proof of it, its summary, what it follows up. */
export function RoundPage() {
  const { t } = useTranslation('district');
  const { id } = route.useParams();
  const nameOf = useNameOf();
  const { data, error } = useQuery(roundQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { round } = data;
  return (
    <>
      <header className="page-head district-head">
        <h1>{round.title}</h1>
        <Tag>{t(`phase.${round.phase}`)}</Tag>
        <p>
          {t('rounds.issueOf', { year: round.year, issue: round.issue })} · {round.planNumber} ·{' '}
          {written(round.opensAt)} – {written(round.closesAt)}
        </p>
      </header>
      {round.warnings.map(({ unitId, rounds }) => (
        <Alert
          key={unitId}
          type="warning"
          showIcon
          title={t('round.tooOften', { unit: nameOf(unitId), count: rounds })}
        />
      ))}
      {round.summary && <Summary round={round} />}
      <section className="sheet district-sheet">
        <h2>{t('round.places')}</h2>
        <p>
          {t('round.leader')} {round.leader.name} · {t('round.members')}{' '}
          {round.members.map(({ name }) => name).join('、')}
        </p>
        <Table<Place>
          rowKey="placeId"
          size="small"
          dataSource={data.places}
          pagination={false}
          scroll={{ x: 800 }}
          locale={{ emptyText: <EmptyState title={t('round.notDrawn')} hint={written(round.drawsAt)} /> }}
          columns={[
            { title: t('round.no'), dataIndex: 'ordinal', width: 60 },
            { title: t('round.place'), dataIndex: 'name' },
            { title: t('round.kind'), width: 140, render: (_, { kind }) => t(`target.${kind}`) },
            { title: t('round.street'), width: 140, render: (_, { streetId }) => nameOf(streetId) },
            {
              title: t('round.inspectors'),
              render: (_, { inspectors }) => inspectors.map(({ name }) => name).join('、'),
            },
            {
              title: t('round.visited'),
              width: 150,
              render: (_, { visitedAt }) => (visitedAt ? written(visitedAt) : t('round.notVisited')),
            },
            { title: t('round.score'), width: 80, render: (_, { score }) => score ?? '—' },
            { title: t('round.findings'), dataIndex: 'findings', width: 80 },
            ...(data.mine && round.phase === 'filing'
              ? [
                  {
                    title: t('round.file'),
                    width: 110,
                    render: (_: unknown, { placeId }: Place) => (
                      <Link to="/m/file" search={{ round: id, point: placeId }}>
                        {t('round.fileHere')}
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {data.mine && round.phase === 'filing' && <p>{t('round.onPhone')}</p>}
      </section>
      {data.places.length > 0 && <Draw id={id} />}
      <FollowUp id={id} />
    </>
  );
}

function Summary({ round: { id, summary } }: { round: Schemas['Round'] }) {
  const { t } = useTranslation('district');
  const nameOf = useNameOf();
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
      <p>{summary.byUnit.map(({ unitId, findings }) => `${nameOf(unitId)} ${findings}`).join(' · ')}</p>
      <Button href={`/api/v1/rounds/${id}/bulletin.pdf`}>{t('round.bulletinPdf')}</Button>{' '}
      <Button href={`/api/v1/rounds/${id}/bulletin.docx`}>{t('round.bulletinDocx')}</Button>{' '}
      <Button type="primary" loading={draft.isPending} disabled={draft.isSuccess} onClick={() => draft.mutate()}>
        {draft.isSuccess ? t('round.drafted') : t('round.draft')}
      </Button>
      {draft.error && <ProblemNote problem={problemOf(draft.error)} />}
    </section>
  );
}

/** 抽取记录: the seed, the rule, a line that anybody may run, and the record drawn again. */
function Draw({ id }: { id: string }) {
  const { t, i18n } = useTranslation('district');
  const queries = useQueryClient();
  const { data, error } = useQuery(roundDrawQuery(id));
  const again = useMutation({ mutationFn: () => queries.fetchQuery({ ...roundDrawQuery(id), staleTime: 0 }) });
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { recomputed } = data;
  const same = recomputed.same && recomputed.teamsSame;
  return (
    <section className="sheet district-sheet district-proof">
      <h2>{t('draw.title')}</h2>
      <p>
        {t('draw.facts', {
          at: written(data.drawnAt),
          candidates: data.candidates.length,
          drawn: data.drawn.length,
          excluded: data.exclusions.length,
        })}
      </p>
      <p>{t('draw.seed')}</p>
      <code>{data.seed}</code>
      <p>{i18n.language.startsWith('zh') ? data.ruleZh : data.ruleEn}</p>
      <p>{t('draw.example')}</p>
      <code>{data.example}</code>
      <p>
        <Button loading={again.isPending} onClick={() => again.mutate()}>
          {t('draw.again')}
        </Button>
      </p>
      {again.isSuccess && <p role="status">{same ? t('draw.same') : t('draw.differs')}</p>}
      {again.error && <ProblemNote problem={problemOf(again.error)} />}
    </section>
  );
}

function FollowUp({ id }: { id: string }) {
  const { t } = useTranslation('district');
  const { data } = useQuery(followUpQuery(id));
  return (
    <section className="sheet district-sheet">
      <h2>{t('round.followUp')}</h2>
      <Table<Schemas['FindingSummary']>
        rowKey="id"
        size="small"
        dataSource={data?.items ?? []}
        pagination={false}
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
          { title: t('case.status'), width: 120, render: (_, { status }) => <StatusTag status={status} /> },
        ]}
      />
    </section>
  );
}
