import type pg from 'pg';
import type { Instant } from '#calendar';
import { hashSessionToken, looksLikeSessionToken, newSessionToken } from '#identity';
import { type Clock, instantSql, timestamptz } from '../clock';

/** A door to one line of one finding for somebody without an account. */
export interface ExecutorLink {
  id: string;
  findingId: string;
  lineId: string;
  unitId: string;
  madeBy: string;
  madeAt: Instant;
  revokedAt: Instant | null;
}

/** What the one who mends sent by the link; it counts for nothing until the unit takes it as its own. */
export interface ExecutorReport {
  id: string;
  linkId: string;
  reportedBy: string;
  text: string;
  photos: string[];
  reportedAt: Instant;
  outcome: 'taken' | 'declined' | null;
  reason: string | null;
  judgedAt: Instant | null;
}

const LINK = `id, finding_id AS "findingId", line_id AS "lineId", unit_id AS "unitId", made_by AS "madeBy",
  made_at AS "madeAt", revoked_at AS "revokedAt"`;
const REPORT = `r.id, r.link_id AS "linkId", r.reported_by AS "reportedBy", r.text, r.photos,
  r.reported_at AS "reportedAt", r.outcome, r.reason, r.judged_at AS "judgedAt"`;

/** Links for executors (无账号的整改人) and what came by them; only the sha256 of a link's token is stored. */
export class ExecutorStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Answers the token, shown once. */
  async open(id: string, link: Pick<ExecutorLink, 'findingId' | 'lineId' | 'unitId' | 'madeBy'>): Promise<string> {
    const token = newSessionToken();
    const { findingId, lineId, unitId, madeBy } = link;
    await this.pool.query(
      `INSERT INTO executor_link (id, token_hash, finding_id, line_id, unit_id, made_by, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, ${instantSql('$7')})`,
      [id, hashSessionToken(token), findingId, lineId, unitId, madeBy, timestamptz(await this.clock.at())],
    );
    return token;
  }

  /** Null when nobody was given that token, or it was revoked. */
  async byToken(token: string): Promise<ExecutorLink | null> {
    if (!looksLikeSessionToken(token)) return null;
    const { rows } = await this.pool.query<ExecutorLink>(
      `SELECT ${LINK} FROM executor_link WHERE token_hash = $1 AND revoked_at IS NULL`,
      [hashSessionToken(token)],
    );
    return rows[0] ?? null;
  }

  async linksOf(findingId: string): Promise<ExecutorLink[]> {
    const { rows } = await this.pool.query<ExecutorLink>(
      `SELECT ${LINK} FROM executor_link WHERE finding_id = $1 ORDER BY made_at DESC, id LIMIT 50`,
      [findingId],
    );
    return rows;
  }

  async revoke(findingId: string, id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE executor_link SET revoked_at = ${instantSql('$3')}
       WHERE finding_id = $1 AND id = $2 AND revoked_at IS NULL`,
      [findingId, id, timestamptz(await this.clock.at())],
    );
    return rowCount === 1;
  }

  /** False when the link has brought `most` photos already. */
  async addPhoto(linkId: string, sha256: string, most: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO executor_photo (link_id, sha256)
       SELECT $1, $2 WHERE (SELECT count(*) FROM executor_photo WHERE link_id = $1 AND sha256 <> $2) < $3
       ON CONFLICT (link_id, sha256) DO UPDATE SET sha256 = excluded.sha256`,
      [linkId, sha256, most],
    );
    return rowCount === 1;
  }

  async photosOf(linkId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ sha256: string }>(
      'SELECT sha256 FROM executor_photo WHERE link_id = $1 ORDER BY sha256',
      [linkId],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  /** Findings for which the photo came by a link: whoever may see one of them may see it. */
  async findingsShowing(sha256: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ finding_id: string }>(
      'SELECT DISTINCT finding_id FROM executor_photo p JOIN executor_link l ON l.id = p.link_id WHERE sha256 = $1',
      [sha256],
    );
    return rows.map(({ finding_id }) => finding_id);
  }

  /** The same id twice is one report. False when the link has brought `most` reports already. */
  async report(
    report: Pick<ExecutorReport, 'id' | 'linkId' | 'reportedBy' | 'text' | 'photos'>,
    most: number,
  ): Promise<boolean> {
    const { id, linkId, reportedBy, text, photos } = report;
    const { rowCount } = await this.pool.query(
      `INSERT INTO executor_report (id, link_id, reported_by, text, photos, reported_at)
       SELECT $1, $2, $3, $4, $5, ${instantSql('$6')}
       WHERE (SELECT count(*) FROM executor_report WHERE link_id = $2 AND id <> $1) < $7
       ON CONFLICT (id) DO UPDATE SET id = excluded.id`,
      [id, linkId, reportedBy, text, photos, timestamptz(await this.clock.at()), most],
    );
    return rowCount === 1;
  }

  async reportsOf(findingId: string): Promise<ExecutorReport[]> {
    const { rows } = await this.pool.query<ExecutorReport>(
      `SELECT ${REPORT} FROM executor_report r JOIN executor_link l ON l.id = r.link_id
       WHERE l.finding_id = $1 ORDER BY r.reported_at DESC, r.id LIMIT 100`,
      [findingId],
    );
    return rows;
  }

  async reportsBy(linkId: string): Promise<ExecutorReport[]> {
    const { rows } = await this.pool.query<ExecutorReport>(
      `SELECT ${REPORT} FROM executor_report r WHERE r.link_id = $1 ORDER BY r.reported_at DESC, r.id`,
      [linkId],
    );
    return rows;
  }

  /** The first judgement stands: false when there was one. */
  async judge(id: string, outcome: 'taken' | 'declined', reason: string | null, judgedBy: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE executor_report SET outcome = $2, reason = $3, judged_by = $4, judged_at = ${instantSql('$5')}
       WHERE id = $1 AND outcome IS NULL`,
      [id, outcome, reason, judgedBy, timestamptz(await this.clock.at())],
    );
    return rowCount === 1;
  }
}
