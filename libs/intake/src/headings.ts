import { tight, fingerprintOf } from './normalise';
import { IntakeRefusal, type MappingNeed } from './refusal';
import { type Table, type TableRow, columnLetter, isBlank } from './table';

const TITLE_ROWS_AT_MOST = 30;

/** A field of ours, its canonical heading and what else clerks call it. */
export interface Field<Name extends string> {
  field: Name;
  heading: string;
  also: string[];
}

export interface Column {
  letter: string;
  /** Index into `TableRow.cells`. */
  index: number;
  heading: string;
}

export interface Headings<Name extends string> {
  row: TableRow;
  all: Column[];
  columns: Partial<Record<Name, Column>>;
}

/** A heading without blanks, its required mark or a closing colon. */
export const bareHeading = (text: string): string =>
  tight(text.slice(0, 64))
    .replace(/\(必填\)/, '')
    .replace(/^\*|[*:]$/g, '');

/** `fields` with the headings that policy adds to each canonical one. */
export function withAliases<Name extends string>(
  fields: readonly Field<Name>[],
  headerAlias: Record<string, string[]>,
): Field<Name>[] {
  return fields.map((field) => ({ ...field, also: [...field.also, ...(headerAlias[field.heading] ?? [])] }));
}

/** The row among the first ones that names the most fields, or null when none names any. */
export function findHeadings<Name extends string>(
  table: Table,
  fields: readonly Field<Name>[],
  mapping: Record<string, string> = {},
): Headings<Name> | null {
  let best: Headings<Name> | null = null;
  for (const row of table.rows.slice(0, TITLE_ROWS_AT_MOST)) {
    const all = columnsOf(row);
    const columns = recognise(all, fields, mapping);
    if (size(columns) > (best ? size(best.columns) : 0)) best = { row, all, columns };
  }
  return best;
}

const size = (columns: object): number => Object.keys(columns).length;

function columnsOf(row: TableRow): Column[] {
  return row.cells.flatMap((cell, index) =>
    cell && !isBlank(cell) ? [{ letter: columnLetter(index + 1), index, heading: cell.text.trim() }] : [],
  );
}

function recognise<Name extends string>(
  all: Column[],
  fields: readonly Field<Name>[],
  mapping: Record<string, string>,
): Partial<Record<Name, Column>> {
  const chosen = new Map(Object.entries(mapping).map(([heading, field]) => [bareHeading(heading), field]));
  const free = all.filter((column) => !chosen.has(bareHeading(column.heading)));
  const columns: Partial<Record<Name, Column>> = {};
  for (const { field, heading, also } of fields) {
    const mapped = all.find((column) => [field, heading].includes(chosen.get(bareHeading(column.heading)) ?? ''));
    const named = [heading, ...also]
      .map(bareHeading)
      .flatMap((name) => free.find((column) => bareHeading(column.heading) === name) ?? []);
    const column = mapped ?? named[0];
    if (column) columns[field] = column;
  }
  return columns;
}

/** Names a set of headings, so that a mapping can be saved for the next file like it. */
export const headingKeyOf = (columns: readonly Column[]): string =>
  fingerprintOf(columns.map((column) => bareHeading(column.heading)));

/** The refusal that asks somebody to say which column is which. */
export function needsMapping<Name extends string>(
  table: Table,
  found: Headings<Name> | null,
  fields: readonly Field<Name>[],
  required: Name,
): IntakeRefusal {
  const columns = found?.all ?? widestRow(table);
  const missing = fields.find(({ field }) => field === required)?.heading ?? required;
  return new IntakeRefusal(
    'needs_mapping',
    [
      columns
        .map((column) => column.heading)
        .join('、')
        .slice(0, 300),
      missing,
    ],
    choices(columns, fields, required),
  );
}

const choices = <Name extends string>(
  columns: readonly Column[],
  fields: readonly Field<Name>[],
  required: Name,
): MappingNeed => ({
  headingKey: headingKeyOf(columns),
  headings: columns.map(({ letter, heading }) => ({ letter, heading })),
  fields: fields.map(({ field, heading }) => ({ field, heading, required: field === required })),
});

/** What is probably the row of headings where none is understood. */
export function widestRow(table: Table): Column[] {
  return table.rows.slice(0, TITLE_ROWS_AT_MOST).reduce<Column[]>((widest, row) => {
    const own = columnsOf({ ...row, cells: row.cells.map((cell) => (cell?.master ? undefined : cell)) });
    return own.length > widest.length ? own : widest;
  }, []);
}

/** @throws IntakeRefusal bad_mapping when `mapping` names a heading that is not there or a field that we do not have. */
export function checkMapping<Name extends string>(
  columns: readonly Column[],
  fields: readonly Field<Name>[],
  mapping: Record<string, string>,
  required: Name,
): void {
  const theirs = new Set(columns.map((column) => bareHeading(column.heading)));
  const ours = new Set(fields.flatMap(({ field, heading }) => [field as string, heading]));
  const wrong = Object.entries(mapping).filter(
    ([heading, field]) => !theirs.has(bareHeading(heading)) || !ours.has(field),
  );
  const targets = Object.values(mapping);
  const twice = targets.filter((field, index) => targets.indexOf(field) !== index);
  if (wrong.length > 0 || twice.length > 0) {
    const named = [...wrong.map((pair) => pair.join(' → ')), ...twice].join('、');
    throw new IntakeRefusal('bad_mapping', [named], choices(columns, fields, required));
  }
}
