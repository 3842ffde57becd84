/** WGS 84 degrees. */
interface Point {
  lng?: number | null;
  lat?: number | null;
}

const EARTH_METRES = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance; null when either place is unknown. */
export function metresBetween(one: Point, other: Point): number | null {
  if (!isKnown(one) || !isKnown(other)) return null;
  const sine = Math.sin(radians(other.lat - one.lat) / 2);
  const across = Math.sin(radians(other.lng - one.lng) / 2);
  const square = sine * sine + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * across * across;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(square)));
}

const isKnown = (point: Point): point is { lng: number; lat: number } =>
  typeof point.lng === 'number' && typeof point.lat === 'number';
