import 'leaflet/dist/leaflet.css';

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import L from 'leaflet';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { boundariesQuery, type Boundary } from '../../../api/boundaries';
import { problemOf } from '../../../api/problem';
import { settingsQuery } from '../../../api/queries';
import { EmptyState } from '../../../design/EmptyState';
import { ProblemNote } from '../../../design/ProblemNote';
import { mapQuery } from '../queries';
import { markOf } from './map-marks';
import type { FindingSearch } from './search';
import type { Change } from './useFindingSearch';

/** Its river and roads. */
const linesQuery = queryOptions({
  queryKey: ['map-lines'],
  queryFn: async ({ signal }) =>
    (await (await fetch('/map/lines.geojson', { signal })).json()) as NonNullable<Parameters<typeof L.geoJSON>[0]>,
  staleTime: Infinity,
});

/** A street's name never hides what is there. */
const BELOW_MARKS = -10_000;
const LAMPS = ['overdue', 'running', 'suspended', 'none', 'ended'] as const;

interface MapViewProps {
  search: FindingSearch;
  onChange: Change;
}

/** 地图: our own boundaries, optional tiles; lamps differ by shape; what is in sight can become the filter. */
export function MapView({ search, onChange }: MapViewProps) {
  const { t } = useTranslation('desk');
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const { data, error } = useQuery(mapQuery(search));
  useDistrict(box, map, search.bbox);
  useMarks(map, data?.features);
  const narrow = () => {
    const bounds = map.current?.getBounds();
    if (!bounds) return;
    const { lng: west, lat: south } = bounds.getSouthWest();
    const { lng: east, lat: north } = bounds.getNorthEast();
    onChange({ bbox: [west, south, east, north].map((degree) => degree.toFixed(5)).join(',') });
  };
  const shown = data?.features.reduce((sum, { properties }) => sum + properties.findings, 0) ?? 0;
  return (
    <div className="map-view">
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <div className="map-bar">
        <span>{t('map.shown', { count: shown })}</span>
        <ul className="map-legend" aria-label={t('map.legend')}>
          {LAMPS.map((lamp) => (
            <li key={lamp}>
              <span dangerouslySetInnerHTML={{ __html: markOf({ lamp }).html }} aria-hidden="true" />
              {t(`map.lamp.${lamp}`)}
            </li>
          ))}
        </ul>
        <button type="button" className="act" onClick={narrow}>
          {t('map.narrow')}
        </button>
        {search.bbox && (
          <button type="button" className="act" onClick={() => onChange({ bbox: undefined })}>
            {t('map.widen')}
          </button>
        )}
      </div>
      <div ref={box} className="map-box" role="application" aria-label={t('map.label')} />
      {data?.features.length === 0 && <EmptyState title={t('map.none')} hint={t('map.noneHint')} />}
    </div>
  );
}

function useDistrict(
  box: React.RefObject<HTMLDivElement | null>,
  map: React.RefObject<L.Map | null>,
  bbox: string | undefined,
): void {
  const areas = useQuery(boundariesQuery).data;
  const lines = useQuery(linesQuery).data;
  const tiles = useQuery(settingsQuery).data?.map;
  const first = useRef(bbox);
  useEffect(() => {
    if (!box.current || !areas) return undefined;
    const made = L.map(box.current, { zoomControl: true, attributionControl: Boolean(tiles), zoomSnap: 0.25 });
    map.current = made;
    if (tiles) L.tileLayer(tiles.tiles, { attribution: tiles.attribution }).addTo(made);
    if (lines && !tiles) L.geoJSON(lines, { interactive: false, style: lineStyle }).addTo(made);
    const shown = L.featureGroup(areas.map(shapeOf)).addTo(made);
    for (const { kind, name, centre } of areas)
      if (kind === 'street' || kind === 'township')
        L.marker([centre[1], centre[0]], {
          interactive: false,
          keyboard: false,
          zIndexOffset: BELOW_MARKS,
          icon: L.divIcon({ className: 'map-name', html: name, iconSize: [120, 18] }),
        }).addTo(made);
    const [west, south, east, north] = (first.current ?? '').split(',').map(Number);
    if (west !== undefined && south !== undefined && east !== undefined && north !== undefined)
      made.fitBounds([
        [south, west],
        [north, east],
      ]);
    else made.fitBounds(shown.getBounds(), { padding: [10, 10] });
    return () => {
      map.current = null;
      made.remove();
    };
  }, [box, map, areas, lines, tiles]);
}

