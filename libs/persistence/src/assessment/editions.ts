import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { CivilDate, Instant } from '#calendar';
import {
  decideEdition,
  type Edition,
  type EditionCommand,
  type EditionEvent,
  type EditionRefusal,
  evolveEdition,
  type Period,
  type PeriodKind,
  type ScoreEntry,
} from '#domain';
import { timestamptz } from '../clock';

export type AssessmentSubject = 'units' | 'property';

/** 版次 as it stands in the record, its texts aside. */
export interface EditionRow extends Edition {
  subject: AssessmentSubject;
  kind: PeriodKind;
  start: CivilDate;
  /** 第几版 of its period. */
  edition: number;
  policyVersion: number;
  calendarVersion: string;
  sha256: string;
}

export interface NewEdition {
  subject: AssessmentSubject;
  period: Period;
  edition: number;
  policyVersion: number;
  calendarVersion: string;
  /** Canonical texts. */
  snapshot: string;
  result: string;
  corrects: string | null;
}

export class EditionRefused extends Error {
  constructor(readonly refusal: EditionRefusal) {
    super(refusal);
  }
}

const ROW = `id, subject, period_kind AS kind, period_start AS start, edition, policy_version AS "policyVersion",
  calendar_version AS "calendarVersion", sha256`;

type Row = Omit<EditionRow, keyof Edition> & { id: string };

interface Filter {
  ids?: readonly string[];
  subject?: AssessmentSubject;
  kind?: PeriodKind;
  start?: CivilDate;
}

type OfPeriod = Pick<EditionRow, 'subject' | 'kind' | 'start'>;

const editionsOf = ({ subject, kind, start }: OfPeriod): string => `${subject}-${kind}-${start}-`;

/** Whether the edition is of that period: itself, what it corrects, or what corrects it. */
export const isEditionOf = (editionId: string, period: OfPeriod): boolean => editionId.startsWith(editionsOf(period));

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Newest period first, and of a period the newest edition. */
export async function readEditions(client: pg.ClientBase | pg.Pool, filter: Filter): Promise<EditionRow[]> {
  const { rows } = await client.query<Row>(
    `SELECT ${ROW} FROM assessment
     WHERE ($1::text[] IS NULL OR id = ANY($1)) AND ($2::text IS NULL OR subject = $2)
       AND ($3::text IS NULL OR period_kind = $3) AND ($4::date IS NULL OR period_start = $4)
     ORDER BY period_start DESC, period_kind, subject, edition DESC`,
    [filter.ids ?? null, filter.subject ?? null, filter.kind ?? null, filter.start ?? null],
  );
  const lives = await foldedLives(
    client,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, ...lives.get(row.id)! }));
}

async function foldedLives(client: pg.ClientBase | pg.Pool, ids: readonly string[]): Promise<Map<string, Edition>> {
  const { rows } = await client.query<{ id: string; body: EditionEvent }>(
    'SELECT assessment_id AS id, body FROM assessment_event WHERE assessment_id = ANY($1) ORDER BY assessment_id, seq',
    [ids],
  );
  const lives = new Map<string, Edition>();
  for (const { id, body } of rows) lives.set(id, evolveEdition(lives.get(id) ?? null, body));
  return lives;
}

/** Writes a drafted edition. Of two at once the second fails on the period's own keys. */
export async function insertEdition(
  client: pg.ClientBase,
  given: NewEdition,
  at: Instant,
  by: string | null,
): Promise<string> {
  const id = `${editionsOf({ subject: given.subject, ...given.period })}${given.edition}`;
  await client.query(
    `INSERT INTO assessment (id, subject, period_kind, period_start, edition, status, policy_version, calendar_version,
       snapshot, snapshot_sha256, result, sha256, corrects, computed_at)
     VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      given.subject,
      given.period.kind,
      given.period.start,
      given.edition,
      given.policyVersion,
      given.calendarVersion,
      given.snapshot,
      digestOf(given.snapshot),
      given.result,
      digestOf(given.result),
      given.corrects,
      timestamptz(at),
    ],
  );
  const command: EditionCommand = { type: 'compute', id, ...(given.corrects && { corrects: given.corrects }) };
  await actOn(client, id, null, command, at, by, []);
  return id;
}

/** One step of an edition's life, its row locked. @throws EditionRefused */
export async function actOn(
  client: pg.ClientBase,
  id: string,
  edition: Edition | null,
  command: EditionCommand,
  at: Instant,
  by: string | null,
  ledger: readonly ScoreEntry[],
): Promise<Edition> {
  const decision = decideEdition(edition, command, by, at, ledger);
  if (!decision.ok) throw new EditionRefused(decision.refusal);
  const { event } = decision;
  const after = evolveEdition(edition, event);
  await client.query(
    `INSERT INTO assessment_event (assessment_id, seq, type, at, by_person, body)
     SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 FROM assessment_event WHERE assessment_id = $1`,
    [id, event.type, timestamptz(event.at), event.by, JSON.stringify(event)],
  );
  await client.query('UPDATE assessment SET status = $2, appeals_until = $3, published_at = $4 WHERE id = $1', [
    id,
    after.status,
    timestamptz(after.appealsUntil),
    timestamptz(after.publishedAt),
  ]);
  return after;
}

/** Locked until the transaction ends; null when there is none such. */
export async function lockEdition(client: pg.ClientBase, id: string): Promise<EditionRow | null> {
  await client.query('SELECT FROM assessment WHERE id = $1 FOR UPDATE', [id]);
  return (await readEditions(client, { ids: [id] }))[0] ?? null;
}

export async function textsOf(client: pg.ClientBase | pg.Pool, id: string): Promise<EditionTexts> {
  const { rows } = await client.query<EditionTexts>(
    'SELECT snapshot, snapshot_sha256 AS "snapshotSha256", result, sha256 FROM assessment WHERE id = $1',
    [id],
  );
  return rows[0]!;
}

/** Canonical texts with the digests that were written beside them. */
interface EditionTexts {
  snapshot: string;
  snapshotSha256: string;
  result: string;
  sha256: string;
}
