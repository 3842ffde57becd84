import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Clock, instantSql, timestamptz } from '../clock';
import { EVERYTHING, type RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';

/** What the record knows of a photo or scan; the bytes live under their sha256. */
export interface EvidenceRecord {
  sha256: string;
  mime: string;
  bytes: number;
  width: number | null;
  height: number | null;
  capturedAt: Instant | null;
  lng: number | null;
  lat: number | null;
  /** 64-bit difference hash, 16 hexadecimal digits. */
  dhash: string | null;
  uploadedBy: string;
}

const RECORD = `sha256, mime, bytes, width, height, captured_at AS "capturedAt", lng, lat,
  lpad(to_hex(dhash::bigint), 16, '0') AS dhash, uploaded_by AS "uploadedBy"`;

export class EvidenceStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** The same content twice is one row; the first uploader stays. */
  async save(evidence: EvidenceRecord): Promise<void> {
    const { sha256, mime, bytes, width, height, capturedAt, lng, lat, dhash, uploadedBy } = evidence;
    await this.pool.query(
      `INSERT INTO evidence
         (sha256, mime, bytes, width, height, captured_at, lng, lat, dhash, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ('x' || $9)::bit(64), $10, ${instantSql('$11')})
       ON CONFLICT (sha256) DO NOTHING`,
      [
        sha256,
        mime,
        bytes,
        width,
        height,
        timestamptz(capturedAt),
        lng,
        lat,
        dhash,
        uploadedBy,
        timestamptz(await this.clock.at()),
      ],
    );
  }

  async find(sha256: string): Promise<EvidenceRecord | null> {
    const { rows } = await this.pool.query<EvidenceRecord>(`SELECT ${RECORD} FROM evidence WHERE sha256 = $1`, [
      sha256,
    ]);
    return rows[0] ?? null;
  }

  /** Findings that the photo is attached to: whoever may see one of them may see the photo. */
  async findingsOf(sha256: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ finding_id: string }>(
      'SELECT DISTINCT finding_id FROM finding_evidence WHERE sha256 = $1',
      [sha256],
    );
    return rows.map(({ finding_id }) => finding_id);
  }

  /** Photos within `distance` bits on findings in sight, attached since `since`, nearest first (ruling 10). */
  async nearDuplicates(
    dhash: string,
    distance: number,
    since: Instant,
    scope: RowScope = EVERYTHING,
  ): Promise<{ sha256: string; findingId: string; distance: number }[]> {
    const parameters = new Parameters();
    const bits = `bit_count(e.dhash # ('x' || ${parameters.place(dhash)})::bit(64))`;
    const { rows } = await this.pool.query<{ sha256: string; findingId: string; distance: number }>(
      `SELECT DISTINCT e.sha256, f.id AS "findingId", ${bits} AS distance
       FROM finding_evidence a JOIN evidence e USING (sha256) JOIN finding f ON f.id = a.finding_id
       WHERE a.attached_at >= ${parameters.place(timestamptz(since))} AND ${bits} <= ${parameters.place(distance)}
         AND ${scopeSql(scope, parameters)}
       ORDER BY distance, e.sha256`,
      parameters.values,
    );
    return rows;
  }
}
