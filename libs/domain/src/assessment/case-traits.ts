import type { Finding } from '../finding';

/** 当场整改 or 自行处置: mended before anybody was charged with it. */
export const isOnTheSpot = ({ witnessed, fixings, rectifiers }: Finding): boolean =>
  witnessed || (fixings === null && rectifiers.length > 0);

/** The point and the kind of problem: by these the same one is known again. */
export function spotOf({ categoryCode, place: { pointName, streetId, lng, lat } }: Finding): string | null {
  const where = pointName ?? (lng !== null && lat !== null ? `${lng.toFixed(4)},${lat.toFixed(4)}` : null);
  return categoryCode && where ? [categoryCode, streetId ?? '', where].join('@') : null;
}
