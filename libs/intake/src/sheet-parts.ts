import { IntakeRefusal } from './refusal';
import { LIMITS } from './table';

const MOST_MERGED_CELLS = 200_000;
const MOST_MERGES = 10_000;
const ADDRESS = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/;

const KEPT = [
  /^\[Content_Types\]\.xml$/,
  /^_rels\/\.rels$/,
  /^xl\/(?:workbook|sharedStrings|styles)\.xml$/,
  /^xl\/_rels\/workbook\.xml\.rels$/,
  /^xl\/worksheets\/(?:_rels\/)?sheet\d+\.xml(?:\.rels)?$/,
  /^xl\/drawings\/(?:_rels\/)?[A-Za-z0-9]+\.xml(?:\.rels)?$/,
  /^xl\/media\//,
];

/**
 * Judges the XML of a sheet before it is parsed: exceljs holds an object for each cell and for each cell of a merged
 * range, so a few bytes could claim all memory.
 * @throws IntakeRefusal too_many_cells or damaged
 */
export function guardSheet(xml: string): void {
  if (count(xml, /<(?:\w+:)?c[\s/>]/g) > LIMITS.cells) throw new IntakeRefusal('too_many_cells');
  const merges = [...xml.matchAll(/<(?:\w+:)?mergeCell\s([^>]*)>/g)].map((match) => areaOf(match[1] ?? ''));
  const merged = merges.reduce((sum, area) => sum + area, 0);
  if (merged > MOST_MERGED_CELLS || merges.length > MOST_MERGES) throw new IntakeRefusal('too_many_cells');
}

function areaOf(attributes: string): number {
  const reference = /\bref\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
  const range = ADDRESS.exec(reference);
  if (!range) throw new IntakeRefusal('damaged');
  const [, left = '', top, right = left, bottom = top] = range;
  return (Math.abs(columnOf(right) - columnOf(left)) + 1) * (Math.abs(Number(bottom) - Number(top)) + 1);
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function count(text: string, pattern: RegExp): number {
  let found = 0;
  while (pattern.exec(text)) found++;
  return found;
}

/** The parts that hold cells and pictures: names of ranges, comments, tables and themes are left behind. */
export function readableParts(parts: Map<string, Buffer>): Map<string, Buffer> {
  const kept = new Map<string, Buffer>();
  for (const [name, part] of parts) {
    if (KEPT.some((pattern) => pattern.test(name))) kept.set(name, cleaned(name, part));
  }
  return kept;
}

function cleaned(name: string, part: Buffer): Buffer {
  // exceljs unrolls a defined name such as a print area cell by cell.
  if (name === 'xl/workbook.xml') return rewritten(part, /<definedNames>[\s\S]*<\/definedNames>/g, () => '');
  if (/^xl\/worksheets\/_rels\//.test(name)) {
    return rewritten(part, /<Relationship\s[^>]*>/g, (tag) => (/\/drawing["']/.test(tag) ? tag : ''));
  }
  return part;
}

const rewritten = (part: Buffer, pattern: RegExp, write: (found: string) => string): Buffer =>
  Buffer.from(part.toString('utf8').replace(pattern, write));
