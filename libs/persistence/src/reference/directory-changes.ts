import type pg from 'pg';
import { civilDate, type Instant } from '#calendar';
import type { Actor } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction, sqlState } from '../pool';
import type { UnitKind } from '../entities';
import { type BatchPlan, isArea, planBatch, type UnitBatch } from './directory-batch';
import { type DirectoryAuthor, DirectoryRefused, logChange } from './directory-log';
import type { DirectoryUnit } from './directory-store';

const SHOWN = 20;
const EXCLUSION_VIOLATION = '23P01';
const SYSTEM: DirectoryAuthor = { personId: 'system', onBehalfOf: null };

/** What of a unit that ends goes with it. */
export interface Following {
  unitId: string;
  openWork: number;
  /** The first of it. */
  findings: { id: string; number: string }[];
  people: { id: string; name: string }[];
  /** Cases whose loop is the unit's own. */
  supervised: number;
}

export interface ForetoldBatch extends BatchPlan {
  id: string;
  following: Following[];
}

export interface LeadRule {
  id: string;
  categoryCode: string;
  areaId: string | null;
  unitId: string;
  validFrom: string;
  validTo: string | null;
}

export interface Surety {
  unitId: string;
  areaId: string;
  validFrom: string;
  validTo: string | null;
}

const UNITS = `SELECT id, path::text, name, kind, relation, parent_id AS "parentId", valid_from AS "validFrom",
  valid_to AS "validTo", successor_id AS "successorId" FROM org_unit ORDER BY path`;

/** Changes of units and of who leads what; rows are dated and none is taken away (ruling 11). */
export class DirectoryChanges {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Plans the batch, and carries it out unless `dryRun`; the same id twice answers what was done. @throws DirectoryRefused */
  async batch(id: string, batch: UnitBatch, actor: Actor, dryRun: boolean): Promise<ForetoldBatch> {
    return inTransaction(this.pool, (client) => this.batchIn(client, id, batch, actor, dryRun));
  }

  /** The same within a transaction that does more. @throws DirectoryRefused */
  async batchIn(
    client: pg.PoolClient,
    id: string,
    batch: UnitBatch,
    actor: Actor,
    dryRun: boolean,
  ): Promise<ForetoldBatch> {
    if (!dryRun) await client.query('LOCK TABLE org_unit IN SHARE ROW EXCLUSIVE MODE');
    const done = await client.query<{ after: ForetoldBatch }>(
      `SELECT after FROM directory_change WHERE batch_id = $1 AND what = 'batch'`,
      [id],
    );
    if (done.rows[0]) return done.rows[0].after;
    const units = (await client.query<DirectoryUnit>(UNITS)).rows;
    const today = await this.today(client);
    const plan = planBatch(batch, { batchId: id, units, today, scopePath: actor.scopePath });
    const following = await followingOf(client, plan);
    requireHeirs(plan, following);
    const foretold = { id, ...plan, following };
    if (dryRun) return foretold;
    await this.carry(client, foretold, actor);
    await this.comeDue(client, today);
    return foretold;
  }

  /** What a new day brings: names that begin, and people of units that ended go to the successor. */
  async keepUp(): Promise<void> {
    await inTransaction(this.pool, async (client) => this.comeDue(client, await this.today(client)));
  }

  async leadRules(): Promise<LeadRule[]> {
    const { rows } = await this.pool.query<LeadRule>(
      `SELECT id, category_code AS "categoryCode", area_id AS "areaId", unit_id AS "unitId", valid_from AS "validFrom",
         valid_to AS "validTo" FROM lead_rule ORDER BY category_code, area_id NULLS FIRST, valid_from`,
    );
    return rows;
  }

  /** Null as unit: from that day on the rule before it ends and nothing takes its place. @throws DirectoryRefused */
  async setLead(
    id: string,
    {
      categoryCode,
      areaId,
      unitId,
      from,
    }: { categoryCode: string; areaId: string | null; unitId: string | null; from: string },
    actor: Actor,
  ): Promise<void> {
    await this.written(async (client) => {
      await this.requireNotPast(client, from);
      if (unitId !== null) await this.requireUnit(client, unitId, actor, from);
      if (areaId !== null) await this.requireArea(client, areaId, actor, from);
      const ended = await client.query<LeadRule>(
        `UPDATE lead_rule SET valid_to = $3::date
         WHERE category_code = $1 AND area_id IS NOT DISTINCT FROM $2 AND valid_from <= $3::date
           AND (valid_to IS NULL OR valid_to > $3::date) AND id <> $4
         RETURNING id, unit_id AS "unitId", valid_from AS "validFrom"`,
        [categoryCode, areaId, from, id],
      );
      const added =
        unitId === null
          ? 1
          : (
              await client.query(
                `INSERT INTO lead_rule (id, category_code, area_id, unit_id, valid_from) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (id) DO NOTHING`,
                [id, categoryCode, areaId, unitId, from],
              )
            ).rowCount;
      if (added === 0) return;
      await logChange(client, this.clock, actor, {
        what: 'lead',
        subject: unitId ?? ended.rows[0]?.unitId ?? categoryCode,
        before: ended.rows[0],
        after: { categoryCode, areaId, unitId, validFrom: from },
      });
    });
  }

