/** Bounds of what is read; a file beyond them is refused before it can hurt. */
export const LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  inflatedBytes: 96 * 1024 * 1024,
  rows: 20_000,
  columns: 100,
  cells: 500_000,
  /** Characters of all cells of a sheet: many cells may share one long text. */
  text: 50_000_000,
  /** Excel's own bound for the text of one cell. */
  cellText: 32_767,
} as const;

/** A cell address, both 1-based. */
export interface Address {
  row: number;
  column: number;
}

export interface Cell {
  /** What the cell says: a formula whose value is text says its own source ("=HYPERLINK(…)"), a date its wall time. */
  text: string;
  /** The text such a formula showed when the workbook was saved, good for looking names up. */
  shown?: string;
  /** Set where the text was taken from the master of a merged range. */
  master?: Address;
}

export interface TableRow {
  /** 1-based, as the clerk's program counts. */
  number: number;
  /** By column, from index 0 = column A; blank cells are absent. */
  cells: (Cell | undefined)[];
}

/** A picture that stands in (or floats over) the cell at `row`, `column`. */
export interface Picture extends Address {
  bytes: Buffer;
  mime: string;
}

/** One sheet, or one CSV file: only rows in which something is written. */
export interface Table {
  fileName: string;
  sheet: string;
  hidden: boolean;
  rows: TableRow[];
  pictures: Picture[];
}

/** Column letters as spreadsheets write them: 1 → A, 27 → AA. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

const ADDRESS = /^([A-Z]{1,3})(\d{1,7})$/;

/** Reads an address such as AB12; null when it is none. */
export function readAddress(reference: string): Address | null {
  const [, letters, row] = ADDRESS.exec(reference) ?? [];
  if (!letters) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row), column };
}

export const isBlank = (cell: Cell | undefined): boolean => !cell || cell.text.trim() === '';
