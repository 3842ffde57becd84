import { bareHeading } from './headings';
import { plain, tight } from './normalise';
import type { SkipReason } from './refusal';
import { type Cell, type TableRow, isBlank } from './table';

const TOTALS_WORD = /^(?:合计|总计|共计|小计)[:]?$/;
/** 共 alone begins many a description: 共享单车乱停12辆. */
const TOTALS_SENTENCE =
  /^(?:合计|总计|共计|小计).{0,12}?\d+|^共(?:有|检查|排查|发现|查出|梳理)*(?:问题|隐患)?\d+[个条项处件]/;
const FOOTNOTE = /^(?:注|备注|说明|填报|填表|制表|审核|报送|联系)/;

/** Why a row below the headings holds no item, or null when it holds one. */
export function skipReason(row: TableRow, headings: TableRow, descriptionIndex: number): SkipReason | null {
  const own = ownCells(row);
  if (own.length === 0) return 'blank';
  if (isTotals(own)) return 'totals';
  if (own.length > 1 && own.every(({ index, cell }) => sameHeading(cell, headings.cells[index]))) return 'heading';
  return isDescribed(row, descriptionIndex) || !isNote(own) ? null : 'note';
}

/** One description may be merged over several rows, but a title that spans the columns describes nothing. */
function isDescribed(row: TableRow, descriptionIndex: number): boolean {
  const cell = row.cells[descriptionIndex];
  return !!cell && !isBlank(cell) && (cell.master?.column ?? descriptionIndex + 1) === descriptionIndex + 1;
}

function isNote(own: { cell: Cell }[]): boolean {
  const first = plain((own[0]?.cell.text ?? '').slice(0, 200));
  return own.length === 1 ? !/^[\w-]+$/.test(first) : own.length <= 3 && FOOTNOTE.test(first);
}

/** The number of items that a totals row states. */
export function statedTotal(row: TableRow): number | null {
  const own = ownCells(row).map(({ cell }) => plain(cell.text.slice(0, 200)));
  if (own[0]?.startsWith('小计')) return null;
  const counted = own.map((text) => /(\d+) ?[个条项处件]/.exec(text)?.[1] ?? /^(\d+)$/.exec(text)?.[1]).find(Boolean);
  return counted ? Number(counted) : null;
}

/** The cells written in this row: not what a merged range fills in from elsewhere. */
const ownCells = (row: TableRow): { index: number; cell: Cell }[] =>
  row.cells.flatMap((cell, index) => (cell && !isBlank(cell) && !cell.master ? [{ index, cell }] : []));

function isTotals(own: { cell: Cell }[]): boolean {
  const first = tight((own[0]?.cell.text ?? '').slice(0, 64));
  return TOTALS_WORD.test(first) || (own.length === 1 && TOTALS_SENTENCE.test(first));
}

const sameHeading = (cell: Cell, heading: Cell | undefined): boolean =>
  bareHeading(cell.text) === bareHeading(heading?.text ?? '');
