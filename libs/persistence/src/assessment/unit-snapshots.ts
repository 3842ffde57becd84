import type pg from 'pg';
import { civilDate, type Instant } from '#calendar';
import {
  type AssessedUnit,
  type AssessmentSnapshot,
  type CaseRecord,
  isWithinPeriod,
  type Period,
  recognitionFacts,
  score,
  type ScoreFact,
  visitFacts,
  type YearMarks,
} from '#domain';
import type { ContextStore } from '../reference/context-store';
import { CaseLogs } from './case-logs';
import { OrgHistory } from './org-history';
import { recognitionsIn } from './recognition-store';
import { roundVisits } from './round-visits';
import type { Rulebook } from './rulebook-store';

const DAY = 86_400_000;
const EXITS: ReadonlySet<CaseRecord['status']> = new Set(['dismissed', 'voided', 'merged', 'transferred']);

interface Gathered {
  snapshot: AssessmentSnapshot;
  /** Cases as of the period's end, also those that bear on no indicator of it. */
  records: CaseRecord[];
}

/** Gathers what an edition of units is reckoned from. */
export class UnitSnapshots {
  private readonly logs: CaseLogs;

  constructor(
    private readonly pool: pg.Pool,
    private readonly context: ContextStore,
  ) {
    this.logs = new CaseLogs(pool);
  }

  async gather(period: Period, { policy }: Rulebook, at: Instant): Promise<Gathered> {
    const [{ calendar, policy: findings }, attribution] = await Promise.all([
      this.context.current(),
      OrgHistory.read(this.pool),
    ]);
    const [outages, units, visits, recognitions, marks, version] = await Promise.all([
      this.outages(),
      this.units(period),
      roundVisits(this.pool, period, attribution, findings.categories),
      recognitionsIn(this.pool, period),
      period.kind === 'year' ? this.yearMarks(period) : [],
      this.referenceVersion(),
    ]);
    const sources = { attribution, calendar, outages };
    const basis = [policy.version, calendar.version, version, JSON.stringify(outages)].join(' ');
    const { facts, records } = await this.logs.read({ period, at, rules: policy.scoring, sources, basis });
    const lookBack = period.from - policy.scoring.repeat.withinDays * DAY;
    const kept = [
      ...facts.filter((fact) => bearsOnScore(fact, period, lookBack)),
      ...visitFacts(visits),
      ...recognitionFacts(recognitions),
    ];
    const booked = new Set(
      score(kept, policy.scoring).flatMap((one) => (isWithinPeriod(period, one.occurredAt) ? one.id : [])),
    );
    const snapshot = {
      period,
      policy,
      calendarVersion: calendar.version,
      units,
      cases: records.filter((one) => bearsOnIndicators(one, period)),
      visits,
      facts: kept,
      upheld: (await this.upheld()).filter(({ entryId }) => booked.has(entryId)),
      yearMarks: marks,
    };
    return { snapshot, records };
  }

  private async units({ to }: Period): Promise<AssessedUnit[]> {
    const { rows } = await this.pool.query<AssessedUnit>(
      `SELECT u.id, u.name, a.class, a.supervising FROM assessed_unit a JOIN org_unit u ON u.id = a.unit_id
       WHERE daterange(a.valid_from, a.valid_to) @> $1::date ORDER BY u.id`,
      [civilDate(to - 1)],
    );
    return rows;
  }

  private async outages(): Promise<{ from: Instant; to: Instant }[]> {
    const { rows } = await this.pool.query<{ from: Instant; to: Instant }>(
      'SELECT starts_at AS "from", ends_at AS "to" FROM outage WHERE confirmed_by IS NOT NULL ORDER BY starts_at, id',
    );
    return rows;
  }

  private async referenceVersion(): Promise<number> {
    const { rows } = await this.pool.query<{ version: number }>('SELECT version FROM reference_version');
    return rows[0]!.version;
  }

  /** Each entry once, by the appeal that was upheld first. */
  private async upheld(): Promise<AssessmentSnapshot['upheld']> {
    const { rows } = await this.pool.query<{ appealId: string; entryId: string }>(
      `SELECT DISTINCT ON (asked.body ->> 'entryId') asked.body ->> 'entryId' AS "entryId",
         ruled.body ->> 'appealId' AS "appealId"
       FROM assessment_event ruled
       JOIN assessment_event asked ON asked.assessment_id = ruled.assessment_id AND asked.type = 'appealed'
         AND asked.body ->> 'appealId' = ruled.body ->> 'appealId'
       WHERE ruled.type = 'appeal_ruled' AND (ruled.body ->> 'upheld')::boolean
       ORDER BY asked.body ->> 'entryId', ruled.at, ruled.body ->> 'appealId'`,
    );
    return rows;
  }

  /** 四季得分 as published and ranked, with what was marked by hand. */
  private async yearMarks({ start, from, to }: Period): Promise<YearMarks[]> {
    const { rows } = await this.pool.query<{ unitId: string; score: number }>(
      `SELECT placed ->> 'unitId' AS "unitId", (placed ->> 'score')::float8 AS score
       FROM assessment a, jsonb_array_elements(a.result::jsonb -> 'classes') AS class,
         jsonb_array_elements(class #> '{ranking,placed}') AS placed
       WHERE a.subject = 'units' AND a.period_kind = 'quarter' AND a.status = 'published'
         AND a.period_start >= $1::date AND a.period_start < $2::date
       ORDER BY 1, a.period_start`,
      [civilDate(from), civilDate(to)],
    );
    const { rows: marked } = await this.pool.query<Omit<YearMarks, 'quarters'>>(
      `SELECT subject_id AS "unitId", on_site::float8 AS "onSite", satisfaction::float8 AS satisfaction FROM year_mark
       WHERE year = $1 AND subject = 'units' ORDER BY subject_id`,
      [Number(start.slice(0, 4))],
    );
    const ids = [...new Set([...rows, ...marked].map(({ unitId }) => unitId))].sort();
    return ids.map((unitId) => {
      const own = marked.find((one) => one.unitId === unitId);
      const quarters = rows.filter((one) => one.unitId === unitId).map((one) => one.score);
      return { unitId, quarters, onSite: own?.onSite ?? null, satisfaction: own?.satisfaction ?? null };
    });
  }
}

/** A fact of the period, or a closure that makes one of the period's a recurrence. */
const bearsOnScore = ({ occurredAt, spot, closedAt }: ScoreFact, period: Period, lookBack: Instant): boolean =>
  isWithinPeriod(period, occurredAt) ||
  (spot !== null && closedAt !== null && closedAt >= lookBack && closedAt < period.to);

/** Whatever an indicator of the period could look at; the rest would only swell the snapshot. */
function bearsOnIndicators(one: CaseRecord, period: Period): boolean {
  const inside = (at: Instant | null): boolean => isWithinPeriod(period, at);
  if (one.listId !== null || (one.closedAt === null && !EXITS.has(one.status))) return true;
  if ([one.filedAt, one.assignedAt, one.dueAt, one.closedAt, one.calledBack?.at ?? null].some(inside)) return true;
  const dated = [...one.feedbacks, ...one.receipts, ...one.dispatches, ...one.returns, ...one.lookBacks];
  return (
    dated.some(({ at }) => inside(at)) || [...one.verifications, ...one.approvals].some(({ doneAt }) => inside(doneAt))
  );
}
