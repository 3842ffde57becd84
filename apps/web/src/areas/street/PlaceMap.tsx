import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { boundariesQuery, type Boundary, type Ring } from '../../api/boundaries';
import type { Spot } from './area-of';

const CLOSE = 0.02;
const CLOSEST = 0.004;
const FAR = 0.09;
const SHAPE = 3 / 4;
const STEP = 1 / 30;

interface PlaceMapProps {
  spot: Spot | null;
  /** Where to look as long as no pin is set. */
  around: string | null;
  onPick: (spot: Spot) => void;
}

/** The district by its own boundaries, with one pin: tap, or move it by the arrow keys. */
export function PlaceMap({ spot, around, onPick }: PlaceMapProps) {
  const { t } = useTranslation('street');
  const { data: areas, isError } = useQuery(boundariesQuery);
  const [view, setView] = useState<{ at: Spot; span: number } | null>(null);
  if (isError) return <p role="alert">{t('map.missing')}</p>;
  if (!areas) return <p role="status">{t('map.loading')}</p>;
  const { at, span } = view ?? firstView(areas, spot, around);
  const flat = Math.cos((at.lat * Math.PI) / 180);
  const x = (lng: number) => (lng - at.lng) * flat;
  const y = (lat: number) => at.lat - lat;
  const zoom = (factor: number) => setView({ at: spot ?? at, span: Math.max(CLOSEST, span * factor) });
  const pick = (picked: Spot) => {
    setView({ at: view?.at ?? at, span });
    onPick(picked);
  };
  const tap = (event: MouseEvent<SVGSVGElement>) => {
    const matrix = event.currentTarget.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    pick({ lng: at.lng + point.x / flat, lat: at.lat - point.y });
  };
  const move = (event: KeyboardEvent) => {
    const [right, up] = ARROWS[event.key] ?? [0, 0];
    if (right === 0 && up === 0) return;
    event.preventDefault();
    const from = spot ?? at;
    pick({ lng: from.lng + right * span * STEP, lat: from.lat + up * span * STEP });
  };
  const ring = (points: Ring) =>
    `M${points.map(([lng, lat]) => `${x(lng).toFixed(5)} ${y(lat).toFixed(5)}`).join('L')}Z`;
  return (
    <div className="map">
      <svg
        viewBox={`${-span / 2} ${(-span * SHAPE) / 2} ${span} ${span * SHAPE}`}
        role="application"
        aria-label={t('map.label')}
        tabIndex={0}
        onClick={tap}
        onKeyDown={move}
      >
        {areas.map(({ unitId, kind, rings }) => (
          <path key={unitId} className={`map-${kind}`} d={rings.map(ring).join('')} vectorEffect="non-scaling-stroke" />
        ))}
        {areas.filter(named(span)).map(({ unitId, name, centre: [lng, lat] }) => (
          <text key={unitId} x={x(lng)} y={y(lat)} fontSize={span / 26} textAnchor="middle">
            {name}
          </text>
        ))}
        {spot && (
          <g className="map-pin" transform={`translate(${x(spot.lng)} ${y(spot.lat)}) scale(${span / 300})`}>
            <path d="M0 0C-9 -12 -11 -16 -11 -21A11 11 0 0 1 11 -21C11 -16 9 -12 0 0Z" />
            <circle cy="-21" r="4" />
          </g>
        )}
      </svg>
      <div className="map-zoom">
        <button type="button" className="act" aria-label={t('map.closer')} onClick={() => zoom(0.5)}>
          +
        </button>
        <button type="button" className="act" aria-label={t('map.farther')} onClick={() => zoom(2)}>
          −
        </button>
      </div>
      <p className="hint">{t('map.hint')}</p>
    </div>
  );
}

const ARROWS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const LOCAL = ['community', 'village'];
const WIDE = ['street', 'township'];

/** From far away the names of communities would lie on one another. */
const named =
  (span: number) =>
  ({ kind }: Boundary): boolean =>
    (span > FAR ? WIDE : LOCAL).includes(kind);

function firstView(areas: readonly Boundary[], spot: Spot | null, around: string | null): { at: Spot; span: number } {
  if (spot) return { at: spot, span: CLOSE };
  const area = areas.find(({ unitId }) => unitId === around) ?? areas.find(({ kind }) => kind === 'district');
  const points = area?.rings.flat() ?? [];
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)];
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)];
  const at = { lng: (west + east) / 2, lat: (south + north) / 2 };
  const flat = Math.cos((at.lat * Math.PI) / 180);
  return { at, span: Math.max((east - west) * flat, (north - south) / SHAPE) * 1.1 };
}
