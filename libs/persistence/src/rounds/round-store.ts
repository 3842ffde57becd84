import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { civilDate, type Instant } from '#calendar';
import { type RoundSummary, summarise } from '#domain';
import { type Clock, timestamptz } from '../clock';
import { readNow } from '../now';
import { inTransaction } from '../pool';
import { type Checklist, isOver, type Round, type RoundGiven, type RoundPhase, type RoundPlace } from './round';
import { drawn, type Inspector, type Place } from './round-draw';

const DAY = 86_400_000;
/** 跟踪问效 goes on until everything is written off, at most so long. */
const FOLLOWED = 180 * DAY;

const COLUMNS = `r.id, r.title, r.supervising_unit_id AS "supervisingUnitId", r.year, r.issue,
  r.plan_number AS "planNumber", r.form, r.covert, r.leader_id AS "leaderId", r.member_ids AS "memberIds", r.targets,
  r.quotas, r.per_place AS "perPlace", r.spare_days AS "spareDays", r.checklist_id AS "checklistId",
  r.checklist_version AS "checklistVersion", r.draws_at AS "drawsAt", r.opens_at AS "opensAt",
  r.closes_at AS "closesAt", r.phase, r.wake_at AS "wakeAt", r.revision, r.draw, r.summary,
  r.cancelled_why AS "cancelledWhy", r.planned_by AS "plannedBy", r.planned_at AS "plannedAt"`;

/** Where a round stands, as Temporal may know it: no names, no places. */
export interface RoundPosition {
  id: string;
  revision: number;
  phase: RoundPhase;
  over: boolean;
  /** Null once it is over. */
  waitMs: number | null;
}

export interface Visit {
  roundId: string;
  placeId: string;
  marks: Record<string, number>;
  personId: string;
  /** Left out: now. */
  seenAt?: Instant | undefined;
}

