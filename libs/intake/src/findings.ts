import { createHash } from 'node:crypto';
import type { IntakeContext } from './context';
import { type DraftPicture, type FindingDraft, FindingReader } from './finding-draft';
import { FINDING_FIELDS, type FindingField } from './finding-fields';
import {
  bareHeading,
  checkMapping,
  findHeadings,
  headingKeyOf,
  needsMapping,
  type Headings,
  widestRow,
  withAliases,
} from './headings';
import { type Warning, quoted, warning } from './notes';
import { IntakeRefusal, type RowRefusal, type SkippedRows } from './refusal';
import { skipReason, statedTotal } from './row-kind';
import { skippedAbove, skippedRow, withGaps } from './skipped-rows';
import { type Picture, type Table, type TableRow, columnLetter } from './table';

/** How the list's own total agrees with what was read: stated = taken + taken before + to mend, repeats aside. */
export interface Reconciliation {
  stated: number | null;
  taken: number;
  /** Rows that an import before took. */
  before: number;
  /** Rows refused that somebody can mend. */
  toMend: number;
  /** Rows refused because they stand twice. */
  repeats: number;
  /** True also where the list states no total. */
  balanced: boolean;
}

/** All that importing a 督查问题清单 would do; plain data that survives JSON. */
export interface FindingPlan {
  kind: 'findings';
  fileName: string;
  sheet: string;
  /** Names this set of headings; a column mapping is saved under it. */
  headingKey: string;
  columns: { letter: string; heading: string; field: FindingField | null }[];
  taken: FindingDraft[];
  refused: RowRefusal[];
  skipped: SkippedRows[];
  reconciliation: Reconciliation;
  warnings: Warning[];
}

const EVIDENCE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
const PICTURE_HEADING = /照片|图片|影像/;

/**
 * Plans the import of a list of findings. Nothing is written; the same table and context give the same plan.
 * @param options.mapping their heading → our field, by code ('description') or canonical heading ('问题描述')
 * @throws IntakeRefusal needs_mapping, bad_mapping or no_rows
 */
export function planFindings(
  table: Table,
  context: IntakeContext,
  options: { mapping?: Record<string, string> } = {},
): FindingPlan {
  const mapping = options.mapping ?? {};
  const fields = withAliases(FINDING_FIELDS, context.headerAlias);
  const headings = findHeadings(table, fields, mapping);
  checkMapping(headings?.all ?? widestRow(table), fields, mapping, 'description');
  const description = headings?.columns.description;
  if (!headings || !description) throw needsMapping(table, headings, fields, 'description');
  const rows = table.rows.filter((row) => row.number > headings.row.number);
  if (rows.length === 0) throw new IntakeRefusal('no_rows');
  return new FindingPlanner(table, context, headings, description.index).plan(rows);
}

class FindingPlanner {
  readonly #reader: FindingReader;
  readonly #known: Set<string>;
  readonly #rowOfFingerprint = new Map<string, number>();
  readonly #rowOfNumber = new Map<string, number>();
  readonly #taken: FindingDraft[] = [];
  readonly #refused: RowRefusal[] = [];
  readonly #skipped: SkippedRows[] = [];
  readonly #pictures: Map<number, Picture[]>;
  #stated: number | null = null;

  constructor(
    private readonly table: Table,
    private readonly context: IntakeContext,
    private readonly headings: Headings<FindingField>,
    private readonly descriptionIndex: number,
  ) {
    this.#reader = new FindingReader(context, headings);
    this.#known = new Set(Object.values(context.known));
    this.#pictures = this.#picturesByRow();
  }

