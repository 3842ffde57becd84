import type { Schemas } from '../../../api/queries';

type Finding = Schemas['Finding'];
type Photo = Schemas['Photo'];

export interface Pair {
  defect: number;
  before: Photo | undefined;
  after: Photo | undefined;
}

/** Each defect as it was found and as it was answered last. */
export function pairsOf({
  evidence,
  submissions,
  defects,
}: Pick<Finding, 'evidence' | 'submissions' | 'defects'>): Pair[] {
  const answered = submissions.at(-1)?.evidence ?? [];
  return Array.from({ length: Math.max(1, defects) }, (_, index) => {
    const defect = index + 1;
    return {
      defect,
      before: evidence.find((photo) => photo.role === 'before' && photo.defect === defect),
      after: answered.findLast((photo) => photo.role === 'after' && photo.defect === defect),
    };
  });
}

export const flagsOf = (pairs: readonly Pair[]): Photo['flags'] => [
  ...new Set(pairs.flatMap(({ after }) => after?.flags ?? [])),
];

const METRES_A_DEGREE = 111_320;

/** Metres from the place to where the answer's photo was taken, where both are known. */
export function metresOff({ lng, lat }: Finding['place'], pairs: readonly Pair[]): number | null {
  const taken = pairs.map(({ after }) => after).find((photo) => typeof photo?.lng === 'number' && photo.lat !== null);
  if (!taken || taken.lng === null || taken.lat === null || lng === null || lat === null) return null;
  const east = (taken.lng - lng) * Math.cos((lat * Math.PI) / 180);
  return Math.round(Math.hypot(east, taken.lat - lat) * METRES_A_DEGREE);
}
