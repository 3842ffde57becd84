/** WGS 84 degrees. */
interface Point {
  lng: number | null;
  lat: number | null;
}

const METRES_PER_DEGREE = 111_195;

/** Near enough for two photos of one place; null where either does not say where it was taken. */
export function metresBetween(one: Point, other: Point): number | null {
  if (one.lng === null || one.lat === null || other.lng === null || other.lat === null) return null;
  const flat = Math.cos((((one.lat + other.lat) / 2) * Math.PI) / 180);
  return Math.hypot((one.lng - other.lng) * flat, one.lat - other.lat) * METRES_PER_DEGREE;
}
