import { Injectable } from '@nestjs/common';
import { addDays, civilDate, instantOf } from '#calendar';
import {
  captioned,
  type LedgerEntry,
  periodOf,
  type ReportFacts,
  type ReportItem,
  type ReportKind,
  type UnitFigures,
} from '#documents';
import { type Actor, isLead } from '#domain';
import {
  BoardStore,
  ContextStore,
  DirectoryStore,
  type DirectoryUnit,
  type FindingFilter,
  type FindingRow,
  FindingStore,
  PaperStore,
  type RowScope,
  scopeOf,
} from '#persistence';
import { RecordClock } from '../findings/record-clock';
import { Refusal } from '../http/problems';

/** Rows of one list of a report; a report that needs more is a list. */
const MOST_ROWS = 60;
const MOST_EXAMPLES = 4;
/** Two photos each. */
const MOST_LEDGER = 30;
const MOST_UNITS = 40;

export interface ReportAsked {
  date?: string | undefined;
  unit?: string | undefined;
}

/** What a report is made of: the board's figures and the lists behind them, at one instant. */
@Injectable()
export class ReportReader {
  constructor(
    private readonly boards: BoardStore,
    private readonly findings: FindingStore,
    private readonly papers: PaperStore,
    private readonly directory: DirectoryStore,
    private readonly context: ContextStore,
    private readonly clock: RecordClock,
  ) {}

  async of(kind: ReportKind, { date, unit }: ReportAsked, viewer: Actor): Promise<{ facts: ReportFacts }> {
    const [at, { policy, calendar }, units] = await Promise.all([
      this.clock.now(),
      this.context.current(),
      this.directory.unitsEver(),
    ]);
    const [from, to] = periodOf(kind, date ?? civilDate(at)).map((day) => instantOf(day)) as [number, number];
    const named = new Map(units.map((each) => [each.id, each]));
    if (from > at) throw Refusal.of('period_ahead');
    if (unit !== undefined && !named.has(unit)) throw Refusal.of('unknown_unit_named');
    const scope = scopeOf(viewer);
    const narrowed: FindingFilter = unit === undefined ? {} : { unitPath: named.get(unit)?.path ?? 'none' };
    const counting = { ...scope, limited: scope.supervisedPath !== null };
    const asked = {
      filter: narrowed,
      from,
      to,
      asOf: at,
      today: instantOf(civilDate(at)),
      month: from,
      trendBy: 'month' as const,
      red: { most: 0, scope },
    };
    const tallies = await this.boards.tallies(asked, counting);
    const list = (filter: FindingFilter, most = MOST_ROWS) =>
      this.listed({ ...narrowed, ...filter }, scope, most, named);
    const figure = (code: 'overdue' | 'open') => ({ figure: { code, from, to, asOf: at } });
    const next = nextOffice(calendar, civilDate(at));
    const [overdue, urgent, dueNext, open, examples, proposals] = await Promise.all([
      list(figure('overdue')),
      list({ ...figure('open'), urgency: 'urgent' }),
      list({ open: true, overdue: false, dueFrom: at, dueBy: instantOf(addDays(next, 1)) }),
      kind === 'dispatch-meeting' ? list(figure('open'), MOST_ROWS * 10) : { items: [], leftOut: 0 },
      this.examples(kind, narrowed, from, to, scope, named),
      this.papers.proposals(from, Math.min(to, at + 1), scope),
    ]);
    const triggers = new Map<string | null, string>(policy.unitTriggers.map(({ code, zh }) => [code, zh]));
    const categories = new Map(policy.categories.map(({ code, name }) => [code, name]));
    return {
      facts: {
        issuer: named.get(viewer.unitId)?.name ?? viewer.unitId,
        from,
        to,
        at,
        figures: { ...tallies.figures, onTime: tallies.figures.on_time },
        units: tallies.units.flatMap(({ key, ...tally }) => unitFigures(named.get(key ?? ''), tally)),
        categories: tallies.categories.flatMap(({ key, filed, open: going, overdue: late }) =>
          filed + going === 0
            ? []
            : [{ name: key === null ? '待定' : (categories.get(key) ?? key), filed, open: going, overdue: late }],
        ),
        overdue: overdue.items,
        urgent: urgent.items,
        dueNext: dueNext.items,
        proposals: proposals.map(({ unitId, what, number, trigger, occurrences }) => ({
          unit: named.get(unitId)?.name ?? unitId,
          what: { talk: '提请约谈', accountability: '提请问责', listed: '提请挂牌督办' }[what],
          why:
            number === null
              ? `${triggers.get(trigger) ?? '同类情形多次发生'}，已达${occurrences}次`
              : `${number}号问题逾期未整改到位`,
        })),
        examples: examples.items,
        perUnit: byUnit(open.items).slice(0, MOST_UNITS),
        leftOut: {
          overdue: overdue.leftOut,
          urgent: urgent.leftOut,
          dueNext: dueNext.leftOut,
          examples: examples.leftOut,
        },
      },
    };
  }

