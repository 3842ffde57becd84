import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import { FINDINGS } from '../../api/queries';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';
import type { Spot } from './area-of';

const RADIUS = 100;
const MOST = 5;

const nearbyQuery = ({ lng, lat }: Spot, category: string | null) =>
  queryOptions({
    queryKey: [...FINDINGS, 'nearby', lng, lat, category],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/findings/nearby', {
          signal,
          params: { query: { lng, lat, radius: RADIUS, limit: MOST, ...(category && { category }) } },
        }),
      ),
  });

interface NearbyProps {
  spot: Spot;
  category: string | null;
  /** What was seen now, to be added to the one that it is. */
  seen: string;
  onSame: (number: string) => void;
}

/** 附近未办结: perhaps somebody has filed it already. */
export function Nearby({ spot, category, seen, onSame }: NearbyProps) {
  const { t, i18n } = useTranslation('street');
  const { data } = useQuery(nearbyQuery(spot, category));
  const comment = useCommand('comment');
  if (!data || data.items.length === 0) return null;
  const tell = (id: string) =>
    comment.mutate(
      { id, body: { text: seen ? t('nearby.seenAgain', { seen }) : t('nearby.seen') } },
      { onSuccess: ({ number }) => onSame(number) },
    );
  return (
    <section className="nearby" aria-label={t('nearby.title')}>
      <h2>{t('nearby.title')}</h2>
      <ul>
        {data.items.map(({ id, description, metres, status, filedAt }) => (
          <li key={id}>
            <Link to="/m/cases/$id" params={{ id }}>
              {description}
            </Link>
            <span>
              {t('nearby.where', { metres: Math.round(metres), at: spoken(filedAt, i18n.language) })}{' '}
              <StatusTag status={status} />
            </span>
            <button type="button" className="act" disabled={comment.isPending} onClick={() => tell(id)}>
              {t('nearby.same')}
            </button>
          </li>
        ))}
      </ul>
      {comment.isError && <ProblemNote problem={problemOf(comment.error)} />}
    </section>
  );
}
