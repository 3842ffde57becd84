import './district.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { useDistrictNames } from './names';
import { placesQuery, roundDrawQuery } from './queries';
import { mayRedraw, redraw, type Ticket } from './redraw';

interface DrawProps {
  id: string;
  places: readonly Schemas['RoundPlace'][];
}

/** 抽取记录: the seed, the rule, a line that anybody may run, and the draw once more in this browser. */
export function Draw({ id, places }: DrawProps) {
  const { t, i18n } = useTranslation('district');
  const { data, error } = useQuery(roundDrawQuery(id));
  const again = useMutation({ mutationFn: (record: Schemas['RoundDrawRecord']) => redraw(record) });
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { recomputed } = data;
  const serverSame = recomputed.same && recomputed.teamsSame;
  return (
    <section className="sheet district-sheet district-proof">
      <h2>{t('draw.title')}</h2>
      <p>
        {t('draw.facts', {
          at: spoken(data.drawnAt, i18n.language),
          candidates: data.candidates.length,
          drawn: data.drawn.length,
          excluded: data.exclusions.length,
        })}
      </p>
      <dl className="district-facts">
        <dt>{t('draw.seed')}</dt>
        <dd>
          <code>{data.seed}</code>
        </dd>
        <dt>{t('draw.rule')}</dt>
        <dd>{i18n.language.startsWith('zh') ? data.ruleZh : data.ruleEn}</dd>
        {data.example && (
          <>
            <dt>{t('draw.example')}</dt>
            <dd>
              <code>{data.example}</code>
            </dd>
          </>
        )}
      </dl>
      <p className="district-acts">
        {mayRedraw() ? (
          <Button loading={again.isPending} onClick={() => again.mutate(data)}>
            {t('draw.again')}
          </Button>
        ) : (
          t('draw.noDigest')
        )}
        {again.data && (
          <span role="status" className={again.data.same ? 'district-good' : 'district-bad'}>
            {again.data.same ? t('draw.same', { count: again.data.tickets.length }) : t('draw.differs')}
          </span>
        )}
        <span className={serverSame ? 'district-good' : 'district-bad'}>
          {serverSame ? t('draw.serverSame') : t('draw.serverDiffers')}
        </span>
      </p>
      {again.error && <ProblemNote problem={problemOf(again.error)} />}
      {again.data && <Tickets tickets={again.data.tickets} drawn={places} />}
    </section>
  );
}

function Tickets({ tickets, drawn }: { tickets: readonly Ticket[]; drawn: readonly Schemas['RoundPlace'][] }) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const kept = useQuery(placesQuery).data?.items;
  const nameOf = (id: string) =>
    drawn.find(({ placeId }) => placeId === id)?.name ?? kept?.find((place) => place.id === id)?.name ?? '—';
  return (
    <Table<Ticket>
      rowKey="id"
      size="small"
      dataSource={[...tickets]}
      pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 900 }}
      columns={[
        { title: t('round.street'), width: 130, render: (_, { stratum }) => names.unit(stratum) },
        { title: t('round.place'), render: (_, { id }) => nameOf(id) },
        { title: t('draw.weight'), dataIndex: 'weight', width: 80, align: 'right' },
        { title: t('draw.ticket'), render: (_, { ticket }) => <code>{ticket.slice(0, 24)}…</code> },
        {
          title: t('draw.outcome'),
          width: 170,
          render: (_, { drawn: taken, excluded }) =>
            excluded ? (
              t('draw.excluded')
            ) : taken ? (
              <span className="tag tone-blue">{t('draw.taken')}</span>
            ) : (
              t('draw.notTaken')
            ),
        },
      ]}
    />
  );
}
