import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '#calendar';
import { canonical, type Event, evolve, type Finding, IllegalEdge, isTerminal, stageOf, wakeAt } from '#domain';
import { type Clock, instantSql, timestamptz } from '../clock';
import { linkHash, readBody } from '../findings/chain';

export interface AuditFault {
  findingId: string | null;
  seq: number | null;
  fault: 'hash' | 'gap' | 'illegal_edge' | 'row_differs' | 'column_differs' | 'checkpoint';
  zh: string;
  en: string;
}

export interface AuditReport {
  findings: number;
  events: number;
  checkpoints: number;
  faults: AuditFault[];
}

interface Row {
  id: string;
  state: Finding;
  status: string;
  stage: string;
  terminal: boolean;
  head_seq: number;
  head_hash: Buffer;
  wake_at: Instant | null;
}

interface EventRow {
  finding_id: string;
  seq: number;
  hash: Buffer;
  type: string;
  effective_at: Instant;
  recorded_at: Instant;
  body: string;
}

const BATCH = 200;

/** Recomputes the whole record and tells where it differs from what was written (I3). */
export class Audit {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  async verify(onProgress: (findings: number) => void = () => {}): Promise<AuditReport> {
    const report: AuditReport = { findings: 0, events: 0, checkpoints: 0, faults: [] };
    for (let after: string | null = null; ;) {
      const rows: Row[] = await this.rowsAfter(after);
      if (rows.length === 0) break;
      const events = await this.eventsOf(rows.map(({ id }) => id));
      for (const row of rows) {
        const own = events.get(row.id) ?? [];
        report.faults.push(...auditFinding(row, own));
        report.findings += 1;
        report.events += own.length;
      }
      onProgress(report.findings);
      after = rows.at(-1)!.id;
    }
    await this.verifyCheckpoints(report);
    return report;
  }

  /** Merkle root over every finding's head: the tail of a log is proved only by a later checkpoint. */
  async writeCheckpoint(): Promise<{ root: string; findings: number; at: Instant }> {
    const { rows: heads } = await this.pool.query<{ id: string; head_seq: number; head_hash: Buffer }>(
      'SELECT id, head_seq, head_hash FROM finding ORDER BY id',
    );
    const root = merkleRoot(heads.map(({ id, head_seq, head_hash }) => leafOf(id, head_seq, head_hash)));
    const { rows } = await this.pool.query<{ at: Instant }>(
      `INSERT INTO audit_checkpoint (root, findings, heads, at) VALUES ($1, $2, $3, ${instantSql('$4')}) RETURNING at`,
      [
        root,
        heads.length,
        JSON.stringify(heads.map(({ id, head_seq }) => [id, head_seq])),
        timestamptz(await this.clock.at()),
      ],
    );
    return { root: root.toString('hex'), findings: heads.length, at: rows[0]!.at };
  }

  /** Null before the first. */
  async lastCheckpointAt(): Promise<Instant | null> {
    const { rows } = await this.pool.query<{ at: Instant | null }>('SELECT max(at) AS at FROM audit_checkpoint');
    return rows[0]!.at;
  }