/** 督查轮次: planned by a person, moved on by time. */
export class RoundStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly throwSeed: (roundId: string) => string = () => randomBytes(32).toString('hex'),
  ) {}

  /** Its 期号 is the next of its unit and year; the same id twice is the same round. */
  async plan(given: RoundGiven, by: string): Promise<Round> {
    await inTransaction(this.pool, async (client) => {
      const at = await readNow(client, this.clock);
      const year = Number(civilDate(given.opensAt).slice(0, 4));
      await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`round ${given.supervisingUnitId} ${year}`]);
      await client.query(
        `INSERT INTO inspection_round (id, title, supervising_unit_id, year, issue, plan_number, form, covert, leader_id,
           member_ids, targets, quotas, per_place, spare_days, checklist_id, checklist_version, draws_at, opens_at,
           closes_at, phase, wake_at, revision, told_revision, planned_by, planned_at)
         SELECT $1, $2, $3, $4,
           (SELECT coalesce(max(issue), 0) + 1 FROM inspection_round WHERE supervising_unit_id = $3 AND year = $4),
           $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
           (SELECT max(version) FROM checklist WHERE id = $14), $15, $16, $17, 'planned', $15, 1, 0, $18, $19
         ON CONFLICT (id) DO NOTHING`,
        [
          given.id,
          given.title,
          given.supervisingUnitId,
          year,
          given.planNumber,
          given.form,
          given.covert,
          given.leaderId,
          given.memberIds,
          given.targets,
          JSON.stringify(given.quotas),
          given.perPlace,
          given.spareDays,
          given.checklistId,
          timestamptz(given.drawsAt),
          timestamptz(given.opensAt),
          timestamptz(given.closesAt),
          by,
          timestamptz(at),
        ],
      );
    });
    return (await this.read(given.id))!;
  }

  async read(id: string): Promise<Round | null> {
    const { rows } = await this.pool.query<Round>(`SELECT ${COLUMNS} FROM inspection_round r WHERE r.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Of the subtree that somebody supervises, the latest first. */
  async list(supervisedPath: string, limit: number): Promise<Round[]> {
    const { rows } = await this.pool.query<Round>(
      `SELECT ${COLUMNS} FROM inspection_round r JOIN org_unit u ON u.id = r.supervising_unit_id
       WHERE u.path <@ $1::ltree ORDER BY r.opens_at DESC, r.id LIMIT $2`,
      [supervisedPath, limit],
    );
    return rows;
  }

  /** The streets that rounds visit in the month of an instant (减负). */
  async inMonthOf(at: Instant): Promise<Pick<Round, 'id' | 'opensAt' | 'quotas'>[]> {
    const { rows } = await this.pool.query<Pick<Round, 'id' | 'opensAt' | 'quotas'>>(
      `SELECT id, opens_at AS "opensAt", quotas FROM inspection_round
       WHERE phase <> 'cancelled' AND date_trunc('month', opens_at AT TIME ZONE 'Asia/Shanghai')
         = date_trunc('month', $1::timestamptz AT TIME ZONE 'Asia/Shanghai')`,
      [timestamptz(at)],
    );
    return rows;
  }

  async places(roundId: string): Promise<RoundPlace[]> {
    const { rows } = await this.pool.query<RoundPlace>(
      `SELECT p.place_id AS "placeId", p.ordinal, i.kind, i.name, i.street_id AS "streetId",
         i.community_id AS "communityId", i.lng, i.lat, p.inspector_ids AS "inspectorIds",
         p.visited_at AS "visitedAt", p.visited_by AS "visitedBy", p.marks,
         (SELECT count(*)::int FROM finding f WHERE f.round_id = p.round_id AND f.state ->> 'pointId' = p.place_id)
           AS findings
       FROM round_place p JOIN inspection_place i ON i.id = p.place_id
       WHERE p.round_id = $1 ORDER BY p.ordinal`,
      [roundId],
    );
    return rows;
  }

  /** Found at the round's places before it opened, and not in it. */
  async earlierFindings(
    roundId: string,
  ): Promise<{ id: string; pointId: string; closed: boolean; filedAt: Instant }[]> {
    const { rows } = await this.pool.query<{ id: string; pointId: string; closed: boolean; filedAt: Instant }>(
      `SELECT f.id, f.state ->> 'pointId' AS "pointId", f.stage = 'close' OR f.terminal AS closed, f.filed_at AS "filedAt"
       FROM finding f JOIN round_place p ON p.round_id = $1 AND p.place_id = f.state ->> 'pointId'
       JOIN inspection_round r ON r.id = p.round_id
       WHERE f.round_id IS NOT NULL AND f.round_id <> $1 AND f.filed_at < r.opens_at ORDER BY f.filed_at LIMIT 200`,
      [roundId],
    );
    return rows;
  }

  /** How many candidates each street of the subtree has of these kinds: what a plan may ask for. */
  async population(path: string): Promise<{ streetId: string; kind: string; places: number }[]> {
    const { rows } = await this.pool.query<{ streetId: string; kind: string; places: number }>(
      `SELECT i.street_id AS "streetId", i.kind, count(*)::int AS places
       FROM inspection_place i JOIN org_unit u ON u.id = i.street_id
       WHERE i.valid_to IS NULL AND u.path <@ $1::ltree GROUP BY 1, 2 ORDER BY 1, 2`,
      [path],
    );
    return rows;
  }

  /** Whom a team may be made of: inspectors of the subtree. */
  async inspectorsWithin(path: string): Promise<{ id: string; name: string }[]> {
    const { rows } = await this.pool.query<{ id: string; name: string }>(
      `SELECT p.id, p.name FROM person p JOIN org_unit u ON u.id = p.unit_id
       JOIN person_role r ON r.person_id = p.id AND r.role = 'inspector'
       WHERE u.path <@ $1::ltree AND p.closed_at IS NULL ORDER BY u.path, p.name`,
      [path],
    );
    return rows;
  }

  /** 检查小结 as it is now: what arrives late from a phone without a network is in it, what was dismissed is not. */
  summary(roundId: string): Promise<RoundSummary> {
    return summaryOf(this.pool, roundId);
  }

  async checklists(): Promise<Checklist[]> {
    const { rows } = await this.pool.query<Omit<Checklist, 'items'> & { data: Pick<Checklist, 'items'> }>(
      'SELECT DISTINCT ON (id) id, version, title, data FROM checklist ORDER BY id, version DESC',
    );
    return rows.map(({ data, ...rest }) => ({ ...rest, items: data.items }));
  }

  async checklist(id: string, version: number): Promise<Checklist | null> {
    const { rows } = await this.pool.query<Omit<Checklist, 'items'> & { data: Pick<Checklist, 'items'> }>(
      'SELECT id, version, title, data FROM checklist WHERE id = $1 AND version = $2',
      [id, version],
    );
    const [row] = rows;
    return row ? { id: row.id, version: row.version, title: row.title, items: row.data.items } : null;
  }

  /**
   * A place is visited once, and never before the window; what was ticked may be corrected while it is open. What a phone
   * tells of later counts when it was seen within the window and nobody else was there; told again it is the same visit.
   * False when it may not.
   */
  async visit({ roundId, placeId, marks, personId, seenAt }: Visit): Promise<boolean> {
    const now = await this.now();
    const { rowCount } = await this.pool.query(
      `UPDATE round_place p SET visited_at = coalesce(p.visited_at, greatest($5::timestamptz, r.opens_at)),
         visited_by = coalesce(p.visited_by, $4), marks = $3
       FROM inspection_round r
       WHERE p.round_id = $1 AND p.place_id = $2 AND r.id = p.round_id AND (r.phase = 'filing'
         OR (r.phase = 'following' AND (p.visited_at IS NULL AND $5 >= r.opens_at AND $5 < r.closes_at
           OR p.visited_by = $4 AND p.marks = $3::jsonb)))`,
      [roundId, placeId, JSON.stringify(marks), personId, timestamptz(Math.min(seenAt ?? now, now))],
    );
    return (rowCount ?? 0) > 0;
  }

  /**
   * Whether what this person saw then at this place belongs to the round. A phone without a network files later: it
   * counts when it was taken within the window.
   */
  async takesFiling(filing: {
    roundId: string;
    pointId: string | null;
    personId: string;
    seenAt: Instant;
  }): Promise<boolean> {
    const { roundId, pointId, personId, seenAt } = filing;
    const { rowCount } = await this.pool.query(
      `SELECT FROM inspection_round r WHERE r.id = $1 AND r.phase IN ('filing', 'following') AND $2 = ANY(r.member_ids)
         AND $3 >= r.opens_at AND $3 < r.closes_at
         AND ($4::text IS NULL OR EXISTS (SELECT FROM round_place p WHERE p.round_id = r.id AND p.place_id = $4))`,
      [roundId, personId, timestamptz(seenAt), pointId],
    );
    return (rowCount ?? 0) > 0;
  }

  /** Before it opens only; false when it is too late. */
  async cancel(id: string, why: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE inspection_round SET phase = 'cancelled', wake_at = NULL, cancelled_why = $2, revision = revision + 1
       WHERE id = $1 AND phase IN ('planned', 'drawn')`,
      [id, why],
    );
    return (rowCount ?? 0) > 0;
  }

  /** Applies what time has made due; null when there is no such round. Twice changes nothing. */
  tick(id: string): Promise<RoundPosition | null> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<Round>(
        `SELECT ${COLUMNS} FROM inspection_round r WHERE r.id = $1 FOR UPDATE`,
        [id],
      );
      let [round] = rows;
      if (!round) return null;
      const now = await readNow(client, this.clock);
      while (!isOver(round) && round.wakeAt !== null && round.wakeAt <= now)
        round = await moved(client, round, now, this.throwSeed);
      const { revision, phase, wakeAt } = round;
      const over = isOver(round);
      return { id, revision, phase, over, waitMs: wakeAt === null ? null : Math.max(0, wakeAt - now) };
    });
  }

  /** Rounds of which Temporal has yet to learn. */
  async untold(limit: number): Promise<{ id: string; revision: number }[]> {
    const { rows } = await this.pool.query<{ id: string; revision: number }>(
      'SELECT id, revision FROM inspection_round WHERE told_revision <> revision ORDER BY id LIMIT $1',
      [limit],
    );
    return rows;
  }

  async told(id: string, revision: number): Promise<void> {
    await this.pool.query('UPDATE inspection_round SET told_revision = $2 WHERE id = $1 AND told_revision < $2', [
      id,
      revision,
    ]);
  }

  /** Rounds whose wake-up passed longer ago than the grace: nobody looked. */
  async late(graceMs: number, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT id FROM inspection_round WHERE wake_at <= $1 ORDER BY wake_at LIMIT $2',
      [timestamptz((await this.now()) - graceMs), limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Not over, in the order of their ids. */
  async openIds(): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT id FROM inspection_round WHERE wake_at IS NOT NULL ORDER BY id',
    );
    return rows.map(({ id }) => id);
  }

  private now(): Promise<Instant> {
    return readNow(this.pool, this.clock);
  }
}

