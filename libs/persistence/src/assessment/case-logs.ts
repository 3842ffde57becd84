import type pg from 'pg';
import type { Instant } from '#calendar';
import {
  caseFacts,
  type CaseRecord,
  caseRecord,
  type Event,
  type FactSources,
  type Period,
  type ScoreFact,
  type ScoringRules,
  stepsOf,
} from '#domain';
import { timestamptz } from '../clock';
import { readBody } from '../findings/chain';

const BATCH = 500;
/** Cases that are read once and kept: what has ended says the same in every later period. */
const MOST_KEPT = 20_000;
const DAY = 86_400_000;

interface Head {
  id: string;
  seq: number;
  at: Instant;
  terminal: boolean;
}

interface Kept {
  seq: number;
  facts: ScoreFact[];
  record: CaseRecord;
}

/** By what cases are read; `basis` names it, so that what was read by another is not taken for it. */
export interface Reading {
  period: Period;
  at: Instant;
  rules: ScoringRules;
  sources: FactSources;
  basis: string;
}

export interface CaseReading {
  facts: ScoreFact[];
  records: CaseRecord[];
}

/** What the record's events say of a period: facts by now, cases as of its end. */
export class CaseLogs {
  private readonly kept = new Map<string, Kept>();
  private basis = '';

  constructor(private readonly pool: pg.Pool) {}

  async read(reading: Reading): Promise<CaseReading> {
    if (reading.basis !== this.basis) this.kept.clear();
    this.basis = reading.basis;
    const read: CaseReading = { facts: [], records: [] };
    const heads = await this.heads(reading.period, reading.rules.repeat.withinDays * DAY);
    for (let from = 0; from < heads.length; from += BATCH)
      await this.readBatch(heads.slice(from, from + BATCH), reading, read);
    return read;
  }

  /** Cases that moved in the period or so far before it as recurrence looks, and those answered before what was due in it. */
  private async heads({ from, to }: Period, lookBack: number): Promise<Head[]> {
    const { rows } = await this.pool.query<Head>(
      `SELECT f.id, f.head_seq AS seq, f.head_at AS at, f.terminal FROM finding f
       WHERE f.filed_at < $2 AND (f.head_at >= $3
         OR EXISTS (SELECT FROM submission s WHERE s.finding_id = f.id AND s.due_at >= $1 AND s.due_at < $2))
       ORDER BY f.id`,
      [timestamptz(from), timestamptz(to), timestamptz(from - lookBack)],
    );
    return rows;
  }

  private async readBatch(heads: readonly Head[], reading: Reading, into: CaseReading): Promise<void> {
    const known = heads.map((head) => this.keptOf(head, reading.period));
    const logs = await this.logs(heads.filter((_, index) => !known[index]).map(({ id }) => id));
    for (const [index, head] of heads.entries()) {
      const one = known[index] ?? this.readOne(head, logs.get(head.id)!, reading);
      into.records.push(one.record);
      into.facts.push(...one.facts);
    }
  }

  private readOne(head: Head, log: readonly Event[], { period, at, rules, sources }: Reading): Kept {
    const walk = stepsOf(log, at);
    const moved = log.at(-1)!.at > period.to;
    const record = caseRecord(log, period.to, sources.calendar, moved ? stepsOf(log, period.to) : walk);
    const one = { seq: head.seq, record, facts: caseFacts(log, at, rules, sources, walk) };
    if (isFinal(head, period)) this.keep(head.id, one);
    return one;
  }

  private keptOf(head: Head, period: Period): Kept | null {
    const one = this.kept.get(head.id);
    return one?.seq === head.seq && isFinal(head, period) ? one : null;
  }

  private keep(id: string, one: Kept): void {
    const [eldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && eldest !== undefined) this.kept.delete(eldest);
    this.kept.set(id, one);
  }

  private async logs(ids: readonly string[]): Promise<Map<string, Event[]>> {
    const logs = new Map<string, Event[]>();
    if (ids.length === 0) return logs;
    const { rows } = await this.pool.query<{ id: string; body: string }>(
      'SELECT finding_id AS id, body FROM finding_event WHERE finding_id = ANY($1::uuid[]) ORDER BY finding_id, seq',
      [ids],
    );
    for (const { id, body } of rows) {
      const log = logs.get(id);
      if (log) log.push(readBody(body).event);
      else logs.set(id, [readBody(body).event]);
    }
    return logs;
  }
}

/** Nothing more happens to it, and all that did had happened by the period's end. */
const isFinal = ({ at, terminal }: Head, { to }: Period): boolean => terminal && at <= to;
