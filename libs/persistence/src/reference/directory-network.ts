import type pg from 'pg';
import type { Responsibilities } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { overdueSql } from '../findings/overdue-sql';
import { readResponsibilities } from './responsibilities';

/** A unit of the network with its people, what it answers for, and how much of it is open. */
export interface NetworkUnit {
  id: string;
  name: string;
  kind: string;
  relation: string;
  parentId: string | null;
  people: { id: string; name: string; positions: string[] }[];
  /** Roles of categories it bears (CG, ZJ, …). */
  bears: string[];
  leads: { categoryCode: string; areaId: string | null }[];
  /** 包保: areas it stands surety for. */
  suretyFor: string[];
  open: number;
  overdue: number;
}

/** 责任网络 as it is today. */
export class DirectoryNetwork {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Everybody, or whoever holds a position and the viewer's own colleagues: an inspected unit is given no list of who inspects. */
  async today(viewer: { unitId: string; everybody: boolean }): Promise<NetworkUnit[]> {
    const now = timestamptz(await this.clock.at());
    const { rows } = await this.pool.query<NetworkUnit>(NETWORK, [now, viewer.everybody, viewer.unitId]);
    return rows;
  }

  /** Who leads, bears and stands surety for what, and from when to when. */
  responsibilities(): Promise<Responsibilities> {
    return readResponsibilities(this.pool);
  }
}

const NETWORK = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$1')} AS at),
  today AS (SELECT at, (at AT TIME ZONE 'Asia/Shanghai')::date AS date FROM now),
  work AS (
    SELECT a.unit_id, count(DISTINCT f.id)::int AS open,
      count(DISTINCT f.id) FILTER (WHERE ${overdueSql('today.at')})::int AS overdue
    FROM today, assignment a JOIN finding f ON f.id = a.finding_id
    WHERE a.status = 'open' AND NOT f.terminal GROUP BY a.unit_id
  )
  SELECT u.id, u.name, u.kind, u.relation, u.parent_id AS "parentId",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'positions', ARRAY(
        SELECT o.code FROM person_position pp JOIN position o ON o.id = pp.position_id
        WHERE pp.person_id = p.id AND daterange(pp.valid_from, pp.valid_to) @> today.date ORDER BY o.code)) ORDER BY p.name), '[]')
     FROM person p WHERE p.unit_id = u.id AND p.closed_at IS NULL
       AND ($2 OR u.id = $3 OR EXISTS (SELECT FROM person_position pp
         WHERE pp.person_id = p.id AND daterange(pp.valid_from, pp.valid_to) @> today.date))) AS people,
    ARRAY(SELECT role FROM category_rule r WHERE r.unit_id = u.id AND daterange(r.valid_from, r.valid_to) @> today.date
      ORDER BY role) AS bears,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('categoryCode', l.category_code, 'areaId', l.area_id)
        ORDER BY l.category_code), '[]')
     FROM lead_rule l WHERE l.unit_id = u.id AND daterange(l.valid_from, l.valid_to) @> today.date) AS leads,
    ARRAY(SELECT a.id FROM surety s JOIN org_unit a ON a.path = s.area
      WHERE s.unit_id = u.id AND daterange(s.valid_from, s.valid_to) @> today.date ORDER BY a.path) AS "suretyFor",
    coalesce(work.open, 0) AS open, coalesce(work.overdue, 0) AS overdue
  FROM today, org_unit u LEFT JOIN work ON work.unit_id = u.id
  WHERE daterange(u.valid_from, u.valid_to) @> today.date
  ORDER BY nlevel(u.path), array_position(ARRAY['district', 'department', 'street', 'township'], u.kind), u.path`;
