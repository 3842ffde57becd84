import { queryOptions } from '@tanstack/react-query';
import type { geoJSON } from 'leaflet';

/** What leaflet draws. */
type Drawn = Exclude<NonNullable<Parameters<typeof geoJSON>[0]>, unknown[]> & {
  features: readonly { properties: unknown }[];
};

const read = (file: string) =>
  queryOptions({
    queryKey: ['map-lines', file],
    queryFn: async ({ signal }) => (await (await fetch(`/map/${file}`, { signal })).json()) as Drawn,
    staleTime: Infinity,
  });

/** The district's own boundaries, and its river and roads. */
export const areasQuery = read('district.geojson');
export const linesQuery = read('lines.geojson');
