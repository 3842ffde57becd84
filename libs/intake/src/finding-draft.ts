import { type CivilDate, type Instant, addDays, civilDate } from '#calendar';
import type { Severity, Status, Urgency } from '#domain';
import { CategoryMatcher } from './category-match';
import type { IntakeCategory, IntakeContext } from './context';
import { defectsIn } from './defects';
import { Directory } from './directory';
import type { FindingField } from './finding-fields';
import { fingerprintOf, nameIn, plain, sentenceIn, tight } from './normalise';
import { type Suggestion, type Warning, quoted, warning } from './notes';
import { type DraftPlace, type ReadPlace, readPlace } from './place';
import { type FixedDate, readDue, readInstant } from './read-dates';
import type { RowRefusal, Wording } from './refusal';
import { readUnit } from './responsible-unit';
import type { Column, Headings } from './headings';
import type { Cell, TableRow } from './table';

/** Longest texts that are taken, in characters. */
export const TEXT_LIMITS = { description: 2_000, number: 64, name: 200 } as const;

const EARLIEST: CivilDate = '2000-01-01';
/** A discovery further ahead than this is a slip of the pen, not a clock that runs fast. */
const DAYS_AHEAD = 366;

export interface DraftPicture {
  role: 'before' | 'after';
  mime: string;
  sha256: string;
  size: number;
}

/** One row of a list, normalised; ids are those of the context. */
export interface FindingDraft {
  row: number;
  fingerprint: string;
  /** Under which `IntakeContext.known` keeps the fingerprint once the row is taken. */
  knownAs: string;
  externalNumber: string | null;
  foundAt: Instant | null;
  place: DraftPlace;
  categoryCode: string | null;
  description: string;
  unitId: string | null;
  coUnitIds: string[];
  /** 物业服务企业 → property_company: whom the finding is about, where that is not the unit. */
  subjectClass: string | null;
  severity: Severity | null;
  urgency: Urgency | null;
  /** 检查方式 暗访 */
  covert: boolean;
  /** 历史台账: the status that the case opens at (ruling 18); null opens it as newly found. */
  openingStatus: Status | null;
  due: FixedDate | null;
  pictures: DraftPicture[];
  /** 待补 */
  missing: string[];
  suggestions: Suggestion[];
  warnings: Warning[];
  /** Every column as it stood, by heading. */
  source: Record<string, string>;
}

export type ReadRow = { draft: FindingDraft; refused: null } | { draft: null; refused: RowRefusal[] };

/** Reads the rows of one list. */
export class FindingReader {
  readonly #directory: Directory;
  readonly #categories: CategoryMatcher;

  constructor(
    private readonly context: IntakeContext,
    private readonly headings: Headings<FindingField>,
  ) {
    this.#directory = new Directory(context);
    this.#categories = new CategoryMatcher(context.categories);
  }

