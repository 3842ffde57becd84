import { type Cell as ExcelCell, type CellValue, Workbook, type Worksheet } from 'exceljs';
import { pack, unpack } from './archive';
import { inCellPictures } from './in-cell-pictures';
import { floatingPictures } from './pictures';
import { IntakeRefusal } from './refusal';
import { guardSheet, readableParts } from './sheet-parts';
import { type Cell, type Picture, type Table, type TableRow, LIMITS } from './table';

/** Parts of a sheet that say nothing about its content, some of which exceljs unrolls cell by cell. */
const IGNORED = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'pageSetup',
  'picture',
  'rowBreaks',
  'sheetProtection',
  'sheetViews',
  'tableParts',
];

/**
 * The sheets of an .xlsx file. Nothing in it is executed or fetched.
 * @throws IntakeRefusal zip_bomb, not_a_workbook, damaged or too_many_cells
 */
export async function readWorkbook(bytes: Buffer, fileName: string): Promise<Table[]> {
  const parts = unpack(bytes);
  if (!parts.has('xl/workbook.xml')) throw new IntakeRefusal('not_a_workbook');
  for (const [name, part] of parts) if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) guardSheet(part.toString('utf8'));
  const workbook = await load(readableParts(parts));
  return workbook.worksheets.map((sheet) => {
    const inCells = inCellPictures(parts, sheet);
    return {
      fileName,
      sheet: sheet.name,
      hidden: sheet.state !== 'visible',
      rows: new CellReader().rows(sheet, inCells),
      pictures: [...floatingPictures(workbook, sheet), ...inCells],
    };
  });
}

async function load(parts: Map<string, Buffer>): Promise<Workbook> {
  const workbook = new Workbook();
  try {
    // exceljs declares its own Buffer, which is an ArrayBuffer.
    await workbook.xlsx.load(pack(parts) as unknown as ArrayBuffer, { ignoreNodes: IGNORED });
  } catch {
    throw new IntakeRefusal('damaged');
  }
  if (workbook.worksheets.length === 0) throw new IntakeRefusal('damaged');
  return workbook;
}

/** Reads the cells of one sheet; one that holds a picture says nothing. */
class CellReader {
  #textLeft: number = LIMITS.text;

  rows(sheet: Worksheet, inCells: Picture[]): TableRow[] {
    const pictured = new Set(inCells.map(({ row, column }) => `${row}:${column}`));
    const rows: TableRow[] = [];
    sheet.eachRow((row) => {
      const cells: (Cell | undefined)[] = [];
      row.eachCell((cell, column) => {
        const read = this.#value(cell.value, cell.master.formula);
        if (read && !pictured.has(`${row.number}:${column}`)) cells[column - 1] = { ...read, ...masterOf(cell) };
      });
      if (cells.length > 0) rows.push({ number: row.number, cells });
    });
    return rows;
  }

  #value(value: CellValue, formula = ''): Cell | null {
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return this.#cell(wallText(value));
    if (typeof value !== 'object')
      return this.#cell(typeof value === 'boolean' ? String(value).toUpperCase() : String(value));
    if ('richText' in value) return this.#cell(value.richText.map((run) => run.text).join(''));
    if ('hyperlink' in value) return this.#cell(String(value.text));
    if ('error' in value) return this.#cell(value.error);
    return this.#formula(formula, value.result);
  }

  #formula(source: string, result: CellValue | undefined): Cell | null {
    if (typeof result === 'number' || result instanceof Date) return this.#value(result);
    const shown = typeof result === 'string' ? this.#cell(result) : null;
    const written = this.#cell(`=${source}`);
    return written && shown ? { ...written, shown: shown.text } : written;
  }

  #cell(text: string): Cell | null {
    this.#textLeft -= text.length;
    if (this.#textLeft < 0) throw new IntakeRefusal('too_many_cells');
    return text.trim() === '' ? null : { text: text.slice(0, LIMITS.cellText) };
  }
}

function masterOf(cell: ExcelCell): Pick<Cell, 'master'> {
  if (!cell.isMerged || cell.master.address === cell.address) return {};
  return { master: { row: Number(cell.master.row), column: Number(cell.master.col) } };
}

/** exceljs gives the wall time of a date cell as if it were UTC. */
function wallText(wall: Date): string {
  if (Number.isNaN(wall.getTime())) return '#DATE!';
  const rounded = new Date(Math.round(wall.getTime() / 1000) * 1000).toISOString();
  return rounded
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/(?: 00:00)?:00$/, '');
}
