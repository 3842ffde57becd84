import type pg from 'pg';
import type { Actor, CommandOf, FiveFixings } from '#domain';
import { instantSql } from '../clock';

/** A case whose unit is no more, and the handing over to whoever came after it. */
interface Succession {
  id: string;
  command: CommandOf<'reassign'>;
  actor: Actor;
}

interface Followed {
  id: string;
  lead: string;
  co: string[];
  fixings: FiveFixings;
  office: string;
  path: string;
}

/** Open findings with an open line of a dissolved unit: their lead and co-units with each such unit's last successor. */
const FOLLOWED = `
  WITH RECURSIVE today AS MATERIALIZED (SELECT (${instantSql('$1')} AT TIME ZONE 'Asia/Shanghai')::date AS date),
  follows AS (
    SELECT id, id AS successor FROM org_unit
    UNION
    SELECT f.id, u.successor_id FROM follows f JOIN org_unit u ON u.id = f.successor, today
    WHERE u.valid_to <= today.date AND u.successor_id IS NOT NULL
  ),
  heirs AS (
    SELECT f.id, f.successor FROM follows f JOIN org_unit u ON u.id = f.successor, today
    WHERE u.valid_to IS NULL OR u.valid_to > today.date
  )
  SELECT f.id, min(h.successor) FILTER (WHERE a.role = 'lead') AS lead,
    coalesce(array_agg(DISTINCT h.successor) FILTER (WHERE a.role = 'co'), '{}') AS co,
    f.state -> 'fixings' AS fixings, f.supervising_unit_id AS office, f.supervising_path::text AS path
  FROM assignment a JOIN finding f ON f.id = a.finding_id JOIN heirs h ON h.id = a.unit_id
  WHERE a.status = 'open' AND a.parent_id IS NULL AND f.stage IN ('assign', 'supervise') AND NOT f.terminal
  GROUP BY f.id HAVING bool_or(h.successor <> a.unit_id) ORDER BY f.id`;

export async function successions(pool: pg.Pool, now: string | null): Promise<Succession[]> {
  const { rows } = await pool.query<Followed>(FOLLOWED, [now]);
  return rows.map((followed) => ({ id: followed.id, command: handingOver(followed), actor: officeItself(followed) }));
}

/** Everything that was fixed stays fixed but the unit; two units may have become one. */
const handingOver = ({
  lead,
  co,
  fixings: { leader, officer, task, milestones },
}: Followed): Succession['command'] => ({
  type: 'reassign',
  unitId: lead,
  coUnitIds: co.filter((unitId) => unitId !== lead),
  leader,
  officer,
  task,
  milestones,
  reason: '机构改革，由后继单位承办',
  wrongDispatch: false,
});

/** Nobody decides here: the office that supervises the case is named, and no person. */
const officeItself = ({ office, path }: Followed): Actor => ({
  personId: 'system',
  unitId: office,
  unitPath: path,
  ownUnitPath: path,
  scopePath: path,
  roles: ['dispatcher'],
  positions: [],
  onBehalfOf: null,
});
