import './my-round.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { roundsQuery } from './queries';

const AHEAD = new Set(['planned', 'drawn', 'filing']);

/** 我的督查: rounds that I am sent on, the one under way first. */
export function MyRoundsPage() {
  const { t, i18n } = useTranslation('district');
  const { personId } = useMe();
  const { data, error } = useQuery(roundsQuery);
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const mine = data.items
    .filter(({ phase, members }) => AHEAD.has(phase) && members.some(({ id }) => id === personId))
    .toSorted((a, b) => Number(b.phase === 'filing') - Number(a.phase === 'filing') || compare(a.opensAt, b.opensAt));
  return (
    <>
      <h1>{t('mine.title')}</h1>
      {mine.length === 0 && <EmptyState title={t('mine.none')} hint={t('mine.noneHint')} />}
      <ul className="cards">
        {mine.map(({ id, title, phase, opensAt, closesAt, leader, covert }) => (
          <li key={id} className="card">
            <Link to="/m/rounds/$id" params={{ id }} className="card-link">
              {title}
            </Link>
            <p className="tags">
              <span className="tag">{t(`phase.${phase}`)}</span>
              <span className="tag">{covert ? t('rounds.covert') : t('rounds.overt')}</span>
            </p>
            <p className="hint">
              {spoken(opensAt, i18n.language)} – {spoken(closesAt, i18n.language)}
            </p>
            <p className="hint">{t('mine.leader', { name: leader.name })}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);
