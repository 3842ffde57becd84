import type pg from 'pg';
import type { Actor, Role } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';

export interface Person {
  id: string;
  username: string;
  name: string;
  unitId: string;
  unitName: string;
  roles: Role[];
}

const PERSON = `
  SELECT p.id, p.username, p.name, p.unit_id AS "unitId", u.name AS "unitName",
    ARRAY(SELECT role FROM person_role WHERE person_id = p.id ORDER BY role) AS roles
  FROM person p JOIN org_unit u ON u.id = p.unit_id`;

/** \`$1\` commands; \`$2\` is whose authority it is: the same person, or one who has delegated and not yet taken back. */
const ACTOR = `
  WITH now AS MATERIALIZED (SELECT ${instantSql('$3')} AS at)
  SELECT p.unit_id AS "unitId", u.path::text AS "unitPath", p.scope_path::text AS "scopePath",
    (SELECT own.path::text FROM person me JOIN org_unit own ON own.id = me.unit_id WHERE me.id = $1) AS "ownUnitPath",
    ARRAY(SELECT role FROM person_role WHERE person_id = p.id ORDER BY role) AS roles,
    ARRAY(
      SELECT DISTINCT code FROM person_position pp JOIN position ON position.id = pp.position_id
      WHERE pp.person_id = p.id AND daterange(pp.valid_from, pp.valid_to) @> (now.at AT TIME ZONE 'Asia/Shanghai')::date
    ) AS positions
  FROM now, person p JOIN org_unit u ON u.id = p.unit_id
  WHERE p.id = $2 AND p.closed_at IS NULL
    AND EXISTS (SELECT FROM person WHERE id = $1 AND closed_at IS NULL)
    AND ($1 = $2 OR EXISTS (
      SELECT FROM delegation d
      WHERE d.from_person = $2 AND d.to_person = $1 AND d.revoked_at IS NULL
        AND now.at >= d.starts_at AND now.at < d.ends_at))`;

/** People, their positions and delegations, as the directory knows them now. */
export class PeopleStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Null when there is no such person, the account is closed, or its one-time password has been used. */
  async credentialOf(username: string): Promise<{ personId: string; passwordHash: string } | null> {
    const { rows } = await this.pool.query<{ personId: string; passwordHash: string }>(
      `SELECT c.person_id AS "personId", c.password_hash AS "passwordHash"
       FROM person p JOIN credential c ON c.person_id = p.id
       WHERE p.username = $1 AND p.closed_at IS NULL AND c.spent_at IS NULL`,
      [username],
    );
    return rows[0] ?? null;
  }

  /** 一次性密码 opens once; false when another sign-in has just used it. */
  async spendOneTime(personId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ free: boolean }>(
      `WITH spent AS (
         UPDATE credential SET spent_at = ${instantSql('$2')}
         WHERE person_id = $1 AND one_time AND spent_at IS NULL RETURNING person_id
       )
       SELECT EXISTS (SELECT FROM spent) OR NOT one_time AS free FROM credential WHERE person_id = $1`,
      [personId, timestamptz(await this.clock.at())],
    );
    return rows[0]?.free ?? false;
  }

  /** Whether the person signed in by a one-time password and has not yet chosen an own one. */
  async mustChoosePassword(personId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ one: boolean }>(
      'SELECT one_time AND spent_at IS NOT NULL AS one FROM credential WHERE person_id = $1',
      [personId],
    );
    return rows[0]?.one ?? false;
  }

  async passwordHashOf(personId: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM credential WHERE person_id = $1',
      [personId],
    );
    return rows[0]?.hash ?? null;
  }

  async person(id: string): Promise<Person | null> {
    const { rows } = await this.pool.query<Person>(`${PERSON} WHERE p.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** By id; `unit:<id>` is whoever it was of that unit, without an account. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ id: string; name: string }>(
      `SELECT id, name FROM person WHERE id = ANY($1::text[])
       UNION ALL SELECT 'unit:' || id, name FROM org_unit WHERE 'unit:' || id = ANY($1::text[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async personNamed(username: string): Promise<Person | null> {
    const { rows } = await this.pool.query<Person>(`${PERSON} WHERE p.username = $1`, [username]);
    return rows[0] ?? null;
  }

  /** `onBehalfOf` needs a delegation that is valid now; null when the person is unknown or the delegation is not. */
  async actorOf(personId: string, onBehalfOf: string = personId): Promise<Actor | null> {
    const { rows } = await this.pool.query<Omit<Actor, 'personId' | 'onBehalfOf'>>({
      name: 'actor',
      text: ACTOR,
      values: [personId, onBehalfOf, timestamptz(await this.clock.at())],
    });
    return rows[0] ? { personId, ...rows[0], onBehalfOf: onBehalfOf === personId ? null : onBehalfOf } : null;
  }

  async delegate(id: string, from: string, to: string, startsAt: number, endsAt: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO delegation (id, from_person, to_person, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO NOTHING`,
      [id, from, to, timestamptz(startsAt), timestamptz(endsAt)],
    );
  }
}
