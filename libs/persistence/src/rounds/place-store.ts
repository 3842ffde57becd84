import type pg from 'pg';
import type { CivilDate, Instant } from '#calendar';
import { civilDate } from '#calendar';
import type { TargetKind } from '#domain';
import type { Clock } from '../clock';
import { readNow } from '../now';

export interface PlaceGiven {
  name: string;
  kind: TargetKind;
  streetId: string;
  communityId: string | null;
  lng: number | null;
  lat: number | null;
  weight: number;
  validTo: CivilDate | null;
}

export interface InspectionPlace extends PlaceGiven {
  id: string;
  validFrom: CivilDate;
  visitedAt: Instant | null;
  visits: number;
}

/** 检查点位: what rounds draw from. A draw keeps the population that it was thrown over, whatever becomes of it here. */
export class PlaceStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Of the streets of a subtree, those in use first. */
  async list(areaPath: string): Promise<InspectionPlace[]> {
    const { rows } = await this.pool.query<InspectionPlace>(
      `SELECT i.id, i.name, i.kind, i.street_id AS "streetId", i.community_id AS "communityId", i.lng, i.lat, i.weight,
         i.valid_from AS "validFrom", i.valid_to AS "validTo", v.at AS "visitedAt", v.visits
       FROM inspection_place i JOIN org_unit u ON u.id = i.street_id
       CROSS JOIN LATERAL (SELECT max(p.visited_at) AS at, count(p.visited_at)::int AS visits
         FROM round_place p WHERE p.place_id = i.id) AS v
       WHERE u.path <@ $1::ltree
       ORDER BY i.valid_to IS NOT NULL, u.path, i.community_id, i.kind, i.name, i.id LIMIT 5000`,
      [areaPath],
    );
    return rows;
  }

  /** The same id twice is the same place. */
  async add(id: string, given: PlaceGiven): Promise<void> {
    const today = civilDate(await readNow(this.pool, this.clock));
    await this.pool.query(
      `INSERT INTO inspection_place (id, name, kind, street_id, community_id, lng, lat, weight, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
      [id, ...columnsOf(given), today, given.validTo],
    );
  }

  /** False when it is not there, or would end before it began. */
  async change(id: string, areaPath: string, given: PlaceGiven): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE inspection_place i SET name = $2, kind = $3, street_id = $4, community_id = $5, lng = $6, lat = $7,
         weight = $8, valid_to = $9
       FROM org_unit u WHERE i.id = $1 AND u.id = i.street_id AND u.path <@ $10::ltree
         AND ($9::date IS NULL OR $9::date > i.valid_from)`,
      [id, ...columnsOf(given), given.validTo, areaPath],
    );
    return (rowCount ?? 0) > 0;
  }
}

const columnsOf = ({ name, kind, streetId, communityId, lng, lat, weight }: PlaceGiven) => [
  name,
  kind,
  streetId,
  communityId,
  lng,
  lat,
  weight,
];
