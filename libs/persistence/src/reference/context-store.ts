import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { type CalendarData, compileCalendar, type WorkCalendar } from '#calendar';
import { type Context, nextOpening, type OrgUnit, type OverlayInForce, type Policy } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import type { World } from './world';

const RECHECK_MS = 1_000;
/** Papers of a district whose units bear no code of their own (defaults.yaml documents.numbers). */
const DEFAULT_PAPER_CODE = '金政督';

interface Cached {
  edition: Edition;
  world: World;
}

/** Units come and go with the date, everything else with a write. */
interface Edition {
  version: number;
  today: string;
}

interface UnitRow extends OrgUnit {
  parent_id: string | null;
  paper_code: string | null;
  in_force: boolean;
}

/** Policy versions, the calendar and the directory of record, compiled for the rules and cached. */
export class ContextStore {
  private cached: Promise<Cached> | undefined;
  private checkedAt = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** At most a second behind another process's change. */
  async current(): Promise<Context> {
    return (await this.world()).context;
  }

  /** What has been saved by now, by whichever process. */
  latest(): Promise<Context> {
    this.checkedAt = -Infinity;
    return this.current();
  }

  async world(): Promise<World> {
    if (!this.cached || performance.now() - this.checkedAt > RECHECK_MS) this.cached = this.refreshed(this.cached);
    return (await this.cached).world;
  }

  /** Runs `work`; anew with fresh reference data when it meets a policy that another process has just saved. */
  async abreast<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnknownPolicy)) throw error;
      this.cached = undefined;
      return work();
    }
  }

  /** Compiles before it stores; false when the version is another calendar's or no longer in force. @throws CalendarDataError */
  async importCalendar(data: CalendarData): Promise<boolean> {
    compileCalendar(data);
    const { rowCount } = await this.pool.query(
      `INSERT INTO work_calendar (version, data, imported_at) VALUES ($1, $2, ${instantSql('$3')})
       ON CONFLICT (version) DO NOTHING`,
      [data.version, JSON.stringify(data), timestamptz(await this.clock.at())],
    );
    this.cached = undefined;
    return rowCount === 1 || isDeepStrictEqual(await this.calendarData(), data);
  }

  /** The calendar data in force; a new version is made from it. */
  async calendarData(): Promise<CalendarData> {
    return (await this.pool.query<{ data: CalendarData }>(LATEST_CALENDAR)).rows[0]!.data;
  }

  /** Stores the next version (its number is given here) and answers it. */
  async savePolicy(policy: Policy): Promise<Policy> {
    const { rows } = await this.pool.query<{ data: Policy }>(
      `INSERT INTO policy (version, data, saved_at)
       SELECT next, jsonb_set($1::jsonb, '{version}', to_jsonb(next)), ${instantSql('$2')}
       FROM (SELECT coalesce(max(version), 0) + 1 AS next FROM policy) AS versions
       RETURNING data`,
      [JSON.stringify(policy), timestamptz(await this.clock.at())],
    );
    this.cached = undefined;
    return rows[0]!.data;
  }

  /** Stores the version that follows the one in force; false when somebody else's came first. */
  async replacePolicy(next: Policy): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO policy (version, data, saved_at)
       SELECT $1, $2, ${instantSql('$3')} WHERE (SELECT max(version) FROM policy) = $1 - 1
       ON CONFLICT DO NOTHING`,
      [next.version, JSON.stringify(next), timestamptz(await this.clock.at())],
    );
    this.cached = undefined;
    return rowCount === 1;
  }

  private async refreshed(known: Promise<Cached> | undefined): Promise<Cached> {
    this.checkedAt = performance.now();
    try {
      const edition = await this.edition();
      const old = await known?.catch(() => undefined);
      if (old && old.edition.version === edition.version && old.edition.today === edition.today) return old;
      return { edition, world: await this.load(edition) };
    } catch (error) {
      // The next caller asks again.
      this.cached = undefined;
      throw error;
    }
  }

  private async edition(): Promise<Edition> {
    const { rows } = await this.pool.query<Edition>(
      `SELECT version, (${instantSql('$1')} AT TIME ZONE 'Asia/Shanghai')::date AS today FROM reference_version`,
      [timestamptz(await this.clock.at())],
    );
    return rows[0]!;
  }

  private async load({ today }: Edition): Promise<World> {
    const [policies, calendars, units, overlays] = await Promise.all([
      this.pool.query<{ data: Policy }>('SELECT data FROM policy ORDER BY version'),
      this.pool.query<{ data: CalendarData }>(LATEST_CALENDAR),
      this.pool.query<UnitRow>(
        `SELECT id, path::text, name, relation, parent_id, paper_code,
           daterange(valid_from, valid_to) @> $1::date AS in_force
         FROM org_unit`,
        [today],
      ),
      this.pool.query<OverlayInForce>(
        `SELECT rule, from_date AS "from", to_date AS "to", categories, area::text, basis FROM policy_overlay
         WHERE withdrawn_at IS NULL AND to_date >= $1 ORDER BY id`,
        [today],
      ),
    ]);
    const policy = policies.rows.at(-1)?.data;
    const data = calendars.rows[0]?.data;
    if (!policy || !data) throw new ReferenceDataMissing();
    return worldOf(
      policies.rows.map((row) => row.data),
      policy,
      compileCalendar(data),
      units.rows,
      overlays.rows,
    );
  }
}

const LATEST_CALENDAR = 'SELECT data FROM work_calendar ORDER BY ordinal DESC LIMIT 1';

/** A migrated database that was never seeded: nothing can be decided yet. */
export class ReferenceDataMissing extends Error {
  constructor() {
    super(
      '没有政策或日历：请先运行 duban found 或 duban seed / no policy or calendar yet: run duban found or duban seed first',
    );
  }
}

function worldOf(
  policies: Policy[],
  policy: Policy,
  calendar: WorkCalendar,
  rows: UnitRow[],
  overlays: OverlayInForce[],
): World {
  const byVersion = new Map(policies.map((each) => [each.version, each]));
  const units = new Map(rows.map((row) => [row.id, row]));
  return {
    context: {
      policy,
      policyOf: (version) => byVersion.get(version) ?? unknownPolicy(version),
      calendar,
      // History names units that are no more; nothing new is given to them (ruling 11).
      units: { unit: (id) => (units.get(id)?.in_force ? units.get(id) : undefined) },
      overlays,
    },
    surroundings: {
      unit: (id) => units.get(id),
      paperCode: (id) => paperCodeAbove(units, id),
      deliverFrom: (at) => nextOpening(calendar, at),
    },
  };
}

class UnknownPolicy extends Error {}

function unknownPolicy(version: number): never {
  throw new UnknownPolicy(`a clock names policy ${version}, which the record does not hold`);
}

function paperCodeAbove(units: ReadonlyMap<string, UnitRow>, id: string): string {
  const unit = units.get(id);
  if (!unit) return DEFAULT_PAPER_CODE;
  return unit.paper_code ?? (unit.parent_id ? paperCodeAbove(units, unit.parent_id) : DEFAULT_PAPER_CODE);
}