  async sureties(): Promise<Surety[]> {
    const { rows } = await this.pool.query<Surety>(
      `SELECT s.unit_id AS "unitId", u.id AS "areaId", s.valid_from AS "validFrom", s.valid_to AS "validTo"
       FROM surety s JOIN org_unit u ON u.path = s.area ORDER BY s.unit_id, u.path, s.valid_from`,
    );
    return rows;
  }

  /** 包保: begins, or with `ends` is over from that day on. @throws DirectoryRefused */
  async setSurety(
    { unitId, areaId, from, ends }: { unitId: string; areaId: string; from: string; ends: boolean },
    actor: Actor,
  ): Promise<void> {
    await this.written(async (client) => {
      await this.requireNotPast(client, from);
      if (!ends) await this.requireUnit(client, unitId, actor, from);
      await this.requireArea(client, areaId, actor, from);
      const { rowCount } = await client.query(
        ends
          ? `UPDATE surety s SET valid_to = $3::date FROM org_unit u WHERE u.id = $2 AND s.area = u.path AND s.unit_id = $1
               AND s.valid_from < $3::date AND (s.valid_to IS NULL OR s.valid_to > $3::date)`
          : `INSERT INTO surety (unit_id, area, valid_from)
             SELECT $1, u.path, $3::date FROM org_unit u WHERE u.id = $2 AND NOT EXISTS (
               SELECT FROM surety s WHERE s.unit_id = $1 AND s.area = u.path AND (s.valid_to IS NULL OR s.valid_to > $3::date))`,
        [unitId, areaId, from],
      );
      if (rowCount === 0) throw new DirectoryRefused(ends ? 'not_found' : 'dates_overlap');
      await logChange(client, this.clock, actor, {
        what: ends ? 'surety_ended' : 'surety',
        subject: unitId,
        after: { areaId, from },
      });
    });
  }

  /** An alias names one unit; `unitId` null ends it. @throws DirectoryRefused */
  async setAlias(alias: string, unitId: string | null, note: string | null, actor: Actor): Promise<void> {
    await this.written(async (client) => {
      if (unitId !== null) await this.requireUnit(client, unitId, actor, await this.today(client));
      const before = await client.query<{ unitId: string }>(
        'SELECT unit_id AS "unitId", note FROM unit_alias WHERE alias = $1 AND valid_to IS NULL FOR UPDATE',
        [alias],
      );
      if (unitId === null && !before.rows[0]) throw new DirectoryRefused('not_found');
      await client.query(
        unitId === null
          ? 'UPDATE unit_alias SET valid_to = $2::date WHERE alias = $1'
          : `INSERT INTO unit_alias (alias, unit_id, note) VALUES ($1, $2, $3)
             ON CONFLICT (alias) DO UPDATE SET unit_id = $2, note = $3, valid_to = NULL`,
        unitId === null ? [alias, await this.today(client)] : [alias, unitId, note],
      );
      await logChange(client, this.clock, actor, {
        what: 'alias',
        subject: unitId ?? before.rows[0]!.unitId,
        before: before.rows[0],
        after: { alias, unitId, note },
      });
    });
  }

