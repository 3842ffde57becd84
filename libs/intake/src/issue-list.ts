import type { IntakeContext } from './context';
import { Directory } from './directory';
import { type Headings, findHeadings, needsMapping, withAliases } from './headings';
import { MEASURE_FIELDS, type MeasureField } from './issue-list-fields';
import { fingerprintOf, nameIn, plain, sentenceIn, tight } from './normalise';
import { type Suggestion, type Warning, quoted, warning } from './notes';
import { type FixedDate, readDue } from './read-dates';
import { IntakeRefusal, type RowRefusal, type SkippedRows } from './refusal';
import { alternativesTo, doubt } from './responsible-unit';
import { skipReason } from './row-kind';
import { skippedAbove, skippedRow, withGaps } from './skipped-rows';
import { type Table, type TableRow } from './table';
import { TEXT_LIMITS } from './finding-draft';

/** 照单全收, 主动认领, 举一反三: how a unit takes a problem on. */
export type Taking = 'all_accepted' | 'claimed' | 'extrapolated';

const TAKINGS: Record<string, Taking> = { 照单全收: 'all_accepted', 主动认领: 'claimed', 举一反三: 'extrapolated' };

/** Problem columns that a list writes once for several measures. */
const CARRIED: MeasureField[] = ['number', 'category', 'item', 'problem', 'taking', 'leadUnit', 'leader'];

export interface NamedUnit {
  name: string;
  unitId: string | null;
}

/** One measure of an issue list (整改措施), with its own clock. */
export interface MeasureDraft {
  row: number;
  fingerprint: string;
  /** Under which `IntakeContext.known` keeps the fingerprint once the measure is taken. */
  knownAs: string;
  problemNumber: string;
  /** From 1 within its problem. */
  ordinal: number;
  category: string;
  item: string;
  problem: string;
  measure: string;
  leadUnit: NamedUnit;
  responsibleUnit: NamedUnit;
  leader: string | null;
  officer: string | null;
  due: FixedDate | null;
  taking: Taking | null;
  /** The due date lies past the published work calendar. */
  provisional: boolean;
  missing: string[];
  warnings: Warning[];
}

/** All that importing a 整改任务清单 would do; plain data that survives JSON. */
export interface IssueListPlan {
  kind: 'issue_list';
  fileName: string;
  sheet: string;
  title: string;
  /** Of what the file holds, whether or not it was imported before. */
  counts: { categories: number; items: number; problems: number; measures: number; leadUnits: number };
  taken: MeasureDraft[];
  refused: RowRefusal[];
  skipped: SkippedRows[];
  /** Names not on the register, with the rows that use them; `unitId` is what an alias (or a successor) made of one. */
  unknownUnits: { name: string; unitId: string | null; rows: number[]; suggestions: Suggestion[] }[];
  /** due_earlier: a later measure of a problem is due before an earlier one. */
  warnings: (Warning & { problemNumber: string; row: number })[];
}

/**
 * Plans the import of an issue list. Nothing is written; the same table and context give the same plan.
 * @throws IntakeRefusal needs_mapping or no_rows
 */
export function planIssueList(table: Table, context: IntakeContext): IssueListPlan {
  const fields = withAliases(MEASURE_FIELDS, context.headerAlias);
  const headings = findHeadings(table, fields);
  const measure = headings?.columns.measure;
  if (!headings || !measure) throw needsMapping(table, headings, fields, 'measure');
  const rows = table.rows.filter((row) => row.number > headings.row.number);
  if (rows.length === 0) throw new IntakeRefusal('no_rows');

  const reader = new MeasureReader(table, context, headings);
  const skipped = skippedAbove(table, headings.row);
  const refused: RowRefusal[] = [];
  const measures: MeasureDraft[] = [];
  for (const row of rows) {
    const reason = skipReason(row, headings.row, measure.index);
    const read = reason ? null : reader.read(row);
    if (reason) skipped.push(skippedRow(row, reason));
    else if (read?.draft) measures.push(read.draft);
    else refused.push(...(read?.refused ?? []));
  }
  const known = new Set(Object.values(context.known));
  const before = measures.filter(({ fingerprint }) => known.has(fingerprint));
  return {
    kind: 'issue_list',
    fileName: table.fileName,
    sheet: table.sheet,
    title: reader.title,
    counts: countsOf(measures),
    taken: measures.filter(({ fingerprint }) => !known.has(fingerprint)),
    refused,
    skipped: withGaps([...skipped, ...before.map((draft) => importedBefore(draft))], rows),
    unknownUnits: reader.unknownUnits(measures),
    warnings: outOfOrder(measures),
  };
}

