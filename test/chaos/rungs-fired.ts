import { Client } from 'pg';

import { RUNGS_AFTER_DUE } from './quick-policy';

/** How far a rung's instant may lie from our own reckoning, in milliseconds: limits of seconds are rounded once. */
const ROUNDING_MS = 5;

interface Fired {
  finding_id: string;
  clock_id: string;
  rung: string;
  times: number;
  due_ms: number;
  late_ms: number;
}

/** The log and the table beside it, each counted: a rung that is in one only has fired once too little or too often. */
const FIRED = `
  SELECT coalesce(l.finding_id, t.finding_id) AS finding_id, coalesce(l.clock_id, t.clock_id) AS clock_id,
    coalesce(l.rung, t.rung) AS rung, greatest(l.times, t.times, 2 * (l.times IS DISTINCT FROM t.times)::int) AS times,
    l.due_ms, l.late_ms
  FROM (
    SELECT finding_id, event ->> 'clockId' AS clock_id, event ->> 'rung' AS rung, count(*)::int AS times,
      min((extract(epoch FROM effective_at) * 1000)::float8) AS due_ms,
      min((extract(epoch FROM recorded_at - effective_at) * 1000)::float8) AS late_ms
    FROM clock_event WHERE type = 'rung_fired' GROUP BY 1, 2, 3
  ) l FULL JOIN (
    SELECT finding_id, clock_id, rung, count(*)::int AS times FROM rung_firing WHERE rung NOT LIKE 'standing-%' GROUP BY 1, 2, 3
  ) t USING (finding_id, clock_id, rung)`;

/** Assigned, and since then neither submitted nor dismissed: its clock ran through. */
export interface RunThrough {
  id: string;
  assignedAt: number;
}

/**
 * I4, reckoned from nothing but the instant of the assignment and the limit: each rung of the quick ladder fired exactly
 * once, for its own instant, and was recorded no sooner.
 */
export async function faultsOfRungs(
  databaseUrl: string,
  cases: readonly RunThrough[],
  limitSeconds: number,
): Promise<string[]> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<Fired>(FIRED);
    return [
      ...rows
        .filter(({ times }) => times !== 1)
        .map((row) => `${row.finding_id}: ${row.clock_id} ${row.rung} ${row.times} times`),
      ...rows
        .filter(({ late_ms }) => late_ms < 0)
        .map((row) => `${row.finding_id}: ${row.rung} was recorded before it was due`),
      ...cases.flatMap((one) => faultsOfCase(one, rows, limitSeconds)),
    ];
  } finally {
    await database.end();
  }
}

function faultsOfCase({ id, assignedAt }: RunThrough, rows: readonly Fired[], limitSeconds: number): string[] {
  const seconds: Record<string, number> = { R0: limitSeconds / 2 };
  for (const [rung, after] of Object.entries(RUNGS_AFTER_DUE)) seconds[rung] = limitSeconds + after;
  return Object.entries(seconds).flatMap(([rung, after]) => {
    const fired = rows.find((row) => row.finding_id === id && row.clock_id === 'L1.rectify' && row.rung === rung);
    if (!fired) return [`${id}: ${rung} has not fired`];
    const off = fired.due_ms - (assignedAt + after * 1_000);
    return Math.abs(off) <= ROUNDING_MS ? [] : [`${id}: ${rung} fired for an instant ${off} ms off its own`];
  });
}
