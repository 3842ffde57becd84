import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { type Clock, instantSql, timestamptz } from '../clock';
import { IssueListEntity, MeasureEntity } from '../entities';
import { inTransaction } from '../pool';

/** One row of a sheet as it was taken. */
export interface ImportedRow {
  /** 1-based row of the sheet. */
  row: number;
  /** Digest of the row's normalised content: the same row is never taken twice. */
  fingerprint: string;
  findingId: string | null;
}

export interface ImportBatch {
  id: string;
  fileName: string;
  sha256: string;
  importedBy: string;
  rows: ImportedRow[];
}

export interface IssueList {
  id: string;
  title: string;
  supervisingUnitId: string;
}

/** A measure's place in its list; the measure itself is a finding. */
export type Measure = MeasureEntity;

export class ImportStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly source: DataSource,
  ) {}

  /** Those of the fingerprints already taken, with the finding each became. */
  async taken(fingerprints: readonly string[]): Promise<Map<string, string | null>> {
    const { rows } = await this.pool.query<{ fingerprint: string; finding_id: string | null }>(
      'SELECT fingerprint, finding_id FROM import_row WHERE fingerprint = ANY($1)',
      [fingerprints],
    );
    return new Map(rows.map(({ fingerprint, finding_id }) => [fingerprint, finding_id]));
  }

  /** Those of the numbers from outside that a finding bears; one of our own series that looks the same is another's. */
  async numbered(numbers: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ number: string }>(
      'SELECT external_number AS number FROM finding WHERE external_number = ANY($1)',
      [numbers],
    );
    return new Set(rows.map(({ number }) => number));
  }

  /** Rows whose fingerprint is there already are left alone. */
  async record({ id, fileName, sha256, importedBy, rows }: ImportBatch): Promise<void> {
    const now = timestamptz(await this.clock.at());
    await inTransaction(this.pool, async (client) => {
      await client.query(
        `INSERT INTO import_batch (id, file_name, sha256, imported_by, imported_at)
         VALUES ($1, $2, $3, $4, ${instantSql('$5')}) ON CONFLICT (id) DO NOTHING`,
        [id, fileName, sha256, importedBy, now],
      );
      await client.query(
        `INSERT INTO import_row (fingerprint, batch_id, row, finding_id)
         SELECT fingerprint, $1, row, "findingId"
         FROM jsonb_to_recordset($2::jsonb) AS r (fingerprint text, row int, "findingId" uuid)
         ON CONFLICT (fingerprint) DO NOTHING`,
        [id, JSON.stringify(rows)],
      );
    });
  }

  async saveList({ id, title, supervisingUnitId }: IssueList): Promise<void> {
    await this.pool.query(
      `INSERT INTO issue_list (id, title, supervising_unit_id, opened_at) VALUES ($1, $2, $3, ${instantSql('$4')})
       ON CONFLICT (id) DO NOTHING`,
      [id, title, supervisingUnitId, timestamptz(await this.clock.at())],
    );
  }

  lists(): Promise<IssueListEntity[]> {
    return this.source.getRepository(IssueListEntity).find({ order: { openedAt: 'DESC' } });
  }

  /** The same measure twice changes nothing. */
  async saveMeasures(measures: readonly Measure[]): Promise<void> {
    const rows = measures.map(({ findingId, listId, ...rest }) => ({
      finding_id: findingId,
      list_id: listId,
      ...rest,
    }));
    await this.pool.query(
      `INSERT INTO measure (finding_id, list_id, ordinal, category, item, problem, claim)
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS r (finding_id uuid, list_id text, ordinal int, category text, item text, problem text, claim text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  measures(listId: string): Promise<Measure[]> {
    return this.source.getRepository(MeasureEntity).find({ where: { listId }, order: { ordinal: 'ASC' } });
  }

  /** Heading → field, as it was saved for this set of headings. */
  async mapping(headings: readonly string[]): Promise<Record<string, string> | null> {
    const { rows } = await this.pool.query<{ mapping: Record<string, string> }>(
      'SELECT mapping FROM import_mapping WHERE headings = $1',
      [keyOf(headings)],
    );
    return rows[0]?.mapping ?? null;
  }

  async saveMapping(headings: readonly string[], mapping: Record<string, string>): Promise<void> {
    await this.pool.query(
      `INSERT INTO import_mapping (headings, mapping, saved_at) VALUES ($1, $2, ${instantSql('$3')})
       ON CONFLICT (headings) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at`,
      [keyOf(headings), JSON.stringify(mapping), timestamptz(await this.clock.at())],
    );
  }
}

/** A sheet is known by its headings, whatever their order. */
const keyOf = (headings: readonly string[]): string => JSON.stringify([...headings].sort());
