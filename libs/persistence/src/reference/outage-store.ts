import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Author } from '#domain';
import { timestamptz } from '../clock';

/** 平台故障窗口; in force once another than the recorder has confirmed it (ruling 15). */
export interface RecordedOutage {
  id: string;
  from: Instant;
  to: Instant;
  recordedBy: string;
  /** Whom the recorder acted for (代办); null in one's own name. */
  recordedFor: string | null;
  confirmedBy: string | null;
  confirmedFor: string | null;
}

const OUTAGE = `id, starts_at AS "from", ends_at AS "to", recorded_by AS "recordedBy", recorded_for AS "recordedFor",
  confirmed_by AS "confirmedBy", confirmed_for AS "confirmedFor"`;

export class OutageStore {
  constructor(private readonly pool: pg.Pool) {}

  /** The same id again answers what was recorded first. */
  async record(id: string, from: Instant, to: Instant, { personId, onBehalfOf }: Author): Promise<RecordedOutage> {
    await this.pool.query(
      `INSERT INTO outage (id, starts_at, ends_at, recorded_by, recorded_for) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO NOTHING`,
      [id, timestamptz(from), timestamptz(to), personId, onBehalfOf],
    );
    return (await this.find(id))!;
  }

  /** Newest first. */
  async all(): Promise<RecordedOutage[]> {
    const { rows } = await this.pool.query<RecordedOutage>(
      `SELECT ${OUTAGE} FROM outage ORDER BY starts_at DESC LIMIT 200`,
    );
    return rows;
  }

  async find(id: string): Promise<RecordedOutage | null> {
    const { rows } = await this.pool.query<RecordedOutage>(`SELECT ${OUTAGE} FROM outage WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** False when somebody has confirmed it before, or there is none such. */
  async confirm(id: string, { personId, onBehalfOf }: Author): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE outage SET confirmed_by = $2, confirmed_for = $3 WHERE id = $1 AND confirmed_by IS NULL',
      [id, personId, onBehalfOf],
    );
    return rowCount === 1;
  }
}
