import type { Boundary } from '../../api/boundaries';

export interface Spot {
  lng: number;
  lat: number;
}

/** The community that a spot lies in, and its street. */
export function areaOf(
  boundaries: readonly Boundary[],
  spot: Spot,
): { streetId: string | null; communityId: string | null } {
  const around = boundaries.filter(({ rings }) => holds(rings, spot));
  const community = around.find(({ kind }) => kind === 'community' || kind === 'village');
  const street = around.find(({ kind }) => kind === 'street' || kind === 'township');
  return { streetId: community?.parentId ?? street?.unitId ?? null, communityId: community?.unitId ?? null };
}

/** Crossing a ring to the east an odd number of times is being inside; a hole's ring takes it back. */
export function holds(rings: Boundary['rings'], { lng, lat }: Spot): boolean {
  let inside = false;
  for (const ring of rings)
    ring.forEach(([x, y], index) => {
      const [beforeX, beforeY] = ring.at(index - 1) ?? [x, y];
      if (y > lat !== beforeY > lat && lng < ((beforeX - x) * (lat - y)) / (beforeY - y) + x) inside = !inside;
    });
  return inside;
}
