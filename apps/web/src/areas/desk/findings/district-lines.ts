import { queryOptions } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';

const read = (file: string) =>
  queryOptions({
    queryKey: ['map-lines', file],
    queryFn: async ({ signal }) => (await (await fetch(`/map/${file}`, { signal })).json()) as FeatureCollection,
    staleTime: Infinity,
  });

/** The district's own boundaries, and its river and roads. */
export const areasQuery = read('district.geojson');
export const linesQuery = read('lines.geojson');
