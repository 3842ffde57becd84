import type pg from 'pg';
import { civilDate, type Instant } from '#calendar';
import type { Actor, Role } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction, sqlState } from '../pool';
import { hold } from './directory-changes';
import { DirectoryRefused, logChange } from './directory-log';

export interface PersonFacts {
  name: string;
  unitId: string;
  roles: Role[];
  phone: string | null;
}

export interface DirectoryPerson extends PersonFacts {
  id: string;
  username: string;
  unitName: string;
  closedAt: Instant | null;
  oneTimePassword: boolean;
  positions: {
    id: string;
    unitId: string;
    unitName: string;
    code: string;
    validFrom: string;
    validTo: string | null;
  }[];
}

/** A position of a unit, held from a day on. */
export interface Term {
  unitId: string;
  code: string;
  from: string;
  to: string | null;
}

export interface Delegation {
  id: string;
  from: { id: string; name: string };
  to: { id: string; name: string };
  startsAt: Instant;
  endsAt: Instant;
  revokedAt: Instant | null;
}

const UNIQUE_VIOLATION = '23505';
const EXCLUSION_VIOLATION = '23P01';
const MOST = 500;
/** 一年: who is away for longer is followed by an appointment, which an administrator answers for. */
const LONGEST_DELEGATION_MS = 366 * 86_400_000;

const PEOPLE = `
  SELECT p.id, p.username, p.name, p.unit_id AS "unitId", u.name AS "unitName", p.closed_at AS "closedAt", m.phone,
    coalesce(c.one_time, false) AS "oneTimePassword",
    ARRAY(SELECT role FROM person_role WHERE person_id = p.id ORDER BY role) AS roles,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'unitId', o.unit_id, 'unitName', ou.name, 'code', o.code,
        'validFrom', pp.valid_from, 'validTo', pp.valid_to) ORDER BY pp.valid_to DESC NULLS FIRST, o.code), '[]')
     FROM person_position pp JOIN position o ON o.id = pp.position_id JOIN org_unit ou ON ou.id = o.unit_id
     WHERE pp.person_id = p.id) AS positions
  FROM person p JOIN org_unit u ON u.id = p.unit_id LEFT JOIN credential c ON c.person_id = p.id
    LEFT JOIN message_preference m ON m.person_id = p.id`;

const DELEGATIONS = `
  SELECT d.id, jsonb_build_object('id', f.id, 'name', f.name) AS "from", jsonb_build_object('id', t.id, 'name', t.name) AS "to",
    d.starts_at AS "startsAt", d.ends_at AS "endsAt", d.revoked_at AS "revokedAt"
  FROM delegation d JOIN person f ON f.id = d.from_person JOIN person t ON t.id = d.to_person`;

/** 人员: accounts are closed, never removed; positions and delegations are dated. */
export class DirectoryPeople {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Those within the path; `words` is part of a name, user name or unit. */
  async within(path: string, words: string | null, most = MOST): Promise<DirectoryPerson[]> {
    const { rows } = await this.pool.query<DirectoryPerson>(
      `${PEOPLE} WHERE u.path <@ $1::ltree AND ($2::text IS NULL OR p.name ILIKE $2 OR p.username ILIKE $2 OR u.name ILIKE $2)
       ORDER BY p.closed_at NULLS FIRST, u.path, p.name LIMIT $3`,
      [path, words && `%${words.replace(/[\\%_]/g, '\\$&')}%`, most],
    );
    return rows;
  }

  /** False when the same request made the account before. @throws DirectoryRefused */
  async open(id: string, username: string, facts: PersonFacts, passwordHash: string, actor: Actor): Promise<boolean> {
    return this.written((client) => this.openIn(client, id, username, facts, passwordHash, actor));
  }

