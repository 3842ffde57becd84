import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import { type Actor, isWithin, type NoticeLife, type Role } from '#domain';
import { type Clock, timestamptz } from '../clock';
import { slipSeries, paperSeries, type Series } from '../documents/numbering';
import type { Surroundings } from '../findings/change';
import { type RowScope } from '../findings/finding-list';
import { Parameters, scopeSql } from '../findings/scope-sql';
import { readNow } from '../now';
import { inTransaction } from '../pool';
import type { ContextStore } from '../reference/context-store';
import type {
  PaperAct,
  PaperDraft,
  PaperFile,
  PaperRecord,
  PaperRefusal,
  PaperRefused,
  ProposalRow,
  PublicPaper,
  Subject,
} from './paper-records';

interface Step {
  from: NoticeLife[];
  to: NoticeLife;
  side: 'office' | 'unit';
  roles: Role[];
}

/** 拟稿 → 核稿 → 签发 → 编号 → 送达 → 签收 → 回复 → 办结, as the slips of a finding. */
const STEPS: Record<PaperAct, Step> = {
  check: { from: ['draft'], to: 'checked', side: 'office', roles: ['dispatcher', 'approver'] },
  issue: { from: ['checked'], to: 'issued', side: 'office', roles: ['approver', 'leader'] },
  send: { from: ['issued'], to: 'sent', side: 'office', roles: ['dispatcher'] },
  sign: { from: ['issued', 'sent'], to: 'signed', side: 'unit', roles: ['handler', 'unit_leader'] },
  reply: { from: ['issued', 'sent', 'signed'], to: 'replied', side: 'unit', roles: ['handler', 'unit_leader'] },
  close: { from: ['issued', 'sent', 'signed', 'replied'], to: 'closed', side: 'office', roles: ['dispatcher'] },
  withdraw: {
    from: ['draft', 'checked', 'issued', 'sent', 'signed', 'replied'],
    to: 'withdrawn',
    side: 'office',
    roles: ['dispatcher', 'approver'],
  },
};

const COLUMNS = `p.id, p.kind, p.class, p.title, p.finding_id AS "findingId", p.supervising_unit_id AS "supervisingUnitId",
  p.supervising_path::text AS "supervisingPath", p.content, p.as_of AS "asOf", p.life, p.number,
  p.written_at AS "writtenAt", p.written_by AS "writtenBy", p.issued_at AS "issuedAt", p.cancels`;
const RECIPIENTS = `coalesce((SELECT json_agg(json_build_object('unitId', r.unit_id,
  'signedAt', floor(extract(epoch FROM r.signed_at) * 1000), 'repliedAt', floor(extract(epoch FROM r.replied_at) * 1000),
  'reply', r.reply) ORDER BY r.unit_id) FROM paper_recipient r WHERE r.paper_id = p.id), '[]') AS recipients`;
const OUT = `('issued', 'sent', 'signed', 'replied', 'closed')`;

