import { createHash } from 'node:crypto';
import type { Cell } from './table';

/** Half-width, without surrounding or doubled blanks: for numbers, dates, names and headings, never for a description. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

/** As `plain`, without any blank: for looking up a name that somebody spaced out. */
export const tight = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** What a name in this cell is looked up by. */
export const nameIn = (cell: Cell | undefined): string => (cell ? tight(cell.shown ?? cell.text) : '');

/** The sentence in this cell, its characters kept as they were typed. */
export const sentenceIn = (cell: Cell | undefined): string => (cell ? cell.text.trim() : '');

/** sha256 over values that are already normalised, in a fixed order. */
export const fingerprintOf = (values: readonly (string | number | null)[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex');
