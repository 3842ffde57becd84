import { setTimeout as delay } from 'node:timers/promises';

import type { Client } from 'pg';

import type { Duban } from '../duban/side';
import type { Plan } from '../plan';
import { clone } from './clone';
import { CATEGORY, FIRED_BEFORE, RUNG, writePattern } from './pattern';

/** Due instants within the spread. */
const PATTERNS = 20;
/** For loading, before the first deadline; where it was not enough, half as much again as it took. */
const LOAD_MS_PER_FINDING = 0.6;
/** After loading: for a relay that tells some sixty findings a second, and their first looks. */
const ARM_MS_PER_RUN = 16;
const MARGIN_MS = 1_000;
const POLL_MS = 50;
const PATIENCE_MS = 180_000;

export interface HerdFigures {
  findings: number;
  spreadMs: number;
  /** Runs that stood in Temporal with a timer when the first deadline passed; the sweeper alone has the others. */
  armed: number;
  firedByTimers: number;
  firedBySweeper: number;
  /** From the due instant to the instant recorded with the rung. */
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** From the last deadline until others could read every rung. */
  allReadableMs: number;
  /** From the first rung until others could read the last. */
  rungsPerSecond: number;
  faults: string[];
}

const wallClock = (): number => performance.timeOrigin + performance.now();

/** Deadlines that fall due together while sweeper, relay and worker are at work: each rung once, and how late. */
export async function herd(duban: Duban, { herd: plan }: Plan, progress: (line: string) => void): Promise<HerdFigures> {
  const { findings, spreadMs } = plan;
  const { database, runs } = duban;
  progress(`装入 ${findings} 件即将到期的问题 / loading ${findings} findings about to fall due`);
  const first = await load(duban, plan);
  const sweptBefore = await sweptRungs(duban);
  progress('等待到期 / waiting for the deadlines');
  await delay(first - wallClock());
  const standing = await runs.open();
  const readableAt = await untilAllFired(database, first + spreadMs);
  const bySweeper = (await sweptRungs(duban)) - sweptBefore;
  const fired = await firedOf(database);
  return {
    findings,
    spreadMs,
    armed: standing,
    firedByTimers: fired.rungs - bySweeper,
    firedBySweeper: bySweeper,
    p50Ms: fired.p50,
    p99Ms: fired.p99,
    maxMs: fired.max,
    allReadableMs: readableAt - (first + spreadMs),
    rungsPerSecond: (fired.rungs * 1_000) / (readableAt - fired.first),
    faults: [
      ...(fired.rungs === findings ? [] : [`${fired.rungs} of ${findings} rungs fired`]),
      ...(fired.twice === 0 ? [] : [`${fired.twice} rungs fired twice`]),
      ...(fired.early === 0 ? [] : [`${fired.early} rungs fired before their instant`]),
      ...(fired.others === 0 ? [] : [`${fired.others} rungs fired that were not due`]),
    ],
  };
}

/** Loads the herd, all of it at once, well before its first deadline; answers that instant. */
async function load({ database, record }: Duban, plan: Plan['herd']): Promise<number> {
  const [world, units] = await Promise.all([record.context.world(), record.directory.units()]);
  const restMs = plan.armed * ARM_MS_PER_RUN + MARGIN_MS;
  for (let loadMs = plan.findings * LOAD_MS_PER_FINDING; ;) {
    const since = wallClock();
    const first = Math.round(since + loadMs + restMs);
    await database.query('BEGIN');
    const patterns: string[] = [];
    for (let i = 0; i < PATTERNS; i++)
      patterns.push(await writePattern(database, world, units, first + Math.round((i * plan.spreadMs) / PATTERNS)));
    await clone(database, patterns, plan.findings / PATTERNS - 1);
    await database.query(ARM, [CATEGORY, plan.armed - PATTERNS]);
    await database.query('ANALYZE finding, clock, notice');
    const inTime = wallClock() < first - restMs;
    await database.query(inTime ? 'COMMIT' : 'ROLLBACK');
    if (inTime) return first;
    loadMs = (wallClock() - since) * 1.5;
  }
}

/** Has the relay tell Temporal of so many more; the patterns are in the outbox since they were written. */
const ARM = `
  INSERT INTO outbox (finding_id, seq, queued_at, attempts)
  SELECT id, head_seq, head_at, 0 FROM finding WHERE category_code = $1 AND id NOT IN (SELECT finding_id FROM outbox)
  ORDER BY id LIMIT $2`;

async function untilAllFired(database: Client, lastDue: number): Promise<number> {
  const sql = 'SELECT FROM finding WHERE NOT terminal AND wake_at <= $1 LIMIT 1';
  for (const until = lastDue + PATIENCE_MS; wallClock() < until; await delay(POLL_MS)) {
    const { rowCount } = await database.query(sql, [new Date(lastDue).toISOString()]);
    if (rowCount === 0 && wallClock() > lastDue) return wallClock();
  }
  throw new Error(`rungs were still due ${PATIENCE_MS} ms after the last deadline`);
}

interface Fired {
  rungs: number;
  first: number;
  p50: number;
  p99: number;
  max: number;
  twice: number;
  early: number;
  others: number;
}

async function firedOf(database: Client): Promise<Fired> {
  const { rows } = await database.query<Fired>(FIRED, [CATEGORY, RUNG, FIRED_BEFORE]);
  return rows[0]!;
}

const FIRED = `
  WITH fired AS (
    SELECT r.finding_id, r.rung, r.recorded_at, extract(epoch FROM r.recorded_at - r.due_at)::float8 * 1000 AS late
    FROM rung_firing r JOIN finding f ON f.id = r.finding_id WHERE f.category_code = $1
  ), wanted AS (SELECT * FROM fired WHERE rung = $2)
  SELECT count(*)::int AS rungs,
    extract(epoch FROM min(recorded_at))::float8 * 1000 AS first,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY late) AS p50,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY late) AS p99,
    max(late) AS max,
    (SELECT count(*)::int FROM (SELECT FROM fired GROUP BY finding_id, rung HAVING count(*) > 1) AS again) AS twice,
    (SELECT count(*)::int FROM fired WHERE late < 0) AS early,
    (SELECT count(*)::int FROM fired WHERE rung <> $2 AND rung <> ALL ($3)) AS others
  FROM wanted`;

/** As the worker itself counts them. */
async function sweptRungs(duban: Duban): Promise<number> {
  return Number(/^duban_sweeper_rungs_total (\S+)$/m.exec(await duban.metrics())?.[1] ?? 0);
}
