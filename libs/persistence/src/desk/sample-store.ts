import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { inTransaction } from '../pool';

/** 抽查样本: what was drawn out of what, and the seed to draw it again. */
export interface Sample {
  id: string;
  purpose: 'look_back' | 'verification';
  seed: string;
  share: number;
  population: string[];
  drawn: string[];
  drawnAt: Instant;
}

/**
 * The share of the population (one at least) with the least sha256 of `seed:id`: whoever has the seed and the population
 * draws the same.
 */
export function drawnFrom(population: readonly string[], share: number, seed: string): string[] {
  const rank = (id: string): string => createHash('sha256').update(`${seed}:${id}`).digest('hex');
  const ranked = [...population].sort((one, other) => rank(one).localeCompare(rank(other)));
  return ranked.slice(0, Math.ceil(population.length * share)).sort();
}

/** One of a sample's population: since when it waits, and when it last passed. */
export interface SampledFinding {
  id: string;
  handedInAt: Instant;
  verifiedAt: Instant | null;
}

const SAMPLE = `s.id, s.purpose, s.seed, s.share, s.population, s.drawn, s.drawn_at AS "drawnAt"`;
/** When \`finding f\` was last handed in; an old ledger may not say. */
const HANDED_IN = `coalesce((SELECT max(b.submitted_at) FROM submission b
  WHERE b.finding_id = f.id AND b.outcome <> 'withdrawn'), f.filed_at)`;

/** Draws are recorded and never changed. */
export class SampleStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a draw for verification, unless one of the population stands in an earlier sample since it was handed in: then
   * that sample answers, for whoever could draw again would choose what is looked at.
   */
  drawOnce(sample: Omit<Sample, 'drawnAt'>, byPerson: string): Promise<Sample> {
    return inTransaction(this.pool, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('bulk_sample'))`);
      return (await standing(client, sample)) ?? this.record(sample, byPerson, client);
    });
  }

  /** The first record of an id stands. */
  async record(
    { id, purpose, seed, share, population, drawn }: Omit<Sample, 'drawnAt'>,
    byPerson: string,
    client: pg.Pool | pg.ClientBase = this.pool,
  ): Promise<Sample> {
    await client.query(
      `INSERT INTO bulk_sample (id, purpose, seed, share, population, drawn, by_person, drawn_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, ${instantSql('$8')}) ON CONFLICT (id) DO NOTHING`,
      [id, purpose, seed, share, population, drawn, byPerson, timestamptz(await this.clock.at())],
    );
    return (await readSample(client, id))!;
  }

  read(id: string): Promise<Sample | null> {
    return readSample(this.pool, id);
  }

  async findingsOf({ population }: Pick<Sample, 'population'>): Promise<SampledFinding[]> {
    const { rows } = await this.pool.query<SampledFinding>(
      `SELECT f.id, ${HANDED_IN} AS "handedInAt",
         (SELECT max(v.at) FROM verification v WHERE v.finding_id = f.id AND v.outcome = 'passed') AS "verifiedAt"
       FROM finding f WHERE f.id = ANY($1::uuid[])`,
      [population],
    );
    return rows;
  }
}

async function readSample(client: pg.Pool | pg.ClientBase, id: string): Promise<Sample | null> {
  const { rows } = await client.query<Sample>(`SELECT ${SAMPLE} FROM bulk_sample s WHERE s.id = $1`, [id]);
  return rows[0] ?? null;
}

async function standing(client: pg.ClientBase, { id, population }: Omit<Sample, 'drawnAt'>): Promise<Sample | null> {
  const { rows } = await client.query<Sample>(
    `SELECT ${SAMPLE} FROM bulk_sample s WHERE s.id <> $1 AND s.purpose = 'verification' AND EXISTS (
       SELECT FROM finding f WHERE f.id = ANY($2::uuid[]) AND f.id = ANY(s.population) AND ${HANDED_IN} <= s.drawn_at)
     ORDER BY s.drawn_at, s.id LIMIT 1`,
    [id, population],
  );
  return rows[0] ?? null;
}
