import './district.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { bears, useMe } from '../../app/session';
import { Countdown } from '../../design/Countdown';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { CaseTable } from './CaseTable';
import { type GridReport, RulingOf } from './Ruling';
import { useDistrictNames } from './names';
import { gridReportsQuery } from './queries';

const LEVELS = ['group', 'village', 'township'] as const;

/** 四级联动: what waits for the caller's level, and for the district where everything of the grid stands. */
export function ChainPage() {
  const { t } = useTranslation('district');
  const me = useMe();
  const acts = bears(me, ['grid_worker', 'handler', 'unit_leader']);
  const { data, error } = useQuery(gridReportsQuery);
  const items = data?.items ?? [];
  const mine = items.filter(({ commands }) => commands.length > 0);
  const others = items.filter(({ commands }) => commands.length === 0);
  return (
    <>
      <header className="page-head">
        <h1>{t('grid.title')}</h1>
        <p>{t('grid.hint')}</p>
        <span className="district-acts">
          <Link to="/grid/sheets" className="act">
            {t('sheets.title')}
          </Link>
        </span>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <ol className="chain-levels">
        {LEVELS.map((level) => (
          <li key={level}>
            <b>{items.filter((one) => one.level === level).length}</b>
            <span>{t(`grid.level.${level}`)}</span>
          </li>
        ))}
        <li>
          <b aria-hidden="true">→</b>
          <span>{t('grid.level.district')}</span>
        </li>
      </ol>
      {acts && (
        <section className="sheet district-sheet">
          <h2>{t('grid.mine')}</h2>
          <Reports items={mine} none={t('grid.noneMine')} ruling />
        </section>
      )}
      <section className="sheet district-sheet">
        <h2>{t('grid.waiting')}</h2>
        <Reports items={others} none={t('grid.noneWaiting')} />
      </section>
      <section className="sheet district-sheet">
        <h2>{t('grid.underWay')}</h2>
        <CaseTable
          filter={{ channel: 'grid', open: 'true', stage: 'assign,supervise,feedback,close' }}
          none={t('grid.noneUnderWay')}
        />
      </section>
    </>
  );
}

interface ReportsProps {
  items: readonly GridReport[];
  none: string;
  ruling?: boolean;
}

function Reports({ items, none, ruling = false }: ReportsProps) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  if (items.length === 0) return <EmptyState title={none} />;
  return (
    <Table<GridReport>
      rowKey={({ finding }) => finding.id}
      size="middle"
      dataSource={[...items]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 900 }}
      columns={[
        {
          title: t('case.number'),
          width: 150,
          render: (_, { finding }) => (
            <Link to="/findings/$id" params={{ id: finding.id }}>
              {finding.number}
            </Link>
          ),
        },
        {
          title: t('case.problem'),
          render: (_, { finding, sentBack }) => (
            <>
              {finding.description}
              {sentBack && (
                <small className="district-under district-bad">{t('grid.sentBack', { why: sentBack })}</small>
              )}
            </>
          ),
        },
        {
          title: t('case.place'),
          width: 190,
          render: (_, { finding: { place } }) =>
            [names.unit(place.communityId ?? place.streetId), place.pointName].filter(Boolean).join(' · '),
        },
        { title: t('grid.with'), width: 130, render: (_, { level }) => t(`grid.level.${level}`) },
        { title: t('grid.levelDue'), width: 210, render: (_, { levelDueAt }) => <Countdown dueAt={levelDueAt} /> },
        ...(ruling
          ? [
              {
                title: t('overlays.act'),
                width: 300,
                render: (_: unknown, report: GridReport) => <RulingOf key={report.finding.id} report={report} />,
              },
            ]
          : []),
      ]}
    />
  );
}
