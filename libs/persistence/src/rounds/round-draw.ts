import { createHash } from 'node:crypto';
import type { Instant } from '#calendar';
import { draw, drawTeams, isWithin, redraw } from '#domain';
import type { Round, RoundDraw } from './round';

const DAY = 86_400_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Place {
  id: string;
  streetId: string;
  streetPath: string;
  weight: number;
  /** When a round last looked at it. */
  visitedAt: Instant | null;
}

export interface Inspector {
  id: string;
  unitPath: string;
}

/** 随机抽取: the seed is thrown after plan and population stand, once. */
export function drawn(
  round: Round,
  places: readonly Place[],
  inspectors: readonly Inspector[],
  at: Instant,
  seed: string,
): RoundDraw {
  const record = draw(
    {
      seed,
      candidates: places.map(({ id, weight, streetId }) => ({ id, weight, stratum: streetId })),
      exclusions: places
        .filter(({ visitedAt }) => visitedAt !== null && at - visitedAt < round.spareDays * DAY)
        .map(({ id }) => ({ id, reason: `${round.spareDays} 日内已查` })),
      quotas: round.quotas,
    },
    sha256,
  );
  const paths = new Map(places.map(({ id, streetPath }) => [id, streetPath]));
  const recused = Object.fromEntries(
    record.drawn.map(({ id }) => [
      id,
      inspectors.filter(({ unitPath }) => isWithin(unitPath, paths.get(id)!)).map((one) => one.id),
    ]),
  );
  const request = { seed, perPlace: round.perPlace, inspectors: inspectors.map(({ id }) => id).sort() };
  return { ...record, ...request, recused, teams: teamsOf({ ...request, drawn: record.drawn, recused }), drawnAt: at };
}

type TeamFacts = Pick<RoundDraw, 'seed' | 'perPlace' | 'inspectors' | 'drawn' | 'recused'>;

const teamsOf = ({ seed, perPlace, inspectors, drawn: places, recused }: TeamFacts): RoundDraw['teams'] =>
  drawTeams(
    { seed, perPlace, inspectors, places: places.map(({ id }) => ({ id, recused: recused[id] ?? [] })) },
    sha256,
  );

export interface Recomputed {
  same: boolean;
  /** Drawn by the seed, and not in the record. */
  missing: string[];
  /** In the record, and not drawn by the seed. */
  added: string[];
  teamsSame: boolean;
}

/** What seed and population give today beside what is recorded. */
export function recomputed(record: RoundDraw): Recomputed {
  const places = redraw(record, sha256);
  const again = teamsOf(record);
  return { ...places, teamsSame: JSON.stringify(again) === JSON.stringify(record.teams.map(inOrder)) };
}

/** jsonb keeps no order of keys. */
const inOrder = ({ placeId, inspectors, short }: RoundDraw['teams'][number]) => ({ placeId, inspectors, short });
