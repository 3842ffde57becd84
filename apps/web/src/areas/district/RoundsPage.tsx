import './district.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Drawer, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { roundsQuery } from './queries';
import { RoundPlan } from './RoundPlan';

type Round = Schemas['Round'];
/** By how far it has come. */
const TONE: Record<Round['phase'], string> = {
  planned: 'tone-still',
  drawn: 'tone-still',
  filing: 'tone-blue',
  following: 'tone-soon',
  finished: 'tone-good',
  cancelled: 'tone-still',
};

/** 督查轮次: the rounds of the side that supervises, the latest first. */
export function RoundsPage() {
  const { t, i18n } = useTranslation('district');
  const { data, error, isPending } = useQuery(roundsQuery);
  const [planning, setPlanning] = useState(false);
  return (
    <>
      <header className="page-head">
        <h1>{t('rounds.title')}</h1>
        <p>{t('rounds.hint')}</p>
        <span className="district-acts">
          <Link to="/places" className="act">
            {t('places.title')}
          </Link>
          {data?.mayPlan && (
            <button type="button" className="act act-main" onClick={() => setPlanning(true)}>
              {t('rounds.plan')}
            </button>
          )}
        </span>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <section className="sheet district-sheet">
        <Table<Round>
          rowKey="id"
          size="middle"
          loading={isPending}
          dataSource={data?.items ?? []}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{ emptyText: <EmptyState title={t('rounds.none')} hint={t('rounds.noneHint')} /> }}
          columns={[
            {
              title: t('rounds.issue'),
              width: 130,
              render: (_, { year, issue }) => t('rounds.issueOf', { year, issue }),
            },
            {
              title: t('rounds.name'),
              render: (_, { id, title, planNumber }) => (
                <>
                  <Link to="/rounds/$id" params={{ id }}>
                    {title}
                  </Link>
                  <small className="district-under">{planNumber}</small>
                </>
              ),
            },
            {
              title: t('rounds.way'),
              width: 150,
              render: (_, { covert, form }) =>
                `${t(`form.${form}`)} · ${covert ? t('rounds.covert') : t('rounds.overt')}`,
            },
            {
              title: t('rounds.targets'),
              width: 220,
              render: (_, { targets }) => targets.map((kind) => t(`target.${kind}`)).join(t('and')),
            },
            {
              title: t('round.window'),
              width: 230,
              render: (_, { opensAt, closesAt }) => (
                <>
                  {spoken(opensAt, i18n.language)}
                  <small className="district-under">{t('rounds.until', { at: spoken(closesAt, i18n.language) })}</small>
                </>
              ),
            },
            {
              title: t('rounds.phase'),
              width: 110,
              render: (_, { phase }) => <span className={`tag ${TONE[phase]}`}>{t(`phase.${phase}`)}</span>,
            },
            {
              title: t('rounds.found'),
              width: 100,
              align: 'right',
              render: (_, { summary }) => (summary ? t('rounds.count', { count: summary.findings }) : '—'),
            },
          ]}
        />
      </section>
      <Drawer open={planning} onClose={() => setPlanning(false)} title={t('rounds.plan')} size="large" destroyOnHidden>
        {data && <RoundPlan rounds={data} />}
      </Drawer>
    </>
  );
}
