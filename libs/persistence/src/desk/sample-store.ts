import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';

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

/** Draws are recorded and never changed. */
export class SampleStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The first record of an id stands. */
  async record(sample: Omit<Sample, 'drawnAt'>, byPerson: string): Promise<Sample> {
    const { id, purpose, seed, share, population, drawn } = sample;
    await this.pool.query(
      `INSERT INTO bulk_sample (id, purpose, seed, share, population, drawn, by_person, drawn_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, ${instantSql('$8')}) ON CONFLICT (id) DO NOTHING`,
      [id, purpose, seed, share, population, drawn, byPerson, timestamptz(await this.clock.at())],
    );
    return (await this.read(id))!;
  }

  async read(id: string): Promise<Sample | null> {
    const { rows } = await this.pool.query<Sample>(
      `SELECT id, purpose, seed, share, population, drawn, drawn_at AS "drawnAt" FROM bulk_sample WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }
}