/** One step of its life: planned → drawn → filing → following → finished. */
async function moved(
  client: pg.PoolClient,
  round: Round,
  now: Instant,
  throwSeed: (roundId: string) => string,
): Promise<Round> {
  switch (round.phase) {
    case 'planned':
      return saved(client, {
        ...round,
        phase: 'drawn',
        wakeAt: round.opensAt,
        draw: await throwDraw(client, round, now, throwSeed(round.id)),
      });
    case 'drawn':
      return saved(client, { ...round, phase: 'filing', wakeAt: round.closesAt });
    case 'filing':
      return saved(client, {
        ...round,
        phase: 'following',
        wakeAt: round.closesAt + DAY,
        summary: await summaryOf(client, round.id),
      });
    default: {
      const ends = now >= round.closesAt + FOLLOWED || !(await hasOpenFindings(client, round.id));
      return saved(client, ends ? { ...round, phase: 'finished', wakeAt: null } : { ...round, wakeAt: now + DAY });
    }
  }
}

/** A mere later look is no news to Temporal: its run is the one that asked. */
async function saved(client: pg.PoolClient, round: Round): Promise<Round> {
  const { id, phase, wakeAt, draw, summary } = round;
  await client.query(
    `UPDATE inspection_round SET phase = $2, wake_at = $3, draw = $4, summary = $5,
       revision = revision + (phase <> $2)::int,
       told_revision = told_revision + (phase <> $2 AND told_revision = revision)::int
     WHERE id = $1`,
    [id, phase, timestamptz(wakeAt), draw && JSON.stringify(draw), summary && JSON.stringify(summary)],
  );
  return round;
}

