import './district.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import { countsQuery, type Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { Figure } from '../../design/Figure';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';
import { offerUndo } from '../../design/undo';
import { useBulk } from '../desk/queries';
import { Clearing } from './Clearing';
import { rateOf } from './ListsPage';
import { useDistrictNames } from './names';
import { listQuery } from './queries';

const route = getRouteApi('/desk/lists/$id');
type Day = Schemas['IssueList']['history'][number];
type Measure = Schemas['ListedMeasure'];

/** 一张清单: what to take on, its measures down to department and position, and 动态清零 by day. */
export function ListPage() {
  const { t } = useTranslation('district');
  const { id } = route.useParams();
  const { data, error } = useQuery(listQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { list, history, measures, problems } = data;
  const zero = problems.filter(({ clearing }) => clearing.zero).length;
  return (
    <>
      <header className="page-head">
        <h1>{list.title}</h1>
        <Acts id={id} measures={measures} />
      </header>
      <section className="sheet district-sheet">
        <div className="district-figures">
          <Figure label={t('lists.total')} value={list.clearing.total} formula={t('lists.totalRule')}>
            <Link to="/findings" search={{ list: id }}>
              {t('seeList')}
            </Link>
          </Figure>
          <Figure label={t('lists.open')} value={list.clearing.open} formula={t('lists.openRule')}>
            <Link to="/findings" search={{ list: id, open: true }}>
              {t('seeList')}
            </Link>
          </Figure>
          <Figure label={t('lists.rate')} value={rateOf(list.clearing)} formula={t('lists.rateRule')} />
          <Figure
            label={t('lists.problems')}
            value={`${zero} / ${problems.length}`}
            formula={t('lists.problemsRule')}
          />
        </div>
        <h2>{t('lists.history')}</h2>
        <ZeroSpells spells={data.zeroSpells} />
        <Clearing days={history} />
        <details>
          <summary>{t('lists.asTable')}</summary>
          <Table<Day>
            rowKey="date"
            size="small"
            dataSource={history.toReversed()}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t('lists.date'), dataIndex: 'date' },
              { title: t('lists.total'), align: 'right', render: (_, { clearing }) => clearing.total },
              { title: t('lists.open'), align: 'right', render: (_, { clearing }) => clearing.open },
              { title: t('lists.rate'), align: 'right', render: (_, { clearing }) => rateOf(clearing) },
              { title: t('lists.zero'), render: (_, { clearing }) => (clearing.zero ? t('lists.isZero') : '—') },
            ]}
          />
        </details>
      </section>
      <Measures measures={measures} />
    </>
  );
}

/** 交办 for who drives the list; 照单全收 for a unit that signs for all that it is named for at one press. */
function Acts({ id, measures }: { id: string; measures: readonly Measure[] }) {
  const { t } = useTranslation('district');
  const me = useMe();
  const waiting = useQuery(countsQuery({ list: id, waitingFor: 'dispatch' })).data?.findings ?? 0;
  const bulk = useBulk();
  const unsigned = measures.filter(({ commands }) => commands.includes('sign'));
  const accept = () =>
    bulk.mutate(
      {
        command: 'sign',
        items: unsigned.map(({ findingId, revision }) => ({ findingId, revision })),
      },
      {
        onSuccess: ({ items }) => {
          const done = items.flatMap((item) => item.done ?? []);
          if (done.length > 0) offerUndo(t('lists.accepted', { count: done.length }), done);
        },
      },
    );
  return (
    <span className="district-acts">
      {bears(me, ['dispatcher']) && waiting > 0 && (
        <Link to="/dispatch" search={{ list: id }} className="act act-main">
          {t('lists.handOver', { count: waiting })}
        </Link>
      )}
      {unsigned.length > 0 && (
        <button type="button" className="act act-main" disabled={bulk.isPending} onClick={accept}>
          {t('lists.acceptAll', { count: unsigned.length })}
        </button>
      )}
      {bulk.error && <ProblemNote problem={problemOf(bulk.error)} />}
    </span>
  );
}