  private async rowsAfter(after: string | null): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT id, state, status, stage, terminal, head_seq, head_hash, wake_at FROM finding
       WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
      [after, BATCH],
    );
    return rows;
  }

  private async eventsOf(ids: string[]): Promise<Map<string, EventRow[]>> {
    const { rows } = await this.pool.query<EventRow>(
      `SELECT finding_id, seq, hash, type, effective_at, recorded_at, body FROM finding_event
       WHERE finding_id = ANY($1::uuid[]) ORDER BY finding_id, seq`,
      [ids],
    );
    const events = new Map<string, EventRow[]>(ids.map((id) => [id, []]));
    for (const row of rows) events.get(row.finding_id)?.push(row);
    return events;
  }

  private async verifyCheckpoints(report: AuditReport): Promise<void> {
    const { rows } = await this.pool.query<{ ordinal: number; root: Buffer; heads: [string, number][] }>(
      'SELECT ordinal, root, heads FROM audit_checkpoint ORDER BY ordinal',
    );
    for (const { ordinal, root, heads } of rows) {
      report.checkpoints += 1;
      const leaves = await this.leavesAt(heads);
      if (leaves && merkleRoot(leaves).equals(root)) continue;
      report.faults.push({
        findingId: null,
        seq: null,
        fault: 'checkpoint',
        zh: `第 ${ordinal} 号检查点的根与现有事件不符：此前的事件被改动或丢失`,
        en: `checkpoint ${ordinal} does not match the events: something written before it was changed or lost`,
      });
    }
  }

  private async leavesAt(heads: readonly [string, number][]): Promise<Buffer[] | null> {
    const { rows } = await this.pool.query<{ finding_id: string; seq: number; hash: Buffer }>(
      `SELECT e.finding_id, e.seq, e.hash FROM finding_event e
       JOIN jsonb_to_recordset($1::jsonb) AS h (id uuid, seq int) ON e.finding_id = h.id AND e.seq = h.seq
       ORDER BY e.finding_id`,
      [JSON.stringify(heads.map(([id, seq]) => ({ id, seq })))],
    );
    return rows.length === heads.length ? rows.map((row) => leafOf(row.finding_id, row.seq, row.hash)) : null;
  }
}

function auditFinding(row: Row, events: readonly EventRow[]): AuditFault[] {
  const faults: AuditFault[] = [];
  const fault = (kind: AuditFault['fault'], seq: number | null, zh: string, en: string) =>
    faults.push({ findingId: row.id, seq, fault: kind, zh, en });
  let hash: Buffer | null = null;
  let state: Finding | null = null;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) {
      fault('gap', event.seq, `缺第 ${index + 1} 号事件`, `event ${index + 1} is missing`);
      return faults;
    }
    hash = linkHash(hash, event.body);
    if (!hash.equals(event.hash)) {
      fault('hash', event.seq, '事件内容与其哈希不符', 'the text of the event does not match its hash');
      return faults;
    }
    const { event: fact } = readBody(event.body);
    if (!agrees(event, fact))
      fault('column_differs', event.seq, '事件列与正文不符', 'its columns differ from its text');
    try {
      state = evolve(state, fact);
    } catch (error) {
      const known = error instanceof IllegalEdge;
      fault('illegal_edge', event.seq, '状态机没有这条边', known ? error.message : String(error));
      return faults;
    }
  }
  if (!state || !hash?.equals(row.head_hash) || row.head_seq !== events.length)
    fault(
      'gap',
      row.head_seq,
      '最后的事件与行不符：末尾事件丢失',
      'the row names another last event: the tail is lost',
    );
  else if (canonical(asJson(state)) !== canonical(row.state))
    fault('row_differs', row.head_seq, '行的内容不等于其事件的折叠', 'the row is not the fold of its events');
  else if (!columnsAgree(row, state))
    fault('column_differs', row.head_seq, '行的列与其内容不符', 'the columns of the row differ from its state');
  return faults;
}

function agrees({ finding_id, seq, type, effective_at, recorded_at, body }: EventRow, fact: Event): boolean {
  const text = readBody(body);
  return (
    text.finding === finding_id &&
    text.seq === seq &&
    text.recordedAt === recorded_at &&
    fact.type === type &&
    fact.at === effective_at
  );
}

function columnsAgree(row: Row, state: Finding): boolean {
  return (
    row.status === state.status &&
    row.stage === stageOf(state.status) &&
    row.terminal === isTerminal(state.status) &&
    row.wake_at === wakeAt(state)
  );
}

/** What was stored went through JSON, which leaves out what is undefined. */
const asJson = (state: Finding): unknown => JSON.parse(JSON.stringify(state));

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Leaves and nodes are told apart by their first byte, so that no inner node can pass for a leaf (RFC 6962). */
const leafOf = (id: string, seq: number, hash: Buffer): Buffer => sha256('\0', `${id} ${seq} `, hash);

function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  let level = [...leaves];
  while (level.length > 1)
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
      const [left, right] = [level[2 * i]!, level[2 * i + 1]];
      return right ? sha256('\x01', left, right) : left;
    });
  return level[0]!;
}