/** Papers of the office's own making: drafted, checked, signed, numbered, sent, signed for. */
export class PaperStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: ContextStore,
  ) {}

  async draft(draft: PaperDraft): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const at = await readNow(client, this.clock);
      await insert(client, draft, { life: 'draft', at });
      await note(client, draft.id, 'draft', draft.writtenBy, at, null);
    });
  }

  /** Null when absent or out of sight: its office sees it always, its recipients once it is issued. */
  async read(id: string, viewer: Actor, scope: RowScope): Promise<PaperRecord | null> {
    const parameters = new Parameters();
    const { rows } = await this.pool.query<PaperRecord>(
      `SELECT ${COLUMNS}, ${RECIPIENTS} FROM paper p
       WHERE p.id = ${parameters.place(id)}::uuid AND ${sightSql(viewer, scope, parameters)}`,
      parameters.values,
    );
    return rows[0] ?? null;
  }

  /** Of the district, newest first; with `findingId` those about one finding. */
  async list(viewer: Actor, scope: RowScope, findingId: string | null, limit: number): Promise<PaperRecord[]> {
    const parameters = new Parameters();
    const about = findingId === null ? 'p.finding_id IS NULL' : `p.finding_id = ${parameters.place(findingId)}`;
    const { rows } = await this.pool.query<PaperRecord>(
      `SELECT ${COLUMNS}, ${RECIPIENTS} FROM paper p
       WHERE ${about} AND ${sightSql(viewer, scope, parameters)}
       ORDER BY p.written_at DESC, p.id DESC LIMIT ${parameters.place(limit)}`,
      parameters.values,
    );
    return rows;
  }

  /** One step of its life; a withdrawal of what is out writes and issues the paper that cancels it. */
  async move(
    id: string,
    act: PaperAct,
    actor: Actor,
    words: string | null,
    cancelling: Cancelling,
  ): Promise<PaperRefused | null> {
    const { surroundings } = await this.context.world();
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<PaperRecord & { issuedBy: string | null }>(
        `SELECT ${COLUMNS}, '[]'::json AS recipients FROM paper p WHERE p.id = $1 FOR UPDATE`,
        [id],
      );
      const paper = rows[0];
      if (!paper) return { refusal: 'not_found' };
      const refusal = objection(paper, act, actor);
      if (refusal) return { refusal, life: paper.life };
      const at = await readNow(client, this.clock);
      const life = STEPS[act].side === 'unit' ? await answered(client, paper, act, actor, words, at) : STEPS[act].to;
      if (life === 'not_your_unit' || life === 'already_signed') return { refusal: life, life: paper.life };
      await note(client, id, act, actor.personId, at, words);
      if (act === 'withdraw' && paper.number !== null)
        await this.cancel(client, paper, actor, at, cancelling(paper, words ?? ''));
      const number = act === 'issue' ? await takeNumber(client, seriesOf(paper, surroundings, at)) : null;
      await client.query(
        `UPDATE paper SET life = $2, number = coalesce(number, $3), issued_at = coalesce(issued_at, $4), issued_by = coalesce(issued_by, $5)
         WHERE id = $1`,
        [id, life, number, number && timestamptz(at), number && actor.personId],
      );
      return null;
    });
  }

  private async cancel(
    client: pg.ClientBase,
    paper: PaperRecord,
    actor: Actor,
    at: Instant,
    content: unknown,
  ): Promise<void> {
    const draft: PaperDraft = {
      ...paper,
      id: randomUUID(),
      kind: 'cancellation',
      class: 'slip',
      title: '撤销单',
      content,
      asOf: at,
      recipientIds: [],
      writtenBy: actor.personId,
    };
    const number = await takeNumber(client, slipSeries(draft.title, at));
    await insert(client, draft, { life: 'issued', at, number, cancels: paper.id });
    await client.query(
      'INSERT INTO paper_recipient (paper_id, unit_id) SELECT $1, unit_id FROM paper_recipient WHERE paper_id = $2',
      [draft.id, paper.id],
    );
    await note(client, draft.id, 'issue', actor.personId, at, null);
  }

  // ── files and links ──

  async files(subject: Subject): Promise<PaperFile[]> {
    const { rows } = await this.pool.query<PaperFile>(
      `SELECT role, format, sha256, bytes, kept_at AS "keptAt" FROM paper_file WHERE subject = $1 ORDER BY ordinal`,
      [subject],
    );
    return rows;
  }

  /** Answers what is kept: of two that render at once, the first one's. */
  async keepFile(subject: Subject, file: Omit<PaperFile, 'keptAt'>, by: string | null): Promise<PaperFile> {
    await this.pool.query(
      `INSERT INTO paper_file (subject, role, format, sha256, bytes, kept_at, kept_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [subject, file.role, file.format, file.sha256, file.bytes, timestamptz(await readNow(this.pool, this.clock)), by],
    );
    const kept = await this.files(subject);
    return file.role === 'rendered'
      ? kept.find(({ role, format }) => role === 'rendered' && format === file.format)!
      : kept.find(({ role, sha256 }) => role === file.role && sha256 === file.sha256)!;
  }

  /** The token of its public address, drawn once. */
  async link(subject: Subject): Promise<string> {
    const { rows } = await this.pool.query<{ token: string }>(
      `WITH drawn AS (
         INSERT INTO paper_link (token, subject) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING RETURNING token)
       SELECT token FROM drawn UNION ALL SELECT token FROM paper_link WHERE subject = $2 LIMIT 1`,
      [randomBytes(16).toString('base64url'), subject],
    );
    return rows[0]?.token ?? this.link(subject);
  }

  async byToken(token: string): Promise<PublicPaper | null> {
    const { rows } = await this.pool.query<Omit<PublicPaper, 'files'>>(
      `SELECT l.subject, coalesce(p.number, n.number, d.number) AS number, coalesce(p.title, n.title, '交办单') AS title,
         coalesce(p.supervising_unit_id, f.supervising_unit_id, d.supervising_unit_id) AS "officeId",
         coalesce(p.issued_at, n.issued_at, d.sent_at) AS "issuedAt", coalesce(p.life, n.life, 'sent') AS life
       FROM paper_link l
       LEFT JOIN paper p ON l.subject = 'paper/' || p.id
       LEFT JOIN notice n ON n.finding_id = CASE WHEN l.subject LIKE 'notice/%' THEN split_part(l.subject, '/', 2)::uuid END
         AND n.id = split_part(l.subject, '/', 3)
       LEFT JOIN finding f ON f.id = n.finding_id
       LEFT JOIN dispatch d ON l.subject = 'dispatch/' || d.id
       WHERE l.token = $1 AND num_nonnulls(p.id::text, n.id, d.id) = 1`,
      [token],
    );
    const [paper] = rows;
    return paper ? { ...paper, files: await this.files(paper.subject) } : null;
  }

  /** The 交办单 by its id. */
  async dispatch(id: string): Promise<{ number: string; unitId: string; sentAt: Instant } | null> {
    const { rows } = await this.pool.query<{ number: string; unitId: string; sentAt: Instant }>(
      'SELECT number, unit_id AS "unitId", sent_at AS "sentAt" FROM dispatch WHERE id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  /** The chain of a finding as it is hashed. */
  async chain(findingId: string): Promise<{ seq: number; prevHash: string | null; hash: string; body: string }[]> {
    const { rows } = await this.pool.query<{ seq: number; prevHash: string | null; hash: string; body: string }>(
      `SELECT seq, encode(prev_hash, 'hex') AS "prevHash", encode(hash, 'hex') AS hash, body
       FROM finding_event WHERE finding_id = $1 ORDER BY seq`,
      [findingId],
    );
    return rows;
  }

  /** What the machine proposed in the period and people have to decide; only of what may be named. */
  async proposals(from: Instant, to: Instant, scope: RowScope): Promise<ProposalRow[]> {
    const parameters = new Parameters();
    const [after, before] = [parameters.place(timestamptz(from)), parameters.place(timestamptz(to))];
    const above = parameters.place(scope.supervisedPath);
    const { rows } = await this.pool.query<ProposalRow>(
      `SELECT r.unit_id AS "unitId", r.measure AS what, f.number, NULL AS trigger, NULL::int AS occurrences
       FROM rung_firing r JOIN finding f ON f.id = r.finding_id
       WHERE r.measure IS NOT NULL AND r.unit_id IS NOT NULL AND NOT f.terminal AND f.visibility = 'normal'
         AND r.recorded_at >= ${after} AND r.recorded_at < ${before} AND ${scopeSql(scope, parameters)}
       UNION ALL
       SELECT t.unit_id, t.proposes, NULL, t.trigger, t.occurrences FROM unit_trigger t JOIN org_unit u ON u.id = t.unit_id
       WHERE t.recorded_at >= ${after} AND t.recorded_at < ${before} AND u.path <@ ${above}::ltree
       ORDER BY 1, 2, 3 LIMIT 50`,
      parameters.values,
    );
    return rows;
  }
}

const seriesOf = ({ class: made, title, supervisingUnitId }: PaperRecord, around: Surroundings, at: Instant): Series =>
  made === 'slip' ? slipSeries(title, at) : paperSeries(around.paperCode(supervisingUnitId), at);

/** What the paper that cancels another says. */
export type Cancelling = (paper: PaperRecord, reason: string) => unknown;

export function sightSql(viewer: Actor, scope: RowScope, parameters: Parameters): string {
  const supervised =
    scope.supervisedPath === null ? 'false' : `p.supervising_path <@ ${parameters.place(scope.supervisedPath)}::ltree`;
  const addressed = `(p.life IN ${OUT} OR (p.life = 'withdrawn' AND p.number IS NOT NULL)) AND EXISTS (SELECT FROM paper_recipient r
    JOIN org_unit u ON u.id = r.unit_id WHERE r.paper_id = p.id AND u.path <@ ${parameters.place(viewer.unitPath)}::ltree)`;
  return `(${supervised} OR (${addressed}))`;
}

/** What the person may do with the paper now; a unit that has answered does not answer again. */
export function actsOf(paper: PaperRecord, actor: Actor): PaperAct[] {
  const mine = paper.recipients.find(({ unitId }) => unitId === actor.unitId);
  return (Object.keys(STEPS) as PaperAct[]).filter((act) => {
    if (objection(paper, act, actor) !== null) return false;
    if (STEPS[act].side === 'office') return true;
    return mine !== undefined && (act === 'sign' ? mine.signedAt : mine.repliedAt) === null;
  });
}

function objection(paper: PaperRecord, act: PaperAct, actor: Actor): PaperRefusal | null {
  const step = STEPS[act];
  if (!step.roles.some((role) => actor.roles.includes(role))) return 'not_your_role';
  if (step.side === 'office' && !isWithin(paper.supervisingPath, actor.scopePath)) return 'not_in_scope';
  // What cancels another is not cancelled in its turn.
  if (!step.from.includes(paper.life) || (act === 'withdraw' && paper.cancels !== null)) return 'paper_life';
  const writers = [actor.personId, actor.onBehalfOf];
  if (act === 'issue' && writers.includes(paper.writtenBy)) return 'same_person';
  return null;
}

/** A unit signs or replies for itself; the paper is signed or replied to when all have. */
async function answered(
  client: pg.ClientBase,
  paper: PaperRecord,
  act: PaperAct,
  actor: Actor,
  words: string | null,
  at: Instant,
): Promise<NoticeLife | 'not_your_unit' | 'already_signed'> {
  const { rows } = await client.query<{ unit_id: string; signed: boolean; replied: boolean }>(
    `SELECT unit_id, signed_at IS NOT NULL AS signed, replied_at IS NOT NULL AS replied
     FROM paper_recipient WHERE paper_id = $1`,
    [paper.id],
  );
  const mine = rows.find(({ unit_id }) => unit_id === actor.unitId);
  if (!mine) return 'not_your_unit';
  if (act === 'sign' ? mine.signed : mine.replied) return 'already_signed';
  const set =
    act === 'sign'
      ? 'signed_at = $3, signed_by = $4'
      : `signed_at = coalesce(signed_at, $3), signed_by = coalesce(signed_by, $4), replied_at = $3, reply = $5`;
  const values = [paper.id, actor.unitId, timestamptz(at), actor.personId];
  await client.query(
    `UPDATE paper_recipient SET ${set} WHERE paper_id = $1 AND unit_id = $2`,
    act === 'sign' ? values : [...values, words],
  );
  const others = rows.filter((row) => row !== mine);
  const all = others.every((row) => (act === 'sign' ? row.signed : row.replied));
  return all ? STEPS[act].to : paper.life;
}

interface Written {
  life: NoticeLife;
  at: Instant;
  number?: string;
  cancels?: string;
}

async function insert(client: pg.ClientBase, draft: PaperDraft, { life, at, number, cancels }: Written): Promise<void> {
  await client.query(
    `INSERT INTO paper (id, kind, class, title, finding_id, supervising_unit_id, supervising_path, content, as_of, life,
       number, written_at, written_by, issued_at, issued_by, cancels)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      draft.id,
      draft.kind,
      draft.class,
      draft.title,
      draft.findingId,
      draft.supervisingUnitId,
      draft.supervisingPath,
      JSON.stringify(draft.content),
      timestamptz(draft.asOf),
      life,
      number ?? null,
      timestamptz(at),
      draft.writtenBy,
      number ? timestamptz(at) : null,
      number ? draft.writtenBy : null,
      cancels ?? null,
    ],
  );
  for (const unitId of draft.recipientIds)
    await client.query('INSERT INTO paper_recipient (paper_id, unit_id) VALUES ($1, $2)', [draft.id, unitId]);
}

async function note(
  client: pg.ClientBase,
  id: string,
  act: PaperAct | 'draft',
  by: string,
  at: Instant,
  words: string | null,
): Promise<void> {
  await client.query(
    `INSERT INTO paper_event (paper_id, seq, act, by_person, at, note)
     SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 FROM paper_event WHERE paper_id = $1`,
    [id, act, by, timestamptz(at), words],
  );
}

/** Gap-free: raised in the transaction that issues. */
async function takeNumber(client: pg.ClientBase, { key, suffix, width }: Series): Promise<string> {
  const { rows } = await client.query<{ last: number }>(
    `INSERT INTO doc_counter (key, last) VALUES ($1, 1)
     ON CONFLICT (key) DO UPDATE SET last = doc_counter.last + 1 RETURNING last`,
    [key],
  );
  return `${key}${String(rows[0]!.last).padStart(width, '0')}${suffix}`;
}
