import { queryOptions } from '@tanstack/react-query';

import { REMEMBERED } from './queries';

export type Point = readonly [lng: number, lat: number];
export type Ring = readonly Point[];

/** A district, street, community or village as the district draws it; a hole is a ring too. */
export interface Boundary {
  unitId: string;
  name: string;
  kind: string;
  parentId: string | null;
  centre: Point;
  rings: readonly Ring[];
}

interface Feature {
  properties: Omit<Boundary, 'rings'>;
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
}

const boundaryOf = ({ properties, geometry }: Feature): Boundary => ({
  ...properties,
  rings: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
});

/** The district's own boundaries; no outside tiles. Fails where nobody has drawn them. */
export const boundariesQuery = queryOptions({
  queryKey: ['boundaries'],
  meta: REMEMBERED,
  queryFn: async ({ signal }): Promise<Boundary[]> => {
    const { features } = (await (await fetch('/map/district.geojson', { signal })).json()) as { features: Feature[] };
    return features.map(boundaryOf);
  },
  staleTime: Infinity,
  // Where there is no network the answer is at once that there is no map; the list of communities still is.
  networkMode: 'always',
  retry: false,
});
