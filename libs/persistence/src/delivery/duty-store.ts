import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction, sqlState } from '../pool';

interface OnDuty {
  id: string;
  name: string;
  phone: string | null;
}

/** 值班班次. */
export interface Shift {
  unitId: string;
  startsAt: Instant;
  endsAt: Instant;
  shift: string;
  officer: OnDuty | null;
  leader: OnDuty;
}

export interface ShiftEntry {
  startsAt: Instant;
  endsAt: Instant;
  shift: string;
  officerId: string | null;
  leaderId: string;
}

/** Two shifts of a unit would run at once, or somebody named is not there. */
export class ShiftsRefused extends Error {
  constructor(readonly code: 'shifts_overlap' | 'unknown_person') {
    super(code);
  }
}

const person = (alias: string, reader: string): string =>
  `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'phone', ${reader}.phone)`;

const SHIFTS = `
  SELECT d.unit_id AS "unitId", d.starts_at AS "startsAt", d.ends_at AS "endsAt", d.shift,
    CASE WHEN officer.id IS NOT NULL THEN ${person('officer', 'ofr')} END AS officer, ${person('leader', 'lr')} AS leader
  FROM duty_roster d
  JOIN person leader ON leader.id = d.leader_id LEFT JOIN message_preference lr ON lr.person_id = leader.id
  LEFT JOIN person officer ON officer.id = d.officer_id LEFT JOIN message_preference ofr ON ofr.person_id = officer.id`;

/** 值班表: who is told at night. */
export class DutyStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Shifts that run at some time within [from, to), of units within the path. */
  async shifts(path: string, from: Instant, to: Instant): Promise<Shift[]> {
    const { rows } = await this.pool.query<Shift>(
      `${SHIFTS} JOIN org_unit u ON u.id = d.unit_id
       WHERE u.path <@ $1::ltree AND d.starts_at < $3 AND d.ends_at > $2 ORDER BY d.starts_at, d.unit_id LIMIT 5000`,
      [path, timestamptz(from), timestamptz(to)],
    );
    return rows;
  }

  /** Replaces the unit's shifts that begin within [from, to). @throws ShiftsRefused, and then nothing has changed */
  async replace(unitId: string, from: Instant, to: Instant, shifts: readonly ShiftEntry[]): Promise<void> {
    await this.write([{ unitId, from, to, shifts }]);
  }

  /** Each given shift takes the place of those that begin in its time. @throws ShiftsRefused */
  async enter(entries: readonly (ShiftEntry & { unitId: string })[]): Promise<void> {
    await this.write(
      entries.map(({ unitId, ...shift }) => ({ unitId, from: shift.startsAt, to: shift.endsAt, shifts: [shift] })),
    );
  }

  private async write(
    spans: readonly { unitId: string; from: Instant; to: Instant; shifts: readonly ShiftEntry[] }[],
  ): Promise<void> {
    const gone = spans.map(({ unitId, from, to }) => ({
      unit_id: unitId,
      from: timestamptz(from),
      to: timestamptz(to),
    }));
    const rows = spans.flatMap(({ unitId, shifts }) => shifts.map((shift) => rowOf(unitId, shift)));
    try {
      await inTransaction(this.pool, async (client) => {
        await client.query(
          `DELETE FROM duty_roster d USING jsonb_to_recordset($1::jsonb) AS g (unit_id text, "from" timestamptz, "to" timestamptz)
           WHERE d.unit_id = g.unit_id AND d.starts_at >= g."from" AND d.starts_at < g."to"`,
          [JSON.stringify(gone)],
        );
        await client.query(
          `INSERT INTO duty_roster (unit_id, starts_at, ends_at, shift, officer_id, leader_id)
           SELECT unit_id, starts_at, ends_at, shift, officer_id, leader_id FROM jsonb_to_recordset($1::jsonb) AS r
             (unit_id text, starts_at timestamptz, ends_at timestamptz, shift text, officer_id text, leader_id text)`,
          [JSON.stringify(rows)],
        );
      });
    } catch (error) {
      throw refusedFor(error);
    }
  }

  /** Who is told of what is urgent now: the shift, or where none is entered the unit's head, or the next one's above. */
  async now(unitId: string): Promise<{ shift: Shift | null; fallback: OnDuty[] }> {
    const now = timestamptz(await this.clock.at());
    const { rows } = await this.pool.query<Shift>(
      `${SHIFTS}, (SELECT ${instantSql('$2')} AS at) AS now
       WHERE d.unit_id = $1 AND d.starts_at <= now.at AND d.ends_at > now.at`,
      [unitId, now],
    );
    if (rows[0]) return { shift: rows[0], fallback: [] };
    const { rows: heads } = await this.pool.query<OnDuty>(
      `SELECT id, name, phone FROM (
         SELECT p.id, p.name, r.phone, rank() OVER (ORDER BY nlevel(home.path) DESC) AS distance
         FROM org_unit u JOIN org_unit home ON home.path @> u.path
         JOIN position ON position.unit_id = home.id AND position.code = 'unit_head'
         JOIN person_position pp ON pp.position_id = position.id
         JOIN person p ON p.id = pp.person_id AND p.closed_at IS NULL LEFT JOIN message_preference r ON r.person_id = p.id
         JOIN (SELECT ${instantSql('$2')} AS at) AS now
           ON daterange(pp.valid_from, pp.valid_to) @> (now.at AT TIME ZONE 'Asia/Shanghai')::date
         WHERE u.id = $1
       ) AS head WHERE distance = 1 ORDER BY name`,
      [unitId, now],
    );
    return { shift: null, fallback: heads };
  }

  /** Open accounts, for finding who is meant by a name in a list. */
  async people(): Promise<{ id: string; name: string; username: string; unitId: string }[]> {
    const { rows } = await this.pool.query<{ id: string; name: string; username: string; unitId: string }>(
      'SELECT id, name, username, unit_id AS "unitId" FROM person WHERE closed_at IS NULL',
    );
    return rows;
  }
}

const rowOf = (unitId: string, { startsAt, endsAt, shift, officerId, leaderId }: ShiftEntry) => ({
  unit_id: unitId,
  starts_at: timestamptz(startsAt),
  ends_at: timestamptz(endsAt),
  shift,
  officer_id: officerId,
  leader_id: leaderId,
});

function refusedFor(error: unknown): unknown {
  const state = sqlState(error);
  if (state === '23P01' || state === '23505') return new ShiftsRefused('shifts_overlap');
  return state === '23503' ? new ShiftsRefused('unknown_person') : error;
}
