import './my-round.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { Countdown } from '../../design/Countdown';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { useDistrictNames } from './names';
import { gridReportsQuery } from './queries';
import { RulingOf } from './Ruling';

/** 待我核实: what the grid reported and my level has yet to pass on, send back or settle. */
export function MyChainPage() {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const { data, error } = useQuery(gridReportsQuery);
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const mine = data.items.filter(({ commands }) => commands.length > 0);
  return (
    <>
      <h1>{t('grid.mine')}</h1>
      {mine.length === 0 && <EmptyState title={t('grid.noneMine')} hint={t('grid.noneMineHint')} />}
      <ul className="cards">
        {mine.map((report) => {
          const { finding, level, levelDueAt, sentBack } = report;
          return (
            <li key={finding.id} className="card">
              <Link to="/m/cases/$id" params={{ id: finding.id }} className="card-link">
                {finding.description}
              </Link>
              <p className="hint">
                {[names.unit(finding.place.communityId ?? finding.place.streetId), finding.place.pointName]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {sentBack && <p className="note">{t('grid.sentBack', { why: sentBack })}</p>}
              <p className="tags">
                <span className="tag">{t(`grid.level.${level}`)}</span>
              </p>
              {levelDueAt && <Countdown dueAt={levelDueAt} />}
              <RulingOf report={report} />
            </li>
          );
        })}
      </ul>
      <Link to="/m/grid/sheets" className="act act-wide">
        {t('sheets.title')}
      </Link>
    </>
  );
}
