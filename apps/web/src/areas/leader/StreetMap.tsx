import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { boundariesQuery, type Boundary, type Point } from '../../api/boundaries';
import { listOf } from './figures';
import type { BoardGroup } from './queries';

const WIDTH = 640;
/** A line of a street's name on the map, in its own units. */
const LINE = 18;

/** Streets by what is overdue there: darker for more, and the number written in each. No tiles, no outside server. */
export function StreetMap({ streets }: { streets: readonly BoardGroup[] }) {
  const { t } = useTranslation('leader');
  const { data: boundaries } = useQuery(boundariesQuery);
  const shapes = boundaries?.filter(({ kind }) => kind === 'street' || kind === 'township') ?? [];
  if (shapes.length === 0) return <p className="board-none">{t('map.none')}</p>;
  const { project, height } = projectionOf(shapes);
  const most = Math.max(1, ...streets.map(({ overdue }) => overdue));
  return (
    <svg className="street-map" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={t('map.title')}>
      {shapes.map(({ unitId, name, centre, rings }) => {
        const street = streets.find(({ key }) => key === unitId);
        const [x, y] = project(centre);
        const said = t('map.street', { name, open: street?.open ?? 0, overdue: street?.overdue ?? 0 });
        return (
          <a key={unitId} href={listOf(street?.filters.open ?? `street=${unitId}`)}>
            <title>{said}</title>
            <path
              d={rings.map((ring) => `M${ring.map((point) => project(point).join(' ')).join('L')}Z`).join('')}
              style={{ fillOpacity: street ? 0.12 + (street.overdue / most) * 0.68 : 0.05 }}
            />
            <text x={x} y={y - LINE / 4}>
              {name}
            </text>
            <text x={x} y={y + LINE} className="street-map-count">
              {street ? `${street.open} / ${street.overdue}` : '—'}
            </text>
          </a>
        );
      })}
    </svg>
  );
}

/** On a district's scale the earth is flat. */
function projectionOf(shapes: readonly Boundary[]) {
  const points = shapes.flatMap(({ rings }) => rings.flat());
  const lngs = points.map(([lng]) => lng);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const scale = WIDTH / (east - west);
  const stretch = scale / Math.cos(((south + north) / 2) * (Math.PI / 180));
  const project = ([lng, lat]: Point): [number, number] => [
    Math.round((lng - west) * scale * 10) / 10,
    Math.round((north - lat) * stretch * 10) / 10,
  ];
  return { project, height: Math.ceil((north - south) * stretch) };
}
