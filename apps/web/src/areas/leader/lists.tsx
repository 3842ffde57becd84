import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { Countdown } from '../../design/Countdown';
import { SlipColour } from '../../design/SlipColour';
import { listOf, rateOf, useNameOf } from './figures';
import type { Board, BoardGroup } from './queries';

/** Units, streets or categories: each number leads to its list. */
export function Groups({ groups }: { groups: readonly BoardGroup[] }) {
  const { t } = useTranslation('leader');
  if (groups.length === 0) return <p className="board-none">{t('none')}</p>;
  return (
    <div className="board-scroll" tabIndex={0} role="region" aria-label={t('table')}>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col">{t('column.filed')}</th>
            <th scope="col">{t('column.open')}</th>
            <th scope="col">{t('column.overdue')}</th>
            <th scope="col">{t('column.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, name, filed, open, overdue, onTime, due, rate, scored, filters }) => (
            <tr key={key}>
              <th scope="row">
                {name}
                {!scored && <small> {t('unscored')}</small>}
              </th>
              <td>
                <a href={listOf(filters.filed)}>{filed}</a>
              </td>
              <td>
                <a href={listOf(filters.open)}>{open}</a>
              </td>
              <td className={overdue > 0 ? 'board-late' : undefined}>
                <a href={listOf(filters.overdue)}>{overdue}</a>
              </td>
              <td>
                <a href={listOf(filters.due)} title={t('onTimeOf', { onTime, due })}>
                  {scored ? rateOf(rate) : '—'}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Units compared within their class only (分类管理). */
export function Ranking({ classes }: { classes: Board['ranking'] }) {
  const { t } = useTranslation('leader');
  const nameOf = useNameOf();
  if (classes.length === 0) return <p className="board-none">{t('none')}</p>;
  return (
    <div className="ranking">
      {classes.map((one) => (
        <section key={one.class}>
          <h3>{nameOf(one)}</h3>
          <ol>
            {one.units.map(({ key, name, rate, onTime, due, filters }) => (
              <li key={key}>
                <a href={listOf(filters.due)}>
                  <span>{name}</span>
                  <i aria-hidden="true" style={{ inlineSize: `${(rate ?? 0) * 100}%` }} />
                  <b>{rateOf(rate)}</b>
                  <small>{t('onTimeOf', { onTime, due })}</small>
                </a>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

export function Hotspots({ spots }: { spots: Board['hotspots'] }) {
  const { t } = useTranslation('leader');
  if (spots.length === 0) return <p className="board-none">{t('none')}</p>;
  return (
    <ol className="board-lines">
      {spots.map(({ communityId, community, categoryCode, category, findings, filter }) => (
        <li key={communityId + categoryCode}>
          <a href={listOf(filter)}>
            <span>
              {community} · {category}
            </span>
            <b>{t('times', { count: findings })}</b>
          </a>
        </li>
      ))}
    </ol>
  );
}

export function RedItems({ items }: { items: Board['red'] }) {
  const { t } = useTranslation('leader');
  if (items.length === 0) return <p className="board-none">{t('noRed')}</p>;
  return (
    <ul className="board-lines">
      {items.map(({ id, number, description, dueAt, provisional, colour }) => (
        <li key={id}>
          <Link to={`/findings/${id}` as '/findings'}>
            <span>
              <SlipColour colour={colour} /> {description}
              <small>{number}</small>
            </span>
            <Countdown dueAt={dueAt} provisional={provisional} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