  /** What identifies a row, whatever style its dates and numbers are written in. */
  fingerprint(row: TableRow): string {
    const fields = Object.keys(this.headings.columns).sort() as FindingField[];
    return fingerprintOf(fields.flatMap((field) => [field, identity(field, this.#cell(row, field))]));
  }

  /** The number that the list gives a finding; a mere 序号 counts rows and is none. */
  number(row: TableRow): string | null {
    const number = plain(this.#text(row, 'externalNumber').slice(0, TEXT_LIMITS.number + 1)).replace(/[–—−]/g, '-');
    return number === '' || /^\d{1,5}$/.test(number) ? null : number;
  }

  column(field: FindingField): { letter: string; heading: string } | null {
    const column = this.headings.columns[field];
    return column ? { letter: column.letter, heading: column.heading } : null;
  }

  read(row: TableRow, fingerprint: string, pictures: DraftPicture[]): ReadRow {
    const found = readInstant(this.#text(row, 'foundAt'));
    const due = readDue(this.#text(row, 'due'));
    const refused = [...this.#textFaults(row), ...this.#dateFaults(row, found, due)];
    if (refused.length > 0) return { draft: null, refused };

    const description = sentenceIn(this.#cell(row, 'description'));
    const place = this.#place(row);
    const { category, suggested } = this.#categories.match(this.#name(row, 'category'), this.#lookedUp(row));
    const unit = readUnit(this.#name(row, 'unit'), category, place.place.streetId, this.context, this.#directory);
    const grade = this.context.gradeMap[this.#name(row, 'grade')];
    const openingStatus = this.context.legacyStatus[this.#name(row, 'status')] ?? null;
    const foundAt = found.kind === 'instant' ? found.at : null;
    const number = this.number(row);
    return {
      refused: null,
      draft: {
        row: row.number,
        fingerprint,
        knownAs: number ?? fingerprint,
        externalNumber: number,
        foundAt,
        place: place.place,
        categoryCode: category?.code ?? null,
        description,
        unitId: unit.unitId,
        coUnitIds: unit.coUnitIds,
        subjectClass: unit.subjectClass,
        severity: grade?.severity ?? null,
        urgency: grade?.urgency ?? null,
        covert: this.#name(row, 'manner').includes('暗访'),
        openingStatus,
        due: due.kind === 'due' ? due.due : null,
        pictures,
        missing: this.#missing({ foundAt, category, grade, unitId: unit.unitId }, place),
        suggestions: [...unit.suggestions, ...suggested.map(suggestedCategory)],
        warnings: [
          ...place.warnings,
          ...unit.warnings,
          ...this.#doubts(row, description, foundAt),
          ...this.#unread(row, found.kind, due.kind, !!grade, !!openingStatus),
        ],
        source: this.#source(row),
      },
    };
  }

  #missing(
    draft: {
      foundAt: Instant | null;
      category: IntakeCategory | null;
      grade: object | undefined;
      unitId: string | null;
    },
    place: ReadPlace,
  ): string[] {
    const absent = Object.entries(draft).flatMap(([field, value]) =>
      value ? [] : [field === 'unitId' ? 'unit' : field],
    );
    return [...absent, ...place.missing];
  }

  #place(row: TableRow): ReadPlace {
    return readPlace(
      {
        street: this.#name(row, 'street'),
        community: this.#name(row, 'community'),
        point: sentenceIn(this.#cell(row, 'pointName')),
        lng: this.#text(row, 'lng'),
        lat: this.#text(row, 'lat'),
      },
      this.#directory,
    );
  }

  #doubts(row: TableRow, description: string, foundAt: Instant | null): Warning[] {
    const found: Warning[] = [];
    if (description.startsWith('=')) {
      found.push(
        warning(
          'formula_kept_as_text',
          '问题描述是公式，已按文字保存，不会执行，请核对',
          'The description is a formula; it was kept as text and is never executed: check it',
        ),
      );
    }
    const parts = defectsIn(description);
    if (parts.length > 1) {
      const several = warning(
        'several_defects',
        `一格写了 ${parts.length} 个问题，建议拆分`,
        `The cell holds ${parts.length} defects: consider splitting it`,
      );
      found.push({ ...several, parts });
    }
    if (foundAt !== null && civilDate(foundAt) > this.context.today) {
      found.push(
        warning(
          'date_after_today',
          `发现时间“${quoted(this.#text(row, 'foundAt'))}”晚于今天，请核对`,
          `"${quoted(this.#text(row, 'foundAt'))}" is after today: check it`,
        ),
      );
    }
    return found;
  }

  /** Words that stand in a cell and were not understood. */
  #unread(row: TableRow, foundAt: string, due: string, graded: boolean, opened: boolean): Warning[] {
    const unread = (field: FindingField, code: Warning['code'], understood: boolean): Warning[] => {
      const text = this.#text(row, field).trim();
      if (understood || text === '') return [];
      const heading = this.column(field)?.heading ?? field;
      return [
        warning(
          code,
          `${heading}“${quoted(text)}”无法识别，请补填`,
          `"${quoted(text)}" under ${heading} was not understood: fill it in`,
        ),
      ];
    };
    return [
      ...unread('foundAt', 'date_unreadable', foundAt === 'instant'),
      ...unread('due', 'due_unreadable', due === 'due'),
      ...unread('grade', 'grade_unknown', graded),
      ...unread('status', 'status_unknown', opened),
    ];
  }

  #textFaults(row: TableRow): RowRefusal[] {
    if (sentenceIn(this.#cell(row, 'description')) === '') {
      return [
        this.#refusal(row, 'description', 'description_missing', {
          message: { zh: '没有写问题描述', en: 'There is no description' },
          mend: { zh: '请写明发现了什么问题', en: 'Write what was found' },
        }),
      ];
    }
    return (Object.keys(this.headings.columns) as FindingField[]).flatMap((field) => {
      const limit =
        field === 'description'
          ? TEXT_LIMITS.description
          : field === 'externalNumber'
            ? TEXT_LIMITS.number
            : TEXT_LIMITS.name;
      if (this.#text(row, field).length <= limit) return [];
      return [
        this.#refusal(row, field, 'text_too_long', {
          message: { zh: `文字超过 ${limit} 字`, en: `The text is longer than ${limit} characters` },
          mend: {
            zh: `请缩短到 ${limit} 字以内，或拆成几行`,
            en: `Shorten it to ${limit} characters, or split it into rows`,
          },
        }),
      ];
    });
  }

  #dateFaults(row: TableRow, found: ReturnType<typeof readInstant>, due: ReturnType<typeof readDue>): RowRefusal[] {
    const faults: RowRefusal[] = [];
    if (found.kind === 'impossible') faults.push(this.#impossible(row, 'foundAt'));
    if (due.kind === 'impossible') faults.push(this.#impossible(row, 'due'));
    if (found.kind === 'instant' && !this.#inBounds(civilDate(found.at)))
      faults.push(this.#outOfBounds(row, 'foundAt'));
    if (due.kind === 'due' && due.due.date < EARLIEST) faults.push(this.#outOfBounds(row, 'due'));
    return faults;
  }

  #inBounds(date: CivilDate): boolean {
    return date >= EARLIEST && date <= addDays(this.context.today, DAYS_AHEAD);
  }

  #impossible(row: TableRow, field: FindingField): RowRefusal {
    const text = quoted(this.#text(row, field));
    return this.#refusal(row, field, 'date_impossible', {
      message: { zh: `没有“${text}”这个日期或时刻`, en: `There is no such date or time as "${text}"` },
      mend: { zh: '请改为实际的日期，写法如 2026-09-24 08:40', en: 'Write the real date, like 2026-09-24 08:40' },
    });
  }

  #outOfBounds(row: TableRow, field: FindingField): RowRefusal {
    const text = quoted(this.#text(row, field));
    return this.#refusal(row, field, 'date_out_of_bounds', {
      message: { zh: `日期“${text}”过早或过晚`, en: `The date "${text}" is too early or too late` },
      mend: {
        zh: `请核对年份，应在 ${EARLIEST} 与今天之间`,
        en: `Check the year: it should lie between ${EARLIEST} and today`,
      },
    });
  }

  #refusal(
    row: TableRow,
    field: FindingField,
    code: RowRefusal['code'],
    says: { message: Wording; mend: Wording },
  ): RowRefusal {
    return { row: row.number, column: this.column(field), code, ...says };
  }

  #source(row: TableRow): Record<string, string> {
    const filled = this.headings.all.filter(({ index }) => row.cells[index]);
    return Object.fromEntries(filled.map(({ heading, index }: Column) => [heading, row.cells[index]?.text ?? '']));
  }

  /** The text by which a category is found: what a formula showed, where it showed anything. */
  #lookedUp(row: TableRow): string {
    const cell = this.#cell(row, 'description');
    return cell?.shown ?? cell?.text ?? '';
  }

  #name(row: TableRow, field: FindingField): string {
    return nameIn(this.#cell(row, field));
  }

  #text(row: TableRow, field: FindingField): string {
    return this.#cell(row, field)?.text ?? '';
  }

  #cell(row: TableRow, field: FindingField): Cell | undefined {
    const column = this.headings.columns[field];
    return column ? row.cells[column.index] : undefined;
  }
}

function identity(field: FindingField, cell: Cell | undefined): string | number {
  const text = cell?.text ?? '';
  if (field === 'foundAt') {
    const read = readInstant(text);
    return read.kind === 'instant' ? read.at : plain(text);
  }
  return field === 'lng' || field === 'lat' ? Number(plain(text)) || plain(text) : tight(text);
}

const suggestedCategory = (category: IntakeCategory): Suggestion => ({
  field: 'category',
  value: category.code,
  name: `${category.parent} / ${category.name}`,
  reason: { zh: '按问题描述匹配', en: 'Matched by the description' },
});
