import { CsvError, parse } from 'csv-parse/sync';
import { IntakeRefusal } from './refusal';
import { type Table, type TableRow, LIMITS } from './table';

const BYTE_ORDER_MARKS: [mark: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
];

/**
 * A CSV or tab-separated file in UTF-8, GB18030 (GBK, GB2312) or Excel's "Unicode text".
 * @throws IntakeRefusal wrong_encoding or broken_csv
 */
export function readDelimited(bytes: Buffer, fileName: string): Table {
  const text = decode(bytes);
  const rows = records(text, separatorOf(text)).flatMap((fields, index): TableRow[] => {
    const cells = fields.map((field) => (field.trim() === '' ? undefined : { text: field.slice(0, LIMITS.cellText) }));
    return cells.some(Boolean) ? [{ number: index + 1, cells }] : [];
  });
  return { fileName, sheet: '', hidden: false, rows, pictures: [] };
}

function decode(bytes: Buffer): string {
  const marked = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  const encodings = marked ? [marked[1]] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = decodeAs(bytes, encoding);
    if (text !== null && !/[\u0000-\u0008\u000e-\u001f]/.test(text)) return text;
  }
  throw new IntakeRefusal('wrong_encoding');
}

function decodeAs(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function separatorOf(text: string): string {
  const head = text.split(/\r?\n/, 5).join('\n');
  const occurrences = (separator: string) => head.split(separator).length;
  return [',', '\t', ';'].reduce((best, separator) => (occurrences(separator) > occurrences(best) ? separator : best));
}

function records(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    if (error instanceof CsvError) throw new IntakeRefusal('broken_csv', [Number(error.lines)]);
    throw error;
  }
}
