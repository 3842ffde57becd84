import { z } from 'zod';
import { target } from './rounds';
import { civilDate, latitude, longitude, maybeInstant, reference, text } from './values';

/** 检查点位 as it is entered; a closed one stays in the rounds that drew it. */
export const savePlace = z
  .strictObject({
    name: text(100),
    kind: target,
    streetId: reference,
    communityId: reference.nullable().default(null),
    lng: longitude.nullable().default(null),
    lat: latitude.nullable().default(null),
    /** Its number of tickets in a draw. */
    weight: z.int().min(1).max(100).default(1),
    /** From that day on it is drawn no more. */
    validTo: civilDate.nullable().default(null),
  })
  .refine(({ lng, lat }) => (lng === null) === (lat === null), { path: ['lat'], params: { code: 'half_a_point' } })
  .meta({ id: 'SavePlace' });
export type SavePlace = z.output<typeof savePlace>;

const place = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: target,
    streetId: z.string(),
    communityId: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    weight: z.int(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    /** When a round last looked at it, and how often one did. */
    visitedAt: maybeInstant,
    visits: z.int(),
  })
  .meta({ id: 'InspectionPlace' });

export const inspectionPlaces = z
  .object({ items: z.array(place), mayEdit: z.boolean() })
  .meta({ id: 'InspectionPlaces' });
export type InspectionPlacesShown = z.output<typeof inspectionPlaces>;
