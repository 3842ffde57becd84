export const SCENES = [
  'bins',
  'manhole',
  'stalls',
  'charging',
  'stairwell',
  'posters',
  'pavement',
  'litter',
  'parking',
  'fireLane',
  'notices',
  'sewage',
] as const;
/** What a picture shows. */
export type Scene = (typeof SCENES)[number];
