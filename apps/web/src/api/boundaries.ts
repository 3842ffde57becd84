import { queryOptions } from '@tanstack/react-query';

export type Point = readonly [lng: number, lat: number];

/** A street, community or village as the district draws it. */
export interface Boundary {
  properties: { unitId: string; name: string; kind: string; centre: Point };
  geometry: { type: 'Polygon'; coordinates: Point[][] } | { type: 'MultiPolygon'; coordinates: Point[][][] };
}

/** The district's own boundaries; no outside tiles. Null where nobody has drawn them. */
export const boundariesQuery = queryOptions({
  queryKey: ['boundaries'],
  queryFn: async ({ signal }): Promise<{ features: Boundary[] } | null> => {
    const response = await fetch('/map/district.geojson', { signal });
    return response.ok && /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : null;
  },
  staleTime: Infinity,
  retry: false,
});

export const ringsOf = ({ geometry }: Boundary): Point[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