  plan(rows: TableRow[]): FindingPlan {
    for (const row of rows) this.#consider(row);
    const { table, headings } = this;
    return {
      kind: 'findings',
      fileName: table.fileName,
      sheet: table.sheet,
      headingKey: headingKeyOf(headings.all),
      columns: headings.all.map(({ letter, heading }) => ({ letter, heading, field: this.#fieldAt(letter) })),
      taken: this.#taken,
      refused: this.#refused,
      skipped: withGaps([...skippedAbove(table, headings.row), ...this.#skipped], rows),
      reconciliation: this.#reconcile(),
      warnings: [...this.#ignoredHeadings(), ...this.#unplacedPictures()],
    };
  }

  #consider(row: TableRow): void {
    const reason = skipReason(row, this.headings.row, this.descriptionIndex);
    if (reason) {
      if (reason === 'totals') this.#stated = statedTotal(row) ?? this.#stated;
      this.#skipped.push(skippedRow(row, reason));
      return;
    }
    const fingerprint = this.#reader.fingerprint(row);
    const clash = this.#repeat(row, fingerprint);
    if (clash) this.#refused.push(clash);
    else if (this.#known.has(fingerprint)) this.#skipped.push(skippedRow(row, 'already_imported'));
    else this.#read(row, fingerprint);
  }

  #read(row: TableRow, fingerprint: string): void {
    const { draft, refused } = this.#reader.read(row, fingerprint, this.#draftPictures(row.number));
    if (!draft) {
      this.#refused.push(...refused);
      return;
    }
    const unsupported = (this.#pictures.get(row.number) ?? []).filter(({ mime }) => !EVIDENCE_TYPES.includes(mime));
    draft.warnings.push(...unsupported.map(unsupportedPicture));
    this.#taken.push(draft);
  }

  /** A row that stands twice, or a number that two rows claim. */
  #repeat(row: TableRow, fingerprint: string): RowRefusal | null {
    const column = this.#reader.column('externalNumber');
    const twin = this.#rowOfFingerprint.get(fingerprint);
    if (twin !== undefined) return exactRepeat(row.number, twin, column);
    this.#rowOfFingerprint.set(fingerprint, row.number);
    const number = this.#reader.number(row);
    if (number === null) return null;
    const namesake = this.#rowOfNumber.get(number);
    if (namesake !== undefined) return numberRepeated(row.number, namesake, number, column);
    this.#rowOfNumber.set(number, row.number);
    const before = this.context.known[number];
    return before !== undefined && before !== fingerprint ? numberKnown(row.number, number, column) : null;
  }

  #reconcile(): Reconciliation {
    const repeats = new Set(this.#refused.filter(({ code }) => code === 'exact_repeat').map(({ row }) => row));
    const toMend = new Set(this.#refused.filter(({ code }) => code !== 'exact_repeat').map(({ row }) => row));
    const before = this.#skipped.filter(({ reason }) => reason === 'already_imported').length;
    const read = this.#taken.length + before + toMend.size;
    const stated = this.#stated;
    return {
      stated,
      taken: this.#taken.length,
      before,
      toMend: toMend.size,
      repeats: repeats.size,
      balanced: stated === null || stated === read || stated === read + repeats.size,
    };
  }

  #fieldAt(letter: string): FindingField | null {
    const entries = Object.entries(this.headings.columns) as [FindingField, { letter: string }][];
    return entries.find(([, column]) => column.letter === letter)?.[0] ?? null;
  }

  #ignoredHeadings(): Warning[] {
    const ignored = this.headings.all.filter(
      ({ letter, heading }) => !this.#fieldAt(letter) && !PICTURE_HEADING.test(heading),
    );
    return ignored.map(({ letter, heading }) =>
      warning(
        'heading_ignored',
        `${letter} 列“${quoted(heading)}”没有对应项目，只随原文保存`,
        `Column ${letter} "${quoted(heading)}" matches no field; it is kept with the row's source only`,
      ),
    );
  }

  /** Pictures by the row they belong to: one that hangs over rows merged into a single item belongs to the first of them. */
  #picturesByRow(): Map<number, Picture[]> {
    const rows = new Map(this.table.rows.map((row) => [row.number, row]));
    const byRow = new Map<number, Picture[]>();
    for (const picture of this.table.pictures) {
      const row = rows.get(picture.row);
      const continued = row && skipReason(row, this.headings.row, this.descriptionIndex) === 'blank';
      const owner = (continued && row.cells[this.descriptionIndex]?.master?.row) || picture.row;
      byRow.set(owner, [...(byRow.get(owner) ?? []), picture]);
    }
    return byRow;
  }

  #draftPictures(row: number): DraftPicture[] {
    const taken = (this.#pictures.get(row) ?? []).filter(({ mime }) => EVIDENCE_TYPES.includes(mime));
    return taken.map(({ column, mime, bytes }) => ({
      role: this.#headingAt(column).includes('后') ? 'after' : 'before',
      mime,
      sha256: sha256Of(bytes),
      size: bytes.length,
    }));
  }

  #headingAt(column: number): string {
    return bareHeading(this.headings.row.cells[column - 1]?.text ?? '');
  }

  #unplacedPictures(): Warning[] {
    const placed = new Set(this.#taken.map(({ row }) => row));
    return [...this.#pictures].flatMap(([row, pictures]) => (placed.has(row) ? [] : pictures.map(unplacedPicture)));
  }
}

/** The bytes of a picture that a draft names by its sha256. */
export function pictureBytes(table: Table, sha256: string): Buffer | null {
  return table.pictures.find(({ bytes }) => sha256Of(bytes) === sha256)?.bytes ?? null;
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const unsupportedPicture = ({ row, column }: Picture): Warning =>
  warning(
    'picture_unsupported',
    `${columnLetter(column)}${row} 的图片格式不支持，请换成 JPEG、PNG 或 WebP 后补传`,
    `The picture at ${columnLetter(column)}${row} has an unsupported format: add it again as JPEG, PNG or WebP`,
  );

const unplacedPicture = ({ row, column }: Picture): Warning =>
  warning(
    'picture_unplaced',
    `${columnLetter(column)}${row} 的图片所在行没有导入，图片也未导入`,
    `The picture at ${columnLetter(column)}${row} stands in a row that was not taken, so it was not taken either`,
  );

type At = RowRefusal['column'];

const exactRepeat = (row: number, twin: number, column: At): RowRefusal => ({
  row,
  column,
  code: 'exact_repeat',
  message: { zh: `与第 ${twin} 行完全重复`, en: `Exactly repeats row ${twin}` },
  mend: {
    zh: '请删除本行；如确是另一处问题，请改正编号或点位',
    en: 'Delete this row; if it is another problem, correct its number or point',
  },
});

const numberRepeated = (row: number, namesake: number, number: string, column: At): RowRefusal => ({
  row,
  column,
  code: 'number_repeated',
  message: {
    zh: `编号“${quoted(number)}”与第 ${namesake} 行相同，内容不同`,
    en: `Number "${quoted(number)}" is also that of row ${namesake}, with other content`,
  },
  mend: { zh: '请给本行一个新编号', en: 'Give this row a number of its own' },
});

const numberKnown = (row: number, number: string, column: At): RowRefusal => ({
  row,
  column,
  code: 'number_known_differs',
  message: {
    zh: `编号“${quoted(number)}”以前导入过，内容不同`,
    en: `Number "${quoted(number)}" was imported before with other content`,
  },
  mend: {
    zh: '请在系统中补正该件；如是另一个问题，请换编号',
    en: 'Amend that finding in the system; if this is another problem, change its number',
  },
});