  private async carry(client: pg.PoolClient, batch: ForetoldBatch, actor: Actor): Promise<void> {
    const { id, effectiveOn, opened, renamed, closed } = batch;
    const log = (what: string, subject: string, before: unknown, after: unknown) =>
      logChange(client, this.clock, actor, { batchId: id, what, subject, before, after });
    for (const unit of opened) {
      await client.query(
        `INSERT INTO org_unit (id, parent_id, path, name, kind, relation, valid_from) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [unit.id, unit.parentId, unit.path, unit.name, unit.kind, unit.relation, effectiveOn],
      );
      await log('unit_opened', unit.id, undefined, { ...unit, effectiveOn, basis: batch.basis });
    }
    for (const { unitId, before, after } of renamed) {
      await client.query(
        `INSERT INTO unit_name (unit_id, name, valid_from) SELECT id, name, valid_from FROM org_unit WHERE id = $1
         ON CONFLICT DO NOTHING`,
        [unitId],
      );
      await client.query(
        `INSERT INTO unit_name (unit_id, name, valid_from) VALUES ($1, $2, $3)
         ON CONFLICT (unit_id, valid_from) DO UPDATE SET name = $2`,
        [unitId, after, effectiveOn],
      );
      await log('unit_renamed', unitId, { name: before }, { name: after, effectiveOn, basis: batch.basis });
    }
    for (const { unitId, successorId, name } of closed) {
      await client.query('UPDATE org_unit SET valid_to = $2, successor_id = $3 WHERE id = $1', [
        unitId,
        effectiveOn,
        successorId,
      ]);
      await log('unit_closed', unitId, { name }, { successorId, effectiveOn, basis: batch.basis });
      await passOn(client, unitId, successorId, effectiveOn);
      await passClassOn(client, unitId, successorId, effectiveOn);
      if (successorId) await passAreaOn(client, unitId, successorId, effectiveOn);
    }
    await logChange(client, this.clock, actor, { batchId: id, what: 'batch', subject: id, after: batch });
  }

  private async comeDue(client: pg.PoolClient, today: string): Promise<void> {
    const named = await client.query<{ id: string; before: string; after: string }>(
      `UPDATE org_unit u SET name = n.name FROM (
         SELECT DISTINCT ON (unit_id) unit_id, name FROM unit_name WHERE valid_from <= $1 ORDER BY unit_id, valid_from DESC
       ) n, org_unit old WHERE n.unit_id = u.id AND old.id = u.id AND u.name <> n.name
       RETURNING u.id, old.name AS before, u.name AS after`,
      [today],
    );
    for (const { id, before } of named.rows)
      await client.query(
        `INSERT INTO unit_alias (alias, unit_id, note) VALUES ($1, $2, '曾用名') ON CONFLICT DO NOTHING`,
        [before, id],
      );
    for (const moved of (await client.query<Moved>(LEFT_BEHIND, [today])).rows) await this.move(client, moved);
  }

  private async move(client: pg.PoolClient, { personId, unitId, heirId, endedOn }: Moved): Promise<void> {
    await client.query(
      `UPDATE person p SET unit_id = heir.id,
         scope_path = CASE WHEN p.scope_path <@ old.path THEN heir.path ELSE p.scope_path END
       FROM org_unit old, org_unit heir WHERE p.id = $1 AND old.id = $2 AND heir.id = $3`,
      [personId, unitId, heirId],
    );
    const { rows } = await client.query<{ code: string }>(
      `UPDATE person_position pp SET valid_to = greatest($3::date, pp.valid_from) FROM position o
       WHERE o.id = pp.position_id AND o.unit_id = $2 AND pp.person_id = $1 AND (pp.valid_to IS NULL OR pp.valid_to > $3)
       RETURNING o.code`,
      [personId, unitId, endedOn],
    );
    for (const { code } of rows) await hold(client, personId, heirId, code, endedOn, null);
    await logChange(client, this.clock, SYSTEM, {
      what: 'person_moved',
      subject: personId,
      before: { unitId },
      after: { unitId: heirId, positions: rows.map(({ code }) => code) },
    });
  }

  /** There on that day, and with no end set: what a unit is given after its end was set would go to nobody. */
  private async requireUnit(client: pg.ClientBase, id: string, { scopePath }: Actor, on: string): Promise<UnitKind> {
    const { rows } = await client.query<{ inScope: boolean; ends: boolean; kind: UnitKind; name: string }>(
      `SELECT path <@ $2::ltree AS "inScope", valid_to IS NOT NULL AS ends, kind, name FROM org_unit
       WHERE id = $1 AND daterange(valid_from, valid_to) @> $3::date`,
      [id, scopePath, on],
    );
    const [unit] = rows;
    if (!unit) throw new DirectoryRefused('unknown_unit_named', { unit: id });
    if (!unit.inScope) throw new DirectoryRefused('outside_your_scope');
    if (unit.ends) throw new DirectoryRefused('unit_ends', { unit: unit.name });
    return unit.kind;
  }

  private async requireArea(client: pg.ClientBase, id: string, actor: Actor, on: string): Promise<void> {
    if (!isArea(await this.requireUnit(client, id, actor, on))) throw new DirectoryRefused('not_an_area');
  }

  private async requireNotPast(client: pg.ClientBase, date: string): Promise<void> {
    if (date < (await this.today(client))) throw new DirectoryRefused('date_past');
  }

  private async written<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.pool, work);
    } catch (error) {
      throw sqlState(error) === EXCLUSION_VIOLATION ? new DirectoryRefused('dates_overlap') : error;
    }
  }

  private async today(client: pg.ClientBase): Promise<string> {
    const { rows } = await client.query<{ at: Instant }>(`SELECT ${instantSql('$1')} AS at`, [
      timestamptz(await this.clock.at()),
    ]);
    return civilDate(rows[0]!.at);
  }
}

/** Gives somebody a position of a unit from a day on. */
export async function hold(
  client: pg.ClientBase,
  personId: string,
  unitId: string,
  code: string,
  from: string,
  to: string | null,
): Promise<void> {
  await client.query(
    `INSERT INTO position (id, unit_id, code) VALUES ($1 || '/' || $2, $1, $2) ON CONFLICT (unit_id, code) DO NOTHING`,
    [unitId, code],
  );
  await client.query(
    `INSERT INTO person_position (person_id, position_id, valid_from, valid_to)
     SELECT $1, id, $4::date, $5::date FROM position WHERE unit_id = $2 AND code = $3`,
    [personId, unitId, code, from, to],
  );
}

interface Moved {
  personId: string;
  unitId: string;
  heirId: string;
  endedOn: string;
}

/** People whose unit is no more, with its last successor. */
const LEFT_BEHIND = `
  WITH RECURSIVE follows AS (
    SELECT id, id AS heir, valid_to AS ended FROM org_unit WHERE valid_to <= $1::date
    UNION
    SELECT f.id, u.successor_id, f.ended FROM follows f JOIN org_unit u ON u.id = f.heir
    WHERE u.valid_to <= $1::date AND u.successor_id IS NOT NULL
  )
  SELECT p.id AS "personId", p.unit_id AS "unitId", f.heir AS "heirId", f.ended AS "endedOn"
  FROM person p JOIN follows f ON f.id = p.unit_id JOIN org_unit u ON u.id = f.heir
  WHERE p.closed_at IS NULL AND f.heir <> f.id AND (u.valid_to IS NULL OR u.valid_to > $1::date) ORDER BY p.id`;

/** Dated rules that name the unit go on with the successor from the same day, for as long as they were to; with none they end. */
async function passOn(client: pg.ClientBase, unitId: string, successorId: string | null, on: string): Promise<void> {
  for (const [table, columns, values] of [
    ['category_rule', 'role', 'role'],
    ['lead_rule', 'id, category_code, area_id', `id || '@' || $3::text, category_code, area_id`],
    ['surety', 'area', 'area'],
  ] as const)
    await client.query(
      `WITH ended AS (
         UPDATE ${table} r SET valid_to = $3::date FROM (
           SELECT ctid AS held, valid_to AS until FROM ${table} WHERE unit_id = $1 AND valid_from < $3::date
             AND (valid_to IS NULL OR valid_to > $3::date) FOR UPDATE
         ) h WHERE r.ctid = h.held RETURNING r.*, h.until
       )
       INSERT INTO ${table} (${columns}, unit_id, valid_from, valid_to) SELECT ${values}, $2, $3::date, until FROM ended
       WHERE $2::text IS NOT NULL ON CONFLICT DO NOTHING`,
      [unitId, successorId, on],
    );
  // What is to begin later has no day yet.
  for (const table of ['category_rule', 'lead_rule'] as const)
    await client.query(
      `UPDATE ${table} SET unit_id = coalesce($2, unit_id),
         valid_to = CASE WHEN $2::text IS NULL THEN valid_from ELSE valid_to END
       WHERE unit_id = $1 AND valid_from >= $3::date`,
      [unitId, successorId, on],
    );
  await client.query(
    `UPDATE surety s SET unit_id = CASE WHEN goes_on THEN $2 ELSE s.unit_id END,
       valid_to = CASE WHEN goes_on THEN s.valid_to ELSE s.valid_from END
     FROM (SELECT ctid AS held, $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM surety o WHERE o.unit_id = $2
         AND o.area = l.area AND (o.valid_to IS NULL OR o.valid_to > l.valid_from)) AS goes_on
       FROM surety l WHERE unit_id = $1 AND valid_from >= $3::date FOR UPDATE) AS later
     WHERE s.ctid = later.held`,
    [unitId, successorId, on],
  );
}

/** A unit that ends is compared with nobody from then on; who comes after it and is in no class yet takes its place. */
async function passClassOn(
  client: pg.ClientBase,
  unitId: string,
  successorId: string | null,
  on: string,
): Promise<void> {
  await client.query(
    `WITH ended AS (
       UPDATE assessed_unit SET valid_to = $3::date WHERE unit_id = $1 AND valid_from < $3::date
         AND (valid_to IS NULL OR valid_to > $3::date) RETURNING class, supervising
     )
     INSERT INTO assessed_unit (unit_id, class, supervising, valid_from)
     SELECT $2, class, supervising, $3::date FROM ended
     WHERE $2::text IS NOT NULL AND NOT EXISTS (
       SELECT FROM assessed_unit WHERE unit_id = $2 AND (valid_to IS NULL OR valid_to > $3::date))
     ON CONFLICT DO NOTHING`,
    [unitId, successorId, on],
  );
}

/** What holds for an area holds for the area of who comes after it: who leads there, who stands surety, what rounds draw from. */
async function passAreaOn(client: pg.ClientBase, unitId: string, successorId: string, on: string): Promise<void> {
  const values = [unitId, successorId, on];
  await client.query(
    `WITH ended AS (
       UPDATE lead_rule SET valid_to = $3::date WHERE area_id = $1 AND valid_from < $3::date
         AND (valid_to IS NULL OR valid_to > $3::date) RETURNING id, category_code, unit_id
     )
     INSERT INTO lead_rule (id, category_code, area_id, unit_id, valid_from)
     SELECT id || '@' || $3::text, category_code, $2, unit_id, $3::date FROM ended ON CONFLICT DO NOTHING`,
    values,
  );
  await client.query(
    `WITH ended AS (
       UPDATE surety s SET valid_to = $3::date FROM org_unit old WHERE old.id = $1 AND s.area = old.path
         AND s.valid_from < $3::date AND (s.valid_to IS NULL OR s.valid_to > $3::date) RETURNING s.unit_id
     )
     INSERT INTO surety (unit_id, area, valid_from)
     SELECT ended.unit_id, heir.path, $3::date FROM ended, org_unit heir WHERE heir.id = $2 ON CONFLICT DO NOTHING`,
    values,
  );
  // Past rounds keep the place that they saw; a street's copy of today follows its community's end.
  await client.query(
    `UPDATE inspection_place SET community_id = $2 WHERE community_id = $1 AND valid_from = $3::date`,
    values,
  );
  await client.query(
    `WITH ended AS (
       UPDATE inspection_place SET valid_to = $3::date WHERE (street_id = $1 OR community_id = $1)
         AND valid_from < $3::date AND (valid_to IS NULL OR valid_to > $3::date) RETURNING *
     )
     INSERT INTO inspection_place (id, kind, name, street_id, community_id, lng, lat, weight, valid_from)
     SELECT id || '@' || $3::text, kind, name, CASE WHEN street_id = $1 THEN $2 ELSE street_id END,
       CASE WHEN community_id = $1 THEN $2 ELSE community_id END, lng, lat, weight, $3::date
     FROM ended ON CONFLICT DO NOTHING`,
    values,
  );
}

async function followingOf(client: pg.ClientBase, { closed }: BatchPlan): Promise<Following[]> {
  const { rows } = await client.query<Following>(
    `SELECT u.id AS "unitId",
       (SELECT count(*)::int FROM assignment a JOIN finding f ON f.id = a.finding_id
        WHERE a.unit_id = u.id AND a.status = 'open' AND NOT f.terminal) AS "openWork",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number)), '[]') FROM (
          SELECT DISTINCT f.id, f.number FROM assignment a JOIN finding f ON f.id = a.finding_id
          WHERE a.unit_id = u.id AND a.status = 'open' AND NOT f.terminal ORDER BY f.number LIMIT $2) AS first) AS findings,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY name), '[]') FROM person
        WHERE unit_id = u.id AND closed_at IS NULL) AS people,
       (SELECT count(*)::int FROM finding f WHERE f.supervising_unit_id = u.id AND NOT f.terminal) AS supervised
     FROM unnest($1::text[]) WITH ORDINALITY AS u (id, place) ORDER BY place`,
    [closed.map(({ unitId }) => unitId), SHOWN],
  );
  return rows;
}

function requireHeirs({ closed }: BatchPlan, following: readonly Following[]): void {
  for (const [index, { successorId, name }] of closed.entries()) {
    if (successorId !== null) continue;
    const { openWork, people, supervised } = following[index]!;
    if (openWork + supervised > 0)
      throw new DirectoryRefused('unit_has_open_work', { unit: name, count: openWork + supervised });
    if (people.length > 0) throw new DirectoryRefused('unit_has_people', { unit: name, count: people.length });
  }
}
