import type pg from 'pg';
import type { PointVisit } from '#domain';
import { timestamptz } from '../clock';

/** 检查点次: what a round looked at, whatever it found. The first record of a point in a round stands. */
export class PointVisitStore {
  constructor(private readonly pool: pg.Pool) {}

  async record(visits: readonly PointVisit[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO point_visit (round_id, point_id, at, level, unit_ids, findings)
       SELECT round_id, point_id, at, level, unit_ids, findings
       FROM jsonb_to_recordset($1::jsonb) AS r (round_id text, point_id text, at timestamptz, level text,
         unit_ids text[], findings int)
       ON CONFLICT (round_id, point_id) DO NOTHING`,
      [
        JSON.stringify(
          visits.map(({ roundId, pointId, at, level, unitIds, findings }) => ({
            round_id: roundId,
            point_id: pointId,
            at: timestamptz(at),
            level,
            unit_ids: unitIds,
            findings,
          })),
        ),
      ],
    );
  }
}
