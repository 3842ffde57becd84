import type { Place } from '#domain';
import { DEMO_PLACES } from '#persistence';

import type { Scene } from '../pictures/scenes';
import { MATTERS } from './matters';

const METRES_PER_DEGREE = 111_320;
/** The golden angle spreads points evenly over a disc, whatever their number. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const WITHIN = 0.85;

/** Sewage runs over in the village; the rest is found everywhere, more often where more people live. */
const VILLAGE = DEMO_PLACES.filter(({ communityId }) => communityId.startsWith('sanshipu-'));
const TOWN = DEMO_PLACES.filter((place) => !VILLAGE.includes(place));

/** Where the `nth` case of the story is, inside its community's boundaries. */
export function placeOf(scene: Scene, nth: number): Place {
  const among = scene === 'sewage' ? VILLAGE : nth % 9 === 8 ? VILLAGE : TOWN;
  const { communityId, streetId, name, centre, radiusM } = among[(nth * 5) % among.length]!;
  const { points } = MATTERS[scene];
  const [lng, lat] = centre;
  const distance = radiusM * WITHIN * Math.sqrt(((nth * 7) % 23) / 23);
  const angle = nth * GOLDEN_ANGLE;
  const perDegreeEast = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    streetId,
    communityId,
    pointName: `${name}${points[nth % points.length]!}`,
    lng: rounded(lng + (Math.cos(angle) * distance) / perDegreeEast),
    lat: rounded(lat + (Math.sin(angle) * distance) / METRES_PER_DEGREE),
  };
}

const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