const shapeOf = ({ kind, rings }: Boundary): L.Polygon =>
  L.polygon(
    rings.map((ring) => ring.map(([lng, lat]): [number, number] => [lat, lng])),
    { interactive: false, ...areaStyle(kind) },
  );

const areaStyle = (kind: string): L.PathOptions => {
  if (kind === 'district') return { color: '#1a3c6e', weight: 2.5, fill: false };
  if (kind === 'street' || kind === 'township')
    return { color: '#4d596a', weight: 1.3, fillColor: '#e8eef6', fillOpacity: 0.35 };
  return { color: '#8794a8', weight: 0.6, dashArray: '3 3', fill: false };
};

const lineStyle = (feature?: { properties: unknown }): L.PathOptions =>
  (feature?.properties as { kind?: string } | undefined)?.kind === 'river'
    ? { color: '#9cc3e6', weight: 3 }
    : { color: '#d5dbe4', weight: 2 };

function useMarks(map: React.RefObject<L.Map | null>, features: readonly Feature[] | undefined): void {
  const areas = useQuery(boundariesQuery).data;
  const lines = useQuery(linesQuery).data;
  const tiles = useQuery(settingsQuery).data?.map;
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  useEffect(() => {
    const made = map.current;
    if (!made || !features) return undefined;
    const layer = L.layerGroup().addTo(made);
    const draw = () => {
      layer.clearLayers();
      for (const spot of gathered(made, features)) {
        const { lng, lat, findings, overdue, first } = spot;
        const single = findings === 1 ? first : undefined;
        const name = single?.properties.description ?? t('map.cluster', { count: findings, overdue });
        const mark = L.marker([lat, lng], {
          icon: L.divIcon({
            className: 'map-mark',
            ...markOf({ lamp: first.properties.lamp ?? 'none', findings, overdue }),
          }),
          alt: name,
          title: name,
        });
        mark.on('click keypress', () => {
          if (single?.id) void navigate({ to: '/findings/$id', params: { id: single.id } });
          else made.setView([lat, lng], made.getZoom() + 1.5);
        });
        layer.addLayer(mark);
      }
    };
    draw();
    made.on('zoomend', draw);
    return () => {
      made.off('zoomend', draw);
      layer.remove();
    };
  }, [map, features, areas, lines, tiles, t, navigate]);
}

type Feature = Awaited<ReturnType<NonNullable<ReturnType<typeof mapQuery>['queryFn']>>>['features'][number];
interface Spot {
  lng: number;
  lat: number;
  findings: number;
  overdue: number;
  first: Feature;
}
const CELL_PX = 38;

/** What would lie on top of each other at this zoom is one mark with a number. */
function gathered(map: L.Map, features: readonly Feature[]): Spot[] {
  const cells = new Map<string, Spot>();
  for (const feature of features) {
    const [lng = 0, lat = 0] = feature.geometry.coordinates;
    const { x, y } = map.project([lng, lat]);
    const key = `${Math.round(x / CELL_PX)}/${Math.round(y / CELL_PX)}`;
    const there = cells.get(key);
    const { findings, overdue } = feature.properties;
    if (there) {
      there.findings += findings;
      there.overdue += overdue;
    } else cells.set(key, { lng, lat, findings, overdue, first: feature });
  }
  return [...cells.values()];
}
