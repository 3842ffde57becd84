import type pg from 'pg';
import type { Event, UnitTrigger } from '#domain';
import { type Clock, instantSql, timestamptz } from './clock';
import type { ContextStore } from './reference/context-store';

const MISSED_EVERY_MS = 60_000;

/**
 * Triggers on a unit (three red slips in ninety days), each once per window. Raised right after the transaction that wrote
 * a red slip; what a crash left out is raised by the next look.
 */
export class UnitTriggers {
  private lookedAt = -Infinity;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: ContextStore,
  ) {}

  /** The command is committed by now: a failure here must not look like its failure. */
  async raiseFor(events: readonly Event[]): Promise<void> {
    const units = events.flatMap((event) =>
      event.type === 'notice_written' && event.notice.colour === 'red' && event.notice.unitId
        ? [event.notice.unitId]
        : [],
    );
    if (units.length > 0) await this.raise([...new Set(units)]).catch(() => {});
  }

  async raiseMissed(): Promise<void> {
    if (performance.now() - this.lookedAt < MISSED_EVERY_MS) return;
    this.lookedAt = performance.now();
    await this.raise(null);
  }

  private async raise(units: readonly string[] | null): Promise<void> {
    const { policy } = await this.context.current();
    for (const trigger of policy.unitTriggers.filter(({ enabled, code }) => enabled && code in OCCURRENCES))
      await this.raiseOne(trigger, units);
  }

  private async raiseOne(
    { code, count, windowDays, proposes }: UnitTrigger,
    units: readonly string[] | null,
  ): Promise<void> {
    await this.pool.query(RAISE(OCCURRENCES[code]!), [
      code,
      count,
      windowDays,
      proposes,
      units,
      timestamptz(await this.clock.at()),
    ]);
  }
}

/** (unit_id, trigger, at) of what is counted; one trigger code may count apart by place. */
const OCCURRENCES: Record<string, string> = {
  three_reds: `SELECT unit_id, $1::text AS trigger, written_at AS at FROM notice
    WHERE colour = 'red' AND life <> 'withdrawn' AND unit_id IS NOT NULL`,
  recurring_point: `SELECT lead_unit_id AS unit_id,
      concat_ws('/', $1::text, community_id, state #>> '{place,pointName}', category_code) AS trigger, filed_at AS at
    FROM finding
    WHERE lead_unit_id IS NOT NULL AND category_code IS NOT NULL AND state #>> '{place,pointName}' IS NOT NULL
      AND status NOT IN ('dismissed', 'voided', 'merged')`,
};

/** A window begins with an occurrence that no raised window holds; the first such with enough occurrences in it is raised. */
const RAISE = (occurrences: string): string => `
  WITH occurred AS (
    SELECT unit_id, trigger, at FROM (${occurrences}) AS all_of_them
    WHERE ($5::text[] IS NULL OR unit_id = ANY($5)) AND NOT EXISTS (
      SELECT FROM unit_trigger t
      WHERE t.unit_id = all_of_them.unit_id AND t.trigger = all_of_them.trigger
        AND all_of_them.at < t.window_start + $3::int * interval '1 day')
  ), windows AS (
    SELECT unit_id, trigger, at AS window_start, count(*) OVER (
      PARTITION BY unit_id, trigger ORDER BY at RANGE BETWEEN CURRENT ROW AND ($3::int * interval '1 day') FOLLOWING) AS occurrences
    FROM occurred
  )
  INSERT INTO unit_trigger (unit_id, trigger, window_start, proposes, occurrences, recorded_at)
  SELECT DISTINCT ON (unit_id, trigger) unit_id, trigger, window_start, $4::text, occurrences, ${instantSql('$6')}
  FROM windows WHERE occurrences >= $2::int ORDER BY unit_id, trigger, window_start
  ON CONFLICT (unit_id, trigger, window_start) DO NOTHING`;
