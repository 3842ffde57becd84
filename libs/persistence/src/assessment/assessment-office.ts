import type pg from 'pg';
import { civilDate, dueAt, type Instant, quanta } from '#calendar';
import {
  assess,
  type AssessmentResult,
  type AssessmentSnapshot,
  canonical,
  type CaseRecord,
  type EditionCommand,
  editionText,
  type Period,
  type PeriodKind,
  periodBefore,
  periodOf,
  upheldIn,
} from '#domain';
import type { Clock } from '../clock';
import { readNow } from '../now';
import { inTransaction, sqlState } from '../pool';
import type { ContextStore } from '../reference/context-store';
import {
  actOn,
  type AssessmentSubject,
  digestOf,
  type EditionRow,
  insertEdition,
  lockEdition,
  type NewEdition,
  readEditions,
  textsOf,
} from './editions';
import { type Difference, differencesOf } from './edition-differences';
import { keepGridSheets } from './grid-sheets';
import { PropertySnapshots, reckonProperty } from './property-snapshots';
import { propose } from './proposals';
import type { Rulebook, RulebookStore } from './rulebook-store';
import { ScoreLedger } from './score-ledger';
import { UnitSnapshots } from './unit-snapshots';

/** Where a period stands, and how long to wait before the next look; 0 once it is published. */
export interface PeriodStanding {
  status: 'waiting' | 'draft' | 'appealable' | 'published';
  waitMs: number;
}

export interface VerifiedEdition {
  id: string;
  /** Byte for byte what its snapshot gives under its version of the rules. */
  same: boolean;
  published: string;
  recomputed: string;
  /** What is not the same, and where. */
  differs: Difference[];
}

/** Appeals are ruled by people: the next look is for what they have done meanwhile. */
const HOUR = 3_600_000;
/** How far back a first run goes: 两年, for what is older is history. */
const OLDEST: Record<PeriodKind, number> = { month: 24, quarter: 8, year: 2 };