class MeasureReader {
  readonly title: string;
  readonly #directory: Directory;
  readonly #ordinals = new Map<string, number>();
  #above: Partial<Record<MeasureField, string>> = {};

  constructor(
    table: Table,
    private readonly context: IntakeContext,
    private readonly headings: Headings<MeasureField>,
  ) {
    this.#directory = new Directory(context);
    const first = table.rows[0];
    this.title =
      first && first !== headings.row ? sentenceIn(first.cells.find(Boolean)).slice(0, TEXT_LIMITS.name) : '';
  }

  read(row: TableRow): { draft: MeasureDraft; refused: null } | { draft: null; refused: RowRefusal[] } {
    const written = this.#carried(row);
    const due = readDue(written.due);
    const refused = [
      ...this.#textFaults(row, written),
      ...(due.kind === 'impossible' ? [this.#impossible(row, written.due)] : []),
    ];
    if (refused.length > 0) return { draft: null, refused };
    const problemNumber = tight(written.number);
    const ordinal = (this.#ordinals.get(problemNumber) ?? 0) + 1;
    this.#ordinals.set(problemNumber, ordinal);
    const fixed = due.kind === 'due' ? due.due : null;
    const leadUnit = this.#unit(written.leadUnit);
    const responsibleUnit = this.#unit(written.responsibleUnit);
    const taking = TAKINGS[tight(written.taking)] ?? null;
    const fingerprint = fingerprintOf([
      this.title,
      problemNumber,
      ordinal,
      ...measureIdentity(written),
      fixed?.date ?? plain(written.due),
    ]);
    return {
      refused: null,
      draft: {
        row: row.number,
        fingerprint,
        knownAs: fingerprint,
        problemNumber,
        ordinal,
        category: plain(written.category),
        item: plain(written.item),
        problem: written.problem,
        measure: written.measure,
        leadUnit,
        responsibleUnit,
        leader: plain(written.leader) || null,
        officer: plain(written.officer) || null,
        due: fixed,
        taking,
        provisional: fixed !== null && fixed.date > this.context.publishedUntil,
        missing: Object.entries({ leadUnit: leadUnit.unitId, due: fixed, taking }).flatMap(([field, value]) =>
          value ? [] : [field],
        ),
        warnings: [
          ...[leadUnit, responsibleUnit].flatMap(({ name }) =>
            name ? doubt(name, this.#directory.resolve(name)) : [],
          ),
          ...unread('due_unreadable', '整改时限', due.kind === 'unreadable' ? written.due : ''),
          ...unread('taking_unknown', '认领方式', taking ? '' : written.taking),
        ],
      },
    };
  }

  unknownUnits(measures: MeasureDraft[]): IssueListPlan['unknownUnits'] {
    const rows = new Map<string, Set<number>>();
    for (const { row, leadUnit, responsibleUnit } of measures) {
      for (const { name } of [leadUnit, responsibleUnit]) {
        if (name && !this.#isOwnName(name)) rows.set(name, (rows.get(name) ?? new Set()).add(row));
      }
    }
    return [...rows].map(([name, used]) => ({
      ...this.#unit(name),
      rows: [...used],
      suggestions: alternativesTo(name, this.#directory),
    }));
  }

  #isOwnName(name: string): boolean {
    const resolution = this.#directory.resolve(name);
    return resolution.kind === 'found' && resolution.by === 'name';
  }

  /** The row's texts; a row that names no problem of its own belongs to the problem above it. */
  #carried(row: TableRow): Record<MeasureField, string> {
    const own = Object.fromEntries(MEASURE_FIELDS.map(({ field }) => [field, this.#text(row, field)])) as Record<
      MeasureField,
      string
    >;
    const continues = own.number === '' && own.problem === '';
    const carried = continues ? CARRIED.filter((field) => own[field] === '') : [];
    const written = { ...own, ...Object.fromEntries(carried.map((field) => [field, this.#above[field] ?? ''])) };
    this.#above = written;
    return written;
  }

  #unit(name: string): NamedUnit {
    const written = tight(name);
    const resolution = this.#directory.resolve(written);
    return { name: written, unitId: resolution.kind === 'found' ? resolution.unit.id : null };
  }

  #textFaults(row: TableRow, written: Record<MeasureField, string>): RowRefusal[] {
    if (written.measure === '') {
      return [
        {
          row: row.number,
          column: this.#column('measure'),
          code: 'measure_missing',
          message: { zh: '没有写整改措施', en: 'There is no measure' },
          mend: { zh: '请写明整改措施', en: 'Write the measure to be taken' },
        },
      ];
    }
    return MEASURE_FIELDS.flatMap(({ field }): RowRefusal[] => {
      const limit = field === 'measure' || field === 'problem' ? TEXT_LIMITS.description : TEXT_LIMITS.name;
      if (written[field].length <= limit) return [];
      return [
        {
          row: row.number,
          column: this.#column(field),
          code: 'text_too_long',
          message: { zh: `文字超过 ${limit} 字`, en: `The text is longer than ${limit} characters` },
          mend: { zh: `请缩短到 ${limit} 字以内`, en: `Shorten it to ${limit} characters` },
        },
      ];
    });
  }

  #impossible(row: TableRow, text: string): RowRefusal {
    return {
      row: row.number,
      column: this.#column('due'),
      code: 'date_impossible',
      message: { zh: `没有“${quoted(text)}”这个日期`, en: `There is no such date as "${quoted(text)}"` },
      mend: {
        zh: '请改为实际的日期，写法如 2026-12-10 或 2026年12月底前',
        en: 'Write the real date, like 2026-12-10 or 2026年12月底前',
      },
    };
  }

  #column(field: MeasureField): RowRefusal['column'] {
    const column = this.headings.columns[field];
    return column ? { letter: column.letter, heading: column.heading } : null;
  }

  #text(row: TableRow, field: MeasureField): string {
    const column = this.headings.columns[field];
    const cell = column ? row.cells[column.index] : undefined;
    return field === 'leadUnit' || field === 'responsibleUnit' ? nameIn(cell) : sentenceIn(cell);
  }
}

const measureIdentity = (written: Record<MeasureField, string>): string[] =>
  (['problem', 'measure', 'leadUnit', 'responsibleUnit'] as const).map((field) => tight(written[field]));

const unread = (code: Warning['code'], heading: string, text: string): Warning[] =>
  text === ''
    ? []
    : [
        warning(
          code,
          `${heading}“${quoted(text)}”无法识别，请补填`,
          `"${quoted(text)}" under ${heading} was not understood: fill it in`,
        ),
      ];

const importedBefore = ({ row, measure }: MeasureDraft): SkippedRows => ({
  row,
  to: row,
  reason: 'already_imported',
  text: measure.slice(0, 80),
});

function countsOf(measures: MeasureDraft[]): IssueListPlan['counts'] {
  const distinct = (keyOf: (draft: MeasureDraft) => string) => new Set(measures.map(keyOf)).size;
  return {
    categories: distinct(({ category }) => category),
    items: distinct(({ category, item }) => JSON.stringify([category, item])),
    problems: distinct(({ problemNumber }) => problemNumber),
    measures: measures.length,
    leadUnits: distinct(({ leadUnit }) => leadUnit.name),
  };
}

function outOfOrder(measures: MeasureDraft[]): IssueListPlan['warnings'] {
  const latest = new Map<string, MeasureDraft>();
  return measures.flatMap((draft) => {
    const before = latest.get(draft.problemNumber);
    if (!draft.due) return [];
    if (!before?.due || draft.due.date >= before.due.date) {
      latest.set(draft.problemNumber, draft);
      return [];
    }
    const { code, message } = warning(
      'due_earlier',
      `问题 ${draft.problemNumber} 的后序措施(第 ${draft.row} 行 ${draft.due.date})早于前序措施(第 ${before.row} 行 ${before.due.date})，请核对`,
      `Problem ${draft.problemNumber}: the later measure (row ${draft.row}, ${draft.due.date}) is due before the earlier one (row ${before.row}, ${before.due.date}): check it`,
    );
    return [{ code, message, problemNumber: draft.problemNumber, row: draft.row }];
  });
}
