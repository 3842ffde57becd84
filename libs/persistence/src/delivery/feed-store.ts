import { hashSessionToken, looksLikeSessionToken, newSessionToken } from '#identity';
import type pg from 'pg';
import type { Instant } from '#calendar';
import type { Actor, ClockKind, Role, Visibility } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';

/** A deadline that waits for somebody. */
export interface Deadline {
  findingId: string;
  number: string;
  categoryCode: string | null;
  visibility: Visibility;
  clockId: string;
  clockKind: ClockKind;
  generation: number;
  dueAt: Instant;
  provisional: boolean;
}

/** What a unit's own people answer for. */
const OF_UNIT: readonly ClockKind[] = ['receipt', 'rectify', 'unit_review', 'slip_reply', 'instruction_reply'];
const UNIT_ROLES: readonly Role[] = ['handler', 'unit_leader'];

/** What each role of the supervising office answers for. */
const OF_OFFICE: Partial<Record<Role, readonly ClockKind[]>> = {
  dispatcher: ['screen', 'dispatch', 'return_ruling', 'transfer'],
  verifier: ['verify', 'look_back', 'recheck'],
  approver: ['approve', 'extension_reply', 'suspension_reply', 'objection_ruling', 'sign_document', 'review_decision'],
};
const MOST = 500;

/** 日历订阅: a person's deadlines at an address of their own; only its hash is kept. */
export class FeedStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Answers the token, shown once; the one before opens nothing any more. */
  async renew(personId: string): Promise<string> {
    const token = newSessionToken();
    await this.pool.query(
      `INSERT INTO deadline_feed (person_id, token_hash, made_at) VALUES ($1, $2, ${instantSql('$3')})
       ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at`,
      [personId, hashSessionToken(token), timestamptz(await this.clock.at())],
    );
    return token;
  }

  async revoke(personId: string): Promise<void> {
    await this.pool.query('DELETE FROM deadline_feed WHERE person_id = $1', [personId]);
  }

  async since(personId: string): Promise<Instant | null> {
    const { rows } = await this.pool.query<{ at: Instant }>(
      'SELECT made_at AS at FROM deadline_feed WHERE person_id = $1',
      [personId],
    );
    return rows[0]?.at ?? null;
  }

  async personOf(token: string): Promise<string | null> {
    if (!looksLikeSessionToken(token)) return null;
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT person_id AS id FROM deadline_feed WHERE token_hash = $1',
      [hashSessionToken(token)],
    );
    return rows[0]?.id ?? null;
  }

  /** Soonest first. */
  async deadlines({ roles, unitId }: Actor): Promise<Deadline[]> {
    const ofUnit = roles.some((role) => UNIT_ROLES.includes(role)) ? OF_UNIT : [];
    const ofOffice = roles.flatMap((role) => OF_OFFICE[role] ?? []);
    const { rows } = await this.pool.query<Deadline>(
      `SELECT f.id AS "findingId", f.number, f.category_code AS "categoryCode", f.visibility, c.id AS "clockId",
         c.kind AS "clockKind", c.generation, c.due_at AS "dueAt", c.provisional
       FROM clock c JOIN finding f ON f.id = c.finding_id
       WHERE NOT c.stopped AND c.due_at IS NOT NULL AND NOT f.terminal
         AND ((c.unit_id = $1 AND c.kind = ANY($2::text[]))
           OR (f.supervising_unit_id = $1 AND c.kind = ANY($3::text[]) AND f.visibility <> 'sealed'))
       ORDER BY c.due_at, f.id, c.id LIMIT ${MOST}`,
      [unitId, ofUnit, ofOffice],
    );
    return rows;
  }
}
