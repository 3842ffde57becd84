import { IntakeRefusal } from './refusal';
import { LIMITS, readAddress } from './table';

const MOST_MERGED_CELLS = 200_000;
const MOST_MERGES = 10_000;

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
  const merges = [...xml.matchAll(/<(?:\w+:)?mergeCell\s([^<>]*)>/g)].map((match) => areaOf(match[1] ?? ''));
  const merged = merges.reduce((sum, area) => sum + area, 0);
  if (merged > MOST_MERGED_CELLS || merges.length > MOST_MERGES) throw new IntakeRefusal('too_many_cells');
}

function areaOf(attributes: string): number {
  const reference = /\bref\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
  const [first = '', last = first] = reference.split(':');
  const [from, to] = [readAddress(first), readAddress(last)];
  if (!from || !to) throw new IntakeRefusal('damaged');
  return (Math.abs(to.column - from.column) + 1) * (Math.abs(to.row - from.row) + 1);
}

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
  if (name === 'xl/workbook.xml') return Buffer.from(withoutNames(part.toString('utf8')));
  if (!name.startsWith('xl/worksheets/_rels/')) return part;
  const kept = (tag: string) => (/\/drawing["']/.test(tag) ? tag : '');
  return Buffer.from(part.toString('utf8').replace(/<Relationship\s[^<>]*>/g, kept));
}

/** exceljs unrolls a defined name such as a print area cell by cell. */
function withoutNames(workbook: string): string {
  const start = workbook.search(/<definedNames(?:\s[^<>]*)?(?<!\/)>/);
  if (start < 0) return workbook;
  const end = workbook.lastIndexOf('</definedNames>');
  if (end < start) throw new IntakeRefusal('damaged');
  return workbook.slice(0, start) + workbook.slice(end + '</definedNames>'.length);
}
