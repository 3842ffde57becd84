import { wallTime } from '#calendar';
import { neutraliseFormula } from '#intake';
import type { CellValue, Sheet } from './sheet';

/** With a byte order mark, for WPS and Excel; CRLF (RFC 4180). */
export const writeCsv = ({ columns, rows }: Sheet): Buffer =>
  Buffer.from(`\uFEFF${[columns.map(({ heading }) => heading), ...rows].map(line).join('')}`);

const line = (cells: readonly CellValue[]): string => `${cells.map((cell) => quoted(plain(cell))).join(',')}\r\n`;

function plain(value: CellValue): string {
  if (typeof value === 'string') return neutraliseFormula(value);
  if (typeof value === 'number') return String(value);
  if (value === null || 'jpeg' in value) return '';
  return wallTime(value.at);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
