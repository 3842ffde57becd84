import type pg from 'pg';
import { civilDate, type Instant } from '#calendar';
import {
  type Author,
  type EntryContext,
  type Period,
  type Recognition,
  type RecognitionEntry,
  type RecognitionRefusal,
  type RecognitionStep,
  refusalOfEntry,
  refusalOfStep,
} from '#domain';
import { type Clock, timestamptz } from '../clock';
import { readNow } from '../now';
import { inTransaction } from '../pool';
import type { RulebookStore } from './rulebook-store';

/** "dubrec" in ASCII: one writer of recognitions at a time, so that nothing is entered or confirmed twice. */
const RECOGNITION_LOCK = 0x647562726563n;
const MOST = 500;

export class RecognitionRefused extends Error {
  constructor(readonly refusal: RecognitionRefusal) {
    super(refusal);
  }
}

export interface NamedRecognition extends Recognition {
  unitName: string;
  enteredAt: Instant;
}

const RECOGNITION = `r.id, r.bonus, r.unit_id AS "unitId", u.name AS "unitName", r.happened_on AS "on",
  r.document_title AS "documentTitle", r.document_number AS "documentNumber", r.place, r.entered_at AS "enteredAt",
  jsonb_build_object('personId', r.by_person, 'onBehalfOf', r.for_person) AS "enteredBy",
  CASE WHEN c.type IS NOT NULL THEN jsonb_build_object('personId', c.by_person, 'onBehalfOf', c.for_person) END
    AS "confirmedBy",
  w.reason AS withdrawn`;

const RECOGNITIONS = `recognition r JOIN org_unit u ON u.id = r.unit_id
  LEFT JOIN recognition_step c ON c.recognition_id = r.id AND c.type = 'confirm'
  LEFT JOIN recognition_step w ON w.recognition_id = r.id AND w.type = 'withdraw'`;

/** 加分登记: appended only; what was entered by mistake is withdrawn by a further step. */
export class RecognitionStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly rulebooks: RulebookStore,
  ) {}

  /** The newest first: all of them, or of the units below `paths` those that were confirmed. */
  async list(paths: readonly string[] | null): Promise<NamedRecognition[]> {
    const { rows } = await this.pool.query<NamedRecognition>(
      `SELECT ${RECOGNITION} FROM ${RECOGNITIONS}
       WHERE $1::ltree[] IS NULL OR (u.path <@ ANY($1::ltree[]) AND c.type IS NOT NULL)
       ORDER BY r.happened_on DESC, r.entered_at DESC, r.id LIMIT ${MOST}`,
      [paths],
    );
    return rows;
  }

  /** What an entry of the ledger cites as `recognition:<id>`; null for what cites something else. */
  async cited(cites: string): Promise<Recognition | null> {
    const [kind, id] = cites.split(':');
    return kind === 'recognition' && id !== undefined ? find(this.pool, id) : null;
  }

  /** The same id again answers what was entered first. @throws RecognitionRefused */
  async enter(entry: RecognitionEntry, by: Author): Promise<NamedRecognition> {
    const { policy } = await this.rulebooks.current();
    return this.alone(async (client, at) => {
      const known = await find(client, entry.id);
      if (known) return known;
      const unit = await standingOf(client, entry);
      const others = await of(client, entry.unitId);
      insist(refusalOfEntry(entry, { rules: policy.scoring, today: civilDate(at), unit, others }));
      await insert(client, entry, by, at);
      return (await find(client, entry.id))!;
    });
  }

  /** On what stood at `revision`; null when there is none such. @throws RecognitionRefused */
  async take(id: string, step: RecognitionStep, revision: number, by: Author): Promise<NamedRecognition | null> {
    return this.alone(async (client, at) => {
      const recognition = await find(client, id);
      if (!recognition) return null;
      insist(refusalOfStep(recognition, step.type, by, revision));
      await client.query(
        `INSERT INTO recognition_step (recognition_id, type, by_person, for_person, reason, at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, step.type, by.personId, by.onBehalfOf, step.type === 'withdraw' ? step.reason : null, timestamptz(at)],
      );
      return find(client, id);
    });
  }

  private alone<T>(work: (client: pg.ClientBase, at: Instant) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [String(RECOGNITION_LOCK)]);
      return work(client, await readNow(client, this.clock));
    });
  }
}

/** Those of a period, as the record has them now. */
export async function recognitionsIn(pool: pg.Pool, { from, to }: Period): Promise<Recognition[]> {
  const { rows } = await pool.query<Recognition>(
    `SELECT ${RECOGNITION} FROM ${RECOGNITIONS} WHERE r.happened_on >= $1::date AND r.happened_on < $2::date
     ORDER BY r.happened_on, r.id`,
    [civilDate(from), civilDate(to)],
  );
  return rows;
}

function insist(refusal: RecognitionRefusal | null): void {
  if (refusal) throw new RecognitionRefused(refusal);
}

async function find(client: pg.ClientBase | pg.Pool, id: string): Promise<NamedRecognition | null> {
  const { rows } = await client.query<NamedRecognition>(`SELECT ${RECOGNITION} FROM ${RECOGNITIONS} WHERE r.id = $1`, [
    id,
  ]);
  return rows[0] ?? null;
}

async function of(client: pg.ClientBase, unitId: string): Promise<Recognition[]> {
  const { rows } = await client.query<Recognition>(`SELECT ${RECOGNITION} FROM ${RECOGNITIONS} WHERE r.unit_id = $1`, [
    unitId,
  ]);
  return rows;
}

/** Whether it was compared with others that day; a supervisor is not, by what is found at others'. */
async function standingOf(client: pg.ClientBase, { unitId, on }: RecognitionEntry): Promise<EntryContext['unit']> {
  const { rows } = await client.query<{ assessed: boolean }>(
    `SELECT EXISTS (SELECT FROM assessed_unit a WHERE a.unit_id = u.id AND NOT a.supervising
       AND daterange(a.valid_from, a.valid_to) @> $2::date) AS assessed FROM org_unit u WHERE u.id = $1`,
    [unitId, on],
  );
  if (!rows[0]) return 'unknown';
  return rows[0].assessed ? 'assessed' : 'not_assessed';
}

const insert = (client: pg.ClientBase, entry: RecognitionEntry, by: Author, at: Instant): Promise<unknown> =>
  client.query(
    `INSERT INTO recognition (id, bonus, unit_id, happened_on, document_title, document_number, place, by_person,
       for_person, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      entry.id,
      entry.bonus,
      entry.unitId,
      entry.on,
      entry.documentTitle,
      entry.documentNumber,
      entry.place,
      by.personId,
      by.onBehalfOf,
      timestamptz(at),
    ],
  );
