import type { SkipReason, SkippedRows } from './refusal';
import type { Table, TableRow } from './table';

export function skippedRow(row: TableRow, reason: SkipReason): SkippedRows {
  const text = row.cells.find((cell) => cell && !cell.master)?.text ?? '';
  return { row: row.number, to: row.number, reason, text: text.slice(0, 80) };
}

/** The title lines above the headings, and the headings themselves. */
export function skippedAbove(table: Table, headings: TableRow): SkippedRows[] {
  return table.rows
    .filter((row) => row.number <= headings.number)
    .map((row) => skippedRow(row, row.number === headings.number ? 'heading' : 'title'));
}

/** Adds the runs of empty lines between `rows`, which a table leaves out, in the order of the sheet. */
export function withGaps(skipped: SkippedRows[], rows: TableRow[]): SkippedRows[] {
  const gaps = rows.slice(1).flatMap((row, index): SkippedRows[] => {
    const before = rows[index]?.number ?? row.number;
    if (row.number === before + 1) return [];
    return [{ row: before + 1, to: row.number - 1, reason: 'blank', text: '' }];
  });
  return [...skipped, ...gaps].sort((one, other) => one.row - other.row);
}
