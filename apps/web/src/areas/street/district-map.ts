type Ring = readonly (readonly [lng: number, lat: number])[];

export interface MapArea {
  unitId: string;
  name: string;
  kind: string;
  parentId: string | null;
  centre: readonly [number, number];
  rings: readonly Ring[];
}

export interface Feature {
  properties: Omit<MapArea, 'rings'>;
  geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: Ring[] | Ring[][] };
}

export interface Spot {
  lng: number;
  lat: number;
}

export const areasOf = ({ features }: { features: Feature[] }): MapArea[] =>
  features.map(({ properties, geometry }) => ({
    ...properties,
    rings: geometry.type === 'Polygon' ? (geometry.coordinates as Ring[]) : (geometry.coordinates as Ring[][]).flat(),
  }));

/** The community that a spot lies in, and its street. */
export function areaOf(areas: readonly MapArea[], spot: Spot): { streetId: string | null; communityId: string | null } {
  const around = areas.filter(({ rings }) => holds(rings, spot));
  const community = around.find(({ kind }) => kind === 'community' || kind === 'village');
  const street = around.find(({ kind }) => kind === 'street' || kind === 'township');
  return { streetId: community?.parentId ?? street?.unitId ?? null, communityId: community?.unitId ?? null };
}

/** Crossing a ring to the east an odd number of times is being inside; a hole's ring takes it back. */
export function holds(rings: readonly Ring[], { lng, lat }: Spot): boolean {
  let inside = false;
  for (const ring of rings)
    ring.forEach(([x, y], index) => {
      const [beforeX, beforeY] = ring.at(index - 1) ?? [x, y];
      if (y > lat !== beforeY > lat && lng < ((beforeX - x) * (lat - y)) / (beforeY - y) + x) inside = !inside;
    });
  return inside;
}
