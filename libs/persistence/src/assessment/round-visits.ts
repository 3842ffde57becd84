import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Category, Period, PointVisit } from '#domain';
import { timestamptz } from '../clock';
import type { OrgHistory } from './org-history';

interface Visited {
  roundId: string;
  placeId: string;
  at: Instant;
  streetId: string;
  communityId: string | null;
  /** Categories that its checklist looks at. */
  categories: string[];
}

interface Found {
  roundId: string;
  placeId: string;
  unitId: string | null;
  findings: number;
}

/**
 * 检查点次: what rounds looked at in a period, and what stands of what they found there. A point is in the account of those
 * who answered for the place that day (属地、包保), and of each department that led what the checklist looks at, by its own
 * findings.
 */
export async function roundVisits(
  pool: pg.Pool,
  { from, to }: Period,
  attribution: OrgHistory,
  categories: readonly Category[],
): Promise<PointVisit[]> {
  const during = [timestamptz(from), timestamptz(to)];
  const [visited, found] = await Promise.all([pool.query<Visited>(VISITED, during), pool.query<Found>(FOUND, during)]);
  const known = new Map(categories.map((category) => [category.code, category]));
  const foundAt = new Map<string, Found[]>();
  for (const one of found.rows) foundAt.set(keyOf(one), [...(foundAt.get(keyOf(one)) ?? []), one]);
  return visited.rows.flatMap((visit) => {
    const own = foundAt.get(keyOf(visit)) ?? [];
    const looked = visit.categories.flatMap((code) => known.get(code) ?? []);
    return visitsOf(visit, own, looked, attribution);
  });
}

const keyOf = ({ roundId, placeId }: Pick<Found, 'roundId' | 'placeId'>): string => `${roundId}/${placeId}`;

function visitsOf(
  { roundId, placeId, at, ...place }: Visited,
  found: readonly Found[],
  looked: readonly Category[],
  attribution: OrgHistory,
): PointVisit[] {
  const commanded = (id: string): boolean => attribution.relation(id, at) === 'commanded';
  const answering = [...attribution.territory(place, at), ...attribution.baobao(place, at)].filter(commanded);
  const leading = looked.flatMap((category) => attribution.lead(category, place, at) ?? []).filter(commanded);
  const visit = (pointId: string, unitIds: string[], own: readonly Found[]): PointVisit => ({
    roundId,
    pointId,
    at,
    level: 'district',
    unitIds,
    findings: own.reduce((sum, { findings }) => sum + findings, 0),
  });
  return [
    visit(placeId, [...new Set(answering)], found),
    ...[...new Set(leading)]
      .filter((id) => !answering.includes(id))
      .map((id) =>
        visit(
          `${placeId}@${id}`,
          [id],
          found.filter(({ unitId }) => unitId === id),
        ),
      ),
  ];
}

const VISITED = `
  SELECT p.round_id AS "roundId", p.place_id AS "placeId", p.visited_at AS at, i.street_id AS "streetId",
    i.community_id AS "communityId",
    ARRAY(SELECT DISTINCT item ->> 'categoryCode' FROM checklist c, jsonb_array_elements(c.data -> 'items') AS item
      WHERE c.id = r.checklist_id AND c.version = r.checklist_version AND item ->> 'categoryCode' IS NOT NULL
      ORDER BY 1) AS categories
  FROM round_place p JOIN inspection_round r ON r.id = p.round_id JOIN inspection_place i ON i.id = p.place_id
  WHERE p.visited_at >= $1 AND p.visited_at < $2 ORDER BY p.visited_at, p.round_id, p.place_id`;

const FOUND = `
  SELECT round_id AS "roundId", state ->> 'pointId' AS "placeId",
    coalesce(lead_unit_id, state #>> '{proposal,unitId}') AS "unitId", count(*) AS findings
  FROM finding
  WHERE round_id IN (SELECT round_id FROM round_place WHERE visited_at >= $1 AND visited_at < $2)
    AND state ->> 'pointId' IS NOT NULL AND status NOT IN ('dismissed', 'voided', 'merged', 'transferred')
  GROUP BY 1, 2, 3`;