async function throwDraw(client: pg.PoolClient, round: Round, at: Instant, seed: string): Promise<Round['draw']> {
  const places = await client.query<Place>(
    `SELECT i.id, i.street_id AS "streetId", u.path::text AS "streetPath", i.weight,
       (SELECT max(p.visited_at) FROM round_place p WHERE p.place_id = i.id) AS "visitedAt"
     FROM inspection_place i JOIN org_unit u ON u.id = i.street_id
     WHERE i.kind = ANY($1) AND i.street_id = ANY($2) AND daterange(i.valid_from, i.valid_to) @> $3::date
     ORDER BY i.id`,
    [round.targets, Object.keys(round.quotas), civilDate(at)],
  );
  const inspectors = await client.query<Inspector>(
    `SELECT p.id, u.path::text AS "unitPath" FROM person p JOIN org_unit u ON u.id = p.unit_id
     WHERE p.id = ANY($1) ORDER BY p.id`,
    [round.memberIds],
  );
  const record = drawn(round, places.rows, inspectors.rows, at, seed);
  const rows = record.teams.map(({ placeId, inspectors: ids }, index) => ({ placeId, ordinal: index + 1, ids }));
  await client.query(
    `INSERT INTO round_place (round_id, place_id, ordinal, inspector_ids)
     SELECT $1, "placeId", ordinal, ids FROM jsonb_to_recordset($2::jsonb) AS p ("placeId" text, ordinal int, ids text[])`,
    [round.id, JSON.stringify(rows)],
  );
  return record;
}

/** 检查小结 */
async function summaryOf(client: Pick<pg.Pool, 'query'>, roundId: string): Promise<RoundSummary> {
  const found = await client.query<{ unitId: string | null; onTheSpot: boolean; pointId: string | null }>(
    `SELECT coalesce(f.lead_unit_id, f.state #>> '{proposal,unitId}') AS "unitId",
       coalesce((f.state ->> 'witnessed')::boolean, false) AS "onTheSpot", f.state ->> 'pointId' AS "pointId"
     FROM finding f WHERE f.round_id = $1 AND f.status NOT IN ('voided', 'merged', 'dismissed')`,
    [roundId],
  );
  const visits = await client.query<{ pointId: string }>(
    `SELECT place_id AS "pointId" FROM round_place WHERE round_id = $1 AND visited_at IS NOT NULL ORDER BY ordinal`,
    [roundId],
  );
  const visited = visits.rows.map(({ pointId }) => ({
    pointId,
    findings: found.rows.filter((one) => one.pointId === pointId).length,
  }));
  return summarise(visited, found.rows);
}

async function hasOpenFindings(client: pg.PoolClient, roundId: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM finding WHERE round_id = $1 AND NOT terminal LIMIT 1', [
    roundId,
  ]);
  return (rowCount ?? 0) > 0;
}