function ZeroSpells({ spells }: { spells: Schemas['IssueList']['zeroSpells'] }) {
  const { t, i18n } = useTranslation('district');
  if (spells.length === 0) return <p className="district-note">{t('lists.neverZero')}</p>;
  const at = (instant: string) => spoken(instant, i18n.language);
  return (
    <ul className="district-spells">
      {spells.map(({ from, to }) => (
        <li key={from}>
          {to === null ? t('lists.zeroSince', { at: at(from) }) : t('lists.zeroFromTo', { from: at(from), to: at(to) })}
        </li>
      ))}
    </ul>
  );
}

/** Nothing runs any more: a date would read as time left. */
const CLEARED = new Set<Measure['status']>(['written_off', 'archived']);

function Measures({ measures }: { measures: readonly Measure[] }) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  return (
    <section className="sheet district-sheet">
      <h2>{t('lists.measures')}</h2>
      <Table<Measure>
        rowKey="findingId"
        size="small"
        dataSource={[...measures]}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 1_180 }}
        columns={[
          { title: t('round.no'), dataIndex: 'ordinal', width: 60 },
          {
            title: t('lists.problem'),
            width: 220,
            render: (_, { category, item, problem }) => (
              <>
                {problem}
                <small className="district-under">{[category, item].filter(Boolean).join(' · ')}</small>
              </>
            ),
          },
          {
            title: t('lists.measure'),
            render: (_, { findingId, number, description, problem }) => (
              <>
                <Link to="/findings/$id" params={{ id: findingId }}>
                  {measureOf(description, problem)}
                </Link>
                <small className="district-under">{number}</small>
              </>
            ),
          },
          {
            title: t('lists.claim'),
            width: 110,
            render: (_, measure) =>
              measure.commands.includes('claim') ? (
                <Claim measure={measure} />
              ) : (
                <span className="tag tone-still">{t(`taking.${measure.taking}`)}</span>
              ),
          },
          {
            title: t('lists.who'),
            width: 190,
            render: (_, { unitId, leader, officer }) => (
              <>
                {unitId ? names.unit(unitId) : t('lists.nobody')}
                <small className="district-under">{[leader, officer].filter(Boolean).join(' · ')}</small>
              </>
            ),
          },
          {
            title: t('lists.milestones'),
            width: 210,
            render: (_, { milestones }) => (milestones.length === 0 ? '—' : <Milestones milestones={milestones} />),
          },
          {
            title: t('lists.standing'),
            width: 200,
            render: (_, { status, dueAt }) => (
              <>
                <div>
                  <StatusTag status={status} />
                </div>
                {!CLEARED.has(status) && <Countdown dueAt={dueAt} />}
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

/** An imported measure repeats its problem in front; once is enough beside it. */
const measureOf = (description: string, problem: string): string =>
  description.startsWith(problem) ? description.slice(problem.length + 1) || description : description;

const Milestones = ({ milestones }: { milestones: Measure['milestones'] }) => (
  <ul className="district-milestones">
    {milestones.map(({ name, date }) => (
      <li key={name + date}>
        <time dateTime={date}>{date}</time> {name}
      </li>
    ))}
  </ul>
);

/** 主动认领: a unit takes on what the list names nobody for; it is assigned from then. */
function Claim({ measure: { findingId, number, revision } }: { measure: Measure }) {
  const { t } = useTranslation('district');
  const claim = useCommand('claim');
  return (
    <>
      <Button
        size="small"
        type="primary"
        loading={claim.isPending}
        aria-label={t('lists.takeOnOf', { number })}
        onClick={() =>
          claim.mutate(
            { id: findingId, revision, body: {} },
            { onSuccess: (done) => offerUndo(t('lists.taken', { number }), [done]) },
          )
        }
      >
        {t('lists.takeOn')}
      </Button>
      {claim.error && <ProblemNote problem={problemOf(claim.error)} />}
    </>
  );
}