  /** Limited and sealed cases are counted and never named. */
  private async listed(
    filter: FindingFilter,
    scope: RowScope,
    most: number,
    named: ReadonlyMap<string, DirectoryUnit>,
  ): Promise<{ items: ReportItem[]; leftOut: number }> {
    const rows: FindingRow[] = [];
    let cursor: string | null = null;
    let more = 0;
    do {
      const page: { rows: FindingRow[]; next: string | null } = await this.findings.list(
        { ...filter, visibility: 'normal' },
        scope,
        cursor,
        200,
        'due',
      );
      more += Math.max(rows.length + page.rows.length - most, 0);
      rows.push(...page.rows.slice(0, most - rows.length));
      cursor = page.next;
    } while (cursor !== null && more < MOST_ROWS * 20);
    return { items: rows.map((row) => itemOf(row, named)), leftOut: more };
  }

  private async examples(
    kind: ReportKind,
    narrowed: FindingFilter,
    from: number,
    to: number,
    scope: RowScope,
    named: ReadonlyMap<string, DirectoryUnit>,
  ): Promise<{ items: LedgerEntry[]; leftOut: number }> {
    if (kind !== 'dispatch-meeting' && kind !== 'ledger') return { items: [], leftOut: 0 };
    const most = kind === 'ledger' ? MOST_LEDGER : MOST_EXAMPLES;
    const filter: FindingFilter = {
      ...narrowed,
      visibility: 'normal',
      filedFrom: from,
      filedBefore: to,
      ...(kind === 'dispatch-meeting' && { status: ['verified', 'publicizing', 'written_off', 'archived'] }),
    };
    const page = await this.findings.list(filter, scope, null, 200);
    const items: LedgerEntry[] = [];
    for (const row of mendedFirst(page.rows)) {
      if (items.length === most) break;
      const entry = await this.entryOf(row, named);
      if (kind === 'ledger' || (entry?.before && entry.after)) items.push(entry!);
    }
    return { items, leftOut: kind === 'ledger' ? page.rows.length - items.length : 0 };
  }

  private async entryOf(row: FindingRow, named: ReadonlyMap<string, DirectoryUnit>): Promise<LedgerEntry> {
    const finding = (await this.findings.read(row.id))?.finding;
    const before = finding?.evidence.find(({ role }) => role === 'before');
    const submitted = finding?.submissions.flatMap(({ evidence }) => evidence) ?? [];
    const after = [...submitted, ...(finding?.evidence ?? [])].findLast(({ role }) => role === 'after');
    const unitId = row.leadUnitId ?? finding?.lines.findLast(isLead)?.unitId ?? null;
    return {
      ...itemOf({ ...row, leadUnitId: unitId }, named),
      writtenOffAt: finding?.writtenOffAt ?? null,
      before: captioned(before, '整改前'),
      after: captioned(after, '整改后'),
    };
  }
}

const MENDED: ReadonlySet<string> = new Set(['submitted', 'verified', 'publicizing', 'written_off', 'archived']);

/** What has a before and an after is what one looks for. */
const mendedFirst = (rows: readonly FindingRow[]): FindingRow[] => [
  ...rows.filter(({ status }) => MENDED.has(status)),
  ...rows.filter(({ status }) => !MENDED.has(status)),
];

const CLASS_OF: Partial<Record<DirectoryUnit['kind'], 'street' | 'department'>> = {
  street: 'street',
  township: 'street',
  department: 'department',
};

function unitFigures(unit: DirectoryUnit | undefined, tally: Omit<UnitFigures, 'unit' | 'class'>): UnitFigures[] {
  if (!unit) return [];
  const ranked = unit.relation === 'commanded' ? CLASS_OF[unit.kind] : undefined;
  return [{ unit: unit.name, class: ranked ?? 'unranked', ...tally }];
}

function itemOf(row: FindingRow, named: ReadonlyMap<string, DirectoryUnit>): ReportItem {
  const { streetId, pointName } = row.place;
  const street = streetId === null ? '' : (named.get(streetId)?.name ?? '');
  return {
    number: row.number,
    place: `${street}${pointName ?? ''}` || '—',
    description: row.description,
    unit: row.leadUnitId === null ? '待交办' : (named.get(row.leadUnitId)?.name ?? row.leadUnitId),
    status: row.status,
    dueAt: row.dueAt,
    overdue: row.overdue,
  };
}

function byUnit(items: readonly ReportItem[]): { unit: string; items: ReportItem[] }[] {
  const units = new Map<string, ReportItem[]>();
  for (const item of items) units.set(item.unit, [...(units.get(item.unit) ?? []), item]);
  return [...units].map(([unit, own]) => ({ unit, items: own })).sort((a, b) => b.items.length - a.items.length);
}

/** The next day on which an office opens. */
function nextOffice(
  calendar: { day(service: string, date: string): { open: readonly unknown[] } },
  today: string,
): string {
  let date = addDays(today, 1);
  for (let tries = 0; tries < 15 && calendar.day('OFFICE', date).open.length === 0; tries++) date = addDays(date, 1);
  return date;
}
