import type { Instant } from '#calendar';

/** An instant in Beijing's wall time, a picture, or what is plain. */
export type CellValue = string | number | null | { at: Instant } | { jpeg: Buffer };

export interface SheetColumn {
  heading: string;
  /** In characters. */
  width: number;
  /** The only values that may be chosen (下拉); within the first 26 columns. */
  choices?: string[];
}

/** A table as it is exported; every text of it is a text, never a formula. */
export interface Sheet {
  name: string;
  columns: SheetColumn[];
  rows: CellValue[][];
}
