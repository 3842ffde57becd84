import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { boundariesQuery, type Point, type Ring } from '../../api/boundaries';
import type { Finding } from './queries';

/** Degrees of latitude from edge to edge. */
const SPAN = 0.03;
const LOCAL: ReadonlySet<string> = new Set(['community', 'village']);

/** Where it is: the communities around, with a pin. */
export function SmallMap({ place: { lng, lat, pointName } }: { place: Finding['place'] }) {
  const { t } = useTranslation('finding');
  const { data } = useQuery({ ...boundariesQuery, enabled: lng !== null });
  if (lng === null || lat === null || !data) return null;
  const flat = Math.cos((lat * Math.PI) / 180);
  const x = (degrees: number) => (degrees - lng) * flat;
  const y = (degrees: number) => lat - degrees;
  const ring = (points: Ring) =>
    `M${points.map(([east, north]) => `${x(east).toFixed(5)} ${y(north).toFixed(5)}`).join('L')}Z`;
  return (
    <svg
      className="small-map"
      viewBox={`${-SPAN / 2} ${-SPAN * 0.375} ${SPAN} ${SPAN * 0.75}`}
      role="img"
      aria-label={t('map', { point: pointName ?? '' })}
    >
      {data.map(({ unitId, kind, rings }) => (
        <path
          key={unitId}
          className={`small-map-${LOCAL.has(kind) ? 'local' : 'wide'}`}
          d={rings.map(ring).join('')}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {data
        .filter(({ kind, centre }) => LOCAL.has(kind) && near(centre, [lng, lat]))
        .map(({ unitId, name, centre }) => (
          <text key={unitId} x={x(centre[0])} y={y(centre[1])} fontSize={SPAN / 22} textAnchor="middle">
            {name}
          </text>
        ))}
      <g className="small-map-pin" transform={`scale(${SPAN / 230})`}>
        <path d="M0 0C-9 -12 -11 -16 -11 -21A11 11 0 0 1 11 -21C11 -16 9 -12 0 0Z" />
        <circle cy="-21" r="4" />
      </g>
    </svg>
  );
}

const near = (one: Point, other: Point): boolean =>
  Math.abs(one[0] - other[0]) < SPAN / 2.2 && Math.abs(one[1] - other[1]) < SPAN / 3;