/** 考核: computes, opens for appeals, publishes and recomputes the editions of a period. Every step may be repeated. */
export class AssessmentOffice {
  private readonly snapshots: UnitSnapshots;
  private readonly propertySnapshots: PropertySnapshots;
  private readonly ledger: ScoreLedger;

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly context: ContextStore,
    private readonly rulebooks: RulebookStore,
  ) {
    this.snapshots = new UnitSnapshots(pool, context);
    this.propertySnapshots = new PropertySnapshots(pool);
    this.ledger = new ScoreLedger(pool);
  }

  /** Ended periods without a published edition, the oldest first: since the first case was filed. */
  async periodsDue(kind: PeriodKind): Promise<Period[]> {
    const now = await this.now();
    const { rows } = await this.pool.query<{ first: Instant | null }>('SELECT min(filed_at) AS first FROM finding');
    const first = rows[0]!.first;
    if (first === null) return [];
    const settled = new Set(
      (await readEditions(this.pool, { kind, subject: 'units' }))
        .filter(({ status }) => status === 'published')
        .map(({ start }) => start),
    );
    const open = new Set((await this.open(kind)).map(({ start }) => start));
    const due: Period[] = [];
    let period = periodBefore(periodOf(kind, civilDate(now)));
    for (let n = 0; n < OLDEST[kind] && period.to > first; n += 1, period = periodBefore(period))
      if (!settled.has(period.start) || open.has(period.start)) due.unshift(period);
    return due;
  }

  /** 草案: drafts what the period lacks; a year waits for its quarters. */
  async compute(period: Period): Promise<PeriodStanding> {
    const now = await this.now();
    if (now < period.to) return { status: 'waiting', waitMs: period.to - now };
    if (period.kind === 'year' && (await this.quartersOpen(period))) return { status: 'waiting', waitMs: HOUR };
    for (const subject of ['units', 'property'] as const) {
      const known = await readEditions(this.pool, { subject, kind: period.kind, start: period.start });
      if (known.length === 0) await this.draft(subject, period, 1, null, null);
    }
    return this.standing(period);
  }

  /** 申诉期 of the rulebook's working days, from now on. */
  async openAppeals(period: Period): Promise<PeriodStanding> {
    const [now, { appeal }, { calendar }] = await Promise.all([
      this.now(),
      this.rulebooks.current(),
      this.context.current(),
    ]);
    const { unit, amount, service } = appeal.fileWithin;
    const until = dueAt(calendar, { unit, service }, now, quanta(unit, amount)).at;
    for (const { id, status } of await this.editionsOf(period))
      if (status === 'draft') await this.act(id, { type: 'open-appeals', until }, null);
    return this.standing(period);
  }

  /** 发布 where the window has closed and every appeal is ruled; what was upheld makes an edition of its own. */
  async publish(period: Period): Promise<PeriodStanding> {
    for (const edition of await this.editionsOf(period)) {
      const now = await this.now();
      if (edition.status !== 'appealable' || now < (edition.appealsUntil ?? 0)) continue;
      if (edition.appeals.some(({ upheld }) => upheld === null)) continue;
      await this.conclude(edition.id, now);
    }
    return this.standing(period);
  }

  /** A correction is a new edition, drafted from what the record says now. */
  async correct(id: string, by: string): Promise<string | null> {
    const [row] = await readEditions(this.pool, { ids: [id] });
    if (row?.status !== 'published') return null;
    const period = periodOf(row.kind, row.start);
    const editions = await readEditions(this.pool, { subject: row.subject, kind: row.kind, start: row.start });
    return this.draft(row.subject, period, Math.max(...editions.map(({ edition }) => edition)) + 1, id, by);
  }

  /** @throws EditionRefused */
  async act(id: string, command: EditionCommand, by: string | null): Promise<EditionRow | null> {
    const now = await this.now();
    return inTransaction(this.pool, async (client) => {
      const edition = await lockEdition(client, id);
      if (!edition) return null;
      const ledger = command.type === 'appeal' || command.type === 'rule-appeal' ? await this.ledgerOf(edition) : [];
      const after = await actOn(client, id, edition, command, now, by, ledger);
      if (command.type === 'rule-appeal' && command.upheld) {
        const appeal = after.appeals.find((one) => one.id === command.appealId)!;
        const entry = ledger.find((one) => one.id === appeal.entryId)!;
        await this.ledger.reverse(client, entry, `appeal:${appeal.id}`, now);
      }
      return { ...edition, ...after };
    });
  }

  /** 核验: recomputes from the snapshot, under the version of the rules that the record keeps. */
  async verify(id: string): Promise<VerifiedEdition | null> {
    const [row] = await readEditions(this.pool, { ids: [id] });
    if (!row) return null;
    const { snapshot, snapshotSha256, result, sha256 } = await textsOf(this.pool, id);
    const rules = await this.rulebooks.ofVersion(row.policyVersion);
    const differs: Difference[] = [];
    if (digestOf(snapshot) !== snapshotSha256) differs.push({ what: 'snapshot' });
    if (digestOf(result) !== sha256) differs.push({ what: 'text' });
    const read = readSnapshot(snapshot);
    if (!read) return { id, same: false, published: sha256, recomputed: '', differs };
    if (!rules || canonical(rules.policy) !== canonical(read.policy)) differs.push({ what: 'rules' });
    const recomputed = resultOf(row.subject, read);
    if (recomputed !== result) differs.push(...differencesOf(result, recomputed));
    return { id, same: differs.length === 0, published: sha256, recomputed: digestOf(recomputed), differs };
  }

  private async draft(
    subject: AssessmentSubject,
    period: Period,
    edition: number,
    corrects: string | null,
    by: string | null,
  ): Promise<string | null> {
    const [now, rulebook] = await Promise.all([this.now(), this.rulebooks.current()]);
    const given =
      subject === 'units' ? await this.reckonUnits(period, rulebook, now) : await this.reckonProperty(period, rulebook);
    if (!given) return null;
    try {
      return await inTransaction(this.pool, async (client) => {
        const id = await insertEdition(client, { ...given.edition, period, subject, edition, corrects }, now, by);
        if (given.result) await this.ledger.book(client, period, given.result.ledger, `edition:${id}`, now);
        if (given.records && period.kind === 'month')
          await keepGridSheets(client, period, given.records, rulebook.policy, now);
        return id;
      });
    } catch (error) {
      // Another process drafted it first: the period is unique.
      if (sqlState(error) === '23505') return null;
      throw error;
    }
  }

  private async reckonUnits(period: Period, rulebook: Rulebook, at: Instant): Promise<Reckoned> {
    const { snapshot, records } = await this.snapshots.gather(period, rulebook, at);
    const text = canonical(snapshot);
    // Reckoned from the text, as whoever verifies will.
    const result = assess(JSON.parse(text) as AssessmentSnapshot);
    return { edition: drafted(rulebook, snapshot.calendarVersion, text, editionText(result)), result, records };
  }

  private async reckonProperty(period: Period, rulebook: Rulebook): Promise<Reckoned | null> {
    const snapshot = await this.propertySnapshots.gather(period, rulebook);
    if (!snapshot) return null;
    const text = canonical(snapshot);
    const { calendar } = await this.context.current();
    return { edition: drafted(rulebook, calendar.version, text, reckonProperty(text)) };
  }

  /** Publishes it, or the edition that holds what its appeals have changed; what it corrects gives way. */
  private async conclude(id: string, now: Instant): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const edition = await lockEdition(client, id);
      if (edition?.status !== 'appealable') return;
      const upheld = upheldIn(edition);
      if (edition.corrects !== null) await this.supersede(client, edition.corrects, id, now);
      const published = upheld.length > 0 ? await this.succeed(client, edition, upheld, now) : edition;
      await actOn(client, published.id, published, { type: 'publish' }, now, null, []);
      await propose(client, published, await textsOf(client, published.id));
    });
  }

  private async supersede(client: pg.ClientBase, id: string, by: string, now: Instant): Promise<void> {
    const old = await lockEdition(client, id);
    if (old?.status === 'published') await actOn(client, id, old, { type: 'supersede', editionId: by }, now, null, []);
  }

  private async succeed(
    client: pg.ClientBase,
    edition: EditionRow,
    upheld: AssessmentSnapshot['upheld'],
    now: Instant,
  ): Promise<EditionRow> {
    const { snapshot } = await textsOf(client, edition.id);
    const before = JSON.parse(snapshot) as AssessmentSnapshot;
    const known = new Set(before.upheld.map(({ entryId }) => entryId));
    const after = { ...before, upheld: [...before.upheld, ...upheld.filter(({ entryId }) => !known.has(entryId))] };
    const period = periodOf(edition.kind, edition.start);
    const next: NewEdition = {
      subject: edition.subject,
      period,
      edition: edition.edition + 1,
      policyVersion: edition.policyVersion,
      calendarVersion: edition.calendarVersion,
      snapshot: canonical(after),
      result: editionText(assess(after)),
      corrects: edition.id,
    };
    const nextId = `${edition.id.slice(0, -String(edition.edition).length)}${next.edition}`;
    await actOn(client, edition.id, edition, { type: 'supersede', editionId: nextId }, now, null, []);
    const id = await insertEdition(client, next, now, null);
    const drafted = (await lockEdition(client, id))!;
    const opened = await actOn(client, id, drafted, { type: 'open-appeals', until: now }, now, null, []);
    return { ...drafted, ...opened };
  }

  private async standing(period: Period): Promise<PeriodStanding> {
    const now = await this.now();
    const open = await this.editionsOf(period);
    const units = open.find(({ status }) => status !== 'published') ?? open[0];
    if (!units) return { status: 'waiting', waitMs: HOUR };
    if (units.status === 'published') return { status: 'published', waitMs: 0 };
    if (units.status === 'draft') return { status: 'draft', waitMs: 0 };
    const left = Math.max(0, ...open.map(({ appealsUntil }) => (appealsUntil ?? 0) - now));
    return { status: 'appealable', waitMs: left > 0 ? left : HOUR };
  }

  /** Those of a period that are not superseded. */
  private async editionsOf({ kind, start }: Period): Promise<EditionRow[]> {
    const editions = await readEditions(this.pool, { kind, start });
    const current = editions.filter(({ status }) => status !== 'superseded');
    // While a correction is under way it is what the period waits for.
    return current.filter((one) => !current.some(({ corrects }) => corrects === one.id));
  }

  private async open(kind: PeriodKind): Promise<EditionRow[]> {
    const editions = await readEditions(this.pool, { kind });
    return editions.filter(({ status }) => status === 'draft' || status === 'appealable');
  }

  private async quartersOpen({ from, to }: Period): Promise<boolean> {
    const { rows } = await this.pool.query(
      `SELECT FROM assessment WHERE period_kind = 'quarter' AND period_start >= $1::date AND period_start < $2::date
         AND status IN ('draft', 'appealable') LIMIT 1`,
      [civilDate(from), civilDate(to)],
    );
    if (rows.length > 0) return true;
    const due = await this.periodsDue('quarter');
    return due.some((quarter) => quarter.from >= from && quarter.to <= to);
  }

  private async ledgerOf({ id, subject }: EditionRow): Promise<AssessmentResult['ledger']> {
    if (subject !== 'units') return [];
    return (JSON.parse((await textsOf(this.pool, id)).result) as AssessmentResult).ledger;
  }

  private now(): Promise<Instant> {
    return readNow(this.pool, this.clock);
  }
}

interface Reckoned {
  edition: Pick<NewEdition, 'policyVersion' | 'calendarVersion' | 'snapshot' | 'result'>;
  result?: AssessmentResult;
  records?: CaseRecord[];
}

const drafted = (
  { policy }: Rulebook,
  calendarVersion: string,
  snapshot: string,
  result: string,
): Reckoned['edition'] => ({
  policyVersion: policy.version,
  calendarVersion,
  snapshot,
  result,
});

type Snapshot = { policy: { version: number } };

/** Null for a text that is no snapshot any more. */
function readSnapshot(text: string): Snapshot | null {
  try {
    return JSON.parse(text) as Snapshot;
  } catch {
    return null;
  }
}

const resultOf = (subject: AssessmentSubject, snapshot: object): string =>
  subject === 'units' ? editionText(assess(snapshot as AssessmentSnapshot)) : reckonProperty(canonical(snapshot));