  /** The same within a transaction that does more. @throws DirectoryRefused */
  async openIn(
    client: pg.PoolClient,
    id: string,
    username: string,
    facts: PersonFacts,
    passwordHash: string,
    actor: Actor,
  ): Promise<boolean> {
    const path = await this.pathIn(client, facts.unitId, actor);
    const { rowCount } = await client.query(
      `INSERT INTO person (id, username, name, unit_id, scope_path) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
      [id, username, facts.name, facts.unitId, path],
    );
    if (rowCount === 0) return false;
    await client.query('INSERT INTO credential (person_id, password_hash, one_time) VALUES ($1, $2, true)', [
      id,
      passwordHash,
    ]);
    await this.setFacts(client, id, facts);
    await logChange(client, this.clock, actor, {
      what: 'person_opened',
      subject: id,
      after: { username, ...shown(facts) },
    });
    return true;
  }

  /** @throws DirectoryRefused */
  async amend(id: string, facts: PersonFacts, actor: Actor): Promise<void> {
    await this.written((client) => this.amendIn(client, id, facts, actor));
  }

  /** The same within a transaction that does more. @throws DirectoryRefused */
  async amendIn(client: pg.PoolClient, id: string, facts: PersonFacts, actor: Actor): Promise<void> {
    const before = await this.personIn(client, id, actor);
    const path = await this.pathIn(client, facts.unitId, actor);
    await client.query(
      `UPDATE person SET name = $2, unit_id = $3, scope_path = CASE WHEN unit_id = $3 THEN scope_path ELSE $4::ltree END
         WHERE id = $1`,
      [id, facts.name, facts.unitId, path],
    );
    await client.query('DELETE FROM person_role WHERE person_id = $1 AND role <> ALL($2::text[])', [id, facts.roles]);
    await this.setFacts(client, id, facts);
    await logChange(client, this.clock, actor, {
      what: 'person_amended',
      subject: id,
      before: shown(before),
      after: shown(facts),
    });
  }

  /** The person's sessions end at once; positions end today. @throws DirectoryRefused */
  async close(id: string, actor: Actor): Promise<void> {
    if (id === actor.personId || id === actor.onBehalfOf) throw new DirectoryRefused('closing_yourself');
    await this.written(async (client) => {
      const before = await this.personIn(client, id, actor);
      if (before.closedAt !== null) return;
      const at = await this.at(client);
      await client.query('UPDATE person SET closed_at = $2 WHERE id = $1', [id, timestamptz(at)]);
      await client.query('DELETE FROM session WHERE person_id = $1', [id]);
      await client.query(
        `UPDATE person_position SET valid_to = greatest(valid_from, $2::date)
         WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2::date)`,
        [id, civilDate(at)],
      );
      await logChange(client, this.clock, actor, { what: 'person_closed', subject: id, before: shown(before) });
    });
  }

  /** A one-time password by an administrator, which ends the person's sessions, or an own one by themselves. @throws DirectoryRefused */
  async setPassword(id: string, passwordHash: string, oneTime: boolean, actor: Actor): Promise<void> {
    await this.written(async (client) => {
      if (oneTime) await this.personIn(client, id, actor);
      await client.query(
        `INSERT INTO credential (person_id, password_hash, one_time) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, one_time = $3, spent_at = NULL`,
        [id, passwordHash, oneTime],
      );
      if (oneTime) await client.query('DELETE FROM session WHERE person_id = $1', [id]);
      await logChange(client, this.clock, actor, { what: oneTime ? 'password_reset' : 'password_chosen', subject: id });
    });
  }

  /** @throws DirectoryRefused */
  async appoint(id: string, term: Term, actor: Actor): Promise<void> {
    await this.written((client) => this.appointIn(client, id, term, actor));
  }

  /** The same within a transaction that does more. @throws DirectoryRefused */
  async appointIn(client: pg.PoolClient, id: string, { unitId, code, from, to }: Term, actor: Actor): Promise<void> {
    await this.personIn(client, id, actor);
    await this.pathIn(client, unitId, actor, from);
    await hold(client, id, unitId, code, from, to);
    await logChange(client, this.clock, actor, { what: 'appointed', subject: id, after: { unitId, code, from, to } });
  }

  /** The position ends on that day, which is the first without it. @throws DirectoryRefused */
  async dismiss(id: string, positionId: string, validFrom: string, on: string, actor: Actor): Promise<void> {
    await this.written(async (client) => {
      await this.personIn(client, id, actor);
      const { rowCount } = await client.query(
        `UPDATE person_position SET valid_to = $4::date WHERE person_id = $1 AND position_id = $2 AND valid_from = $3
           AND valid_from <= $4::date AND (valid_to IS NULL OR valid_to > $4::date)`,
        [id, positionId, validFrom, on],
      );
      if (rowCount === 0) throw new DirectoryRefused('not_found');
      await logChange(client, this.clock, actor, { what: 'position_ended', subject: id, after: { positionId, on } });
    });
  }

  async delegations(personId: string): Promise<Delegation[]> {
    const { rows } = await this.pool.query<Delegation>(
      `${DELEGATIONS} WHERE d.from_person = $1 OR d.to_person = $1 ORDER BY d.starts_at DESC LIMIT 100`,
      [personId],
    );
    return rows;
  }

  /** Of one's own only, and to one's own people: nobody's authority goes to another house. @throws DirectoryRefused */
  async delegate(id: string, to: string, startsAt: Instant, endsAt: Instant, actor: Actor): Promise<void> {
    await this.written(async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `SELECT p.id FROM person p JOIN org_unit u ON u.id = p.unit_id
         WHERE p.id = $1 AND p.closed_at IS NULL AND p.id <> $2 AND u.path <@ $3::ltree`,
        [to, actor.personId, actor.ownUnitPath],
      );
      if (!rows[0]) throw new DirectoryRefused('not_a_colleague');
      if (endsAt - startsAt > LONGEST_DELEGATION_MS) throw new DirectoryRefused('delegation_too_long');
      if (endsAt <= (await this.at(client))) throw new DirectoryRefused('date_past');
      await client.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [actor.personId]);
      const overlapping = await client.query(
        `SELECT FROM delegation WHERE from_person = $1 AND to_person = $2 AND revoked_at IS NULL AND id <> $3
           AND tstzrange(starts_at, ends_at) && tstzrange($4, $5)`,
        [actor.personId, to, id, timestamptz(startsAt), timestamptz(endsAt)],
      );
      if (overlapping.rowCount) throw new DirectoryRefused('dates_overlap');
      const { rowCount } = await client.query(
        `INSERT INTO delegation (id, from_person, to_person, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING`,
        [id, actor.personId, to, timestamptz(startsAt), timestamptz(endsAt)],
      );
      if (rowCount === 0) return;
      await logChange(client, this.clock, actor, {
        what: 'delegated',
        subject: actor.personId,
        after: { to, startsAt: timestamptz(startsAt), endsAt: timestamptz(endsAt) },
      });
    });
  }

  /** From now on. @throws DirectoryRefused */
  async revoke(id: string, actor: Actor): Promise<void> {
    await this.written(async (client) => {
      const { rows } = await client.query<{ to: string }>(
        `UPDATE delegation SET revoked_at = $3 WHERE id = $1 AND from_person = $2 AND revoked_at IS NULL
         RETURNING to_person AS to`,
        [id, actor.personId, timestamptz(await this.at(client))],
      );
      if (!rows[0]) throw new DirectoryRefused('not_found');
      await logChange(client, this.clock, actor, {
        what: 'delegation_revoked',
        subject: actor.personId,
        after: rows[0],
      });
    });
  }

  private async setFacts(client: pg.ClientBase, id: string, { roles, phone }: PersonFacts): Promise<void> {
    await client.query(
      'INSERT INTO person_role (person_id, role) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
      [id, roles],
    );
    await client.query(
      `INSERT INTO message_preference (person_id, language, phone, digest_minutes, channel_order)
       SELECT $1, 'zh', $2::text, 5, ARRAY['sms'] WHERE $2::text IS NOT NULL OR EXISTS (
         SELECT FROM message_preference WHERE person_id = $1)
       ON CONFLICT (person_id) DO UPDATE SET phone = $2`,
      [id, phone],
    );
  }

  private async personIn(client: pg.ClientBase, id: string, { scopePath }: Actor): Promise<DirectoryPerson> {
    const { rows } = await client.query<DirectoryPerson & { inScope: boolean }>(
      `SELECT found.*, u.path <@ $2::ltree AS "inScope" FROM (${PEOPLE} WHERE p.id = $1) AS found
       JOIN org_unit u ON u.id = found."unitId"`,
      [id, scopePath],
    );
    if (!rows[0]) throw new DirectoryRefused('unknown_person');
    if (!rows[0].inScope) throw new DirectoryRefused('outside_your_scope');
    await client.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [id]);
    return rows[0];
  }

  /** Of a unit that is there on that day; today where none is named. */
  private async pathIn(client: pg.ClientBase, unitId: string, { scopePath }: Actor, on?: string): Promise<string> {
    const { rows } = await client.query<{ path: string; inScope: boolean }>(
      `SELECT path::text, path <@ $2::ltree AS "inScope" FROM org_unit
       WHERE id = $1 AND daterange(valid_from, valid_to) @> $3::date`,
      [unitId, scopePath, on ?? civilDate(await this.at(client))],
    );
    if (!rows[0]) throw new DirectoryRefused('unknown_unit_named', { unit: unitId });
    if (!rows[0].inScope) throw new DirectoryRefused('outside_your_scope');
    return rows[0].path;
  }

  private async at(client: pg.ClientBase): Promise<Instant> {
    const { rows } = await client.query<{ at: Instant }>(`SELECT ${instantSql('$1')} AS at`, [
      timestamptz(await this.clock.at()),
    ]);
    return rows[0]!.at;
  }

  private async written<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.pool, work);
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }
}

/** Why a change of people was refused; null for anything else that went wrong. */
export function refusalOf(error: unknown): DirectoryRefused | null {
  if (error instanceof DirectoryRefused) return error;
  if (sqlState(error) === UNIQUE_VIOLATION) return new DirectoryRefused('username_taken');
  if (sqlState(error) === EXCLUSION_VIOLATION) return new DirectoryRefused('dates_overlap');
  return null;
}

/** A log that everybody's administrator reads keeps no telephone numbers. */
const shown = ({ name, unitId, roles, phone }: PersonFacts) => ({ name, unitId, roles, hasPhone: phone !== null });
