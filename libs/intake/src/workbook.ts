import { Workbook, type CellValue, type Worksheet } from 'exceljs';
import { pack, unpack } from './archive';
import { floatingPictures, inCellPictures, isPictureFormula } from './pictures';
import { IntakeRefusal } from './refusal';
import { guardSheet, readableParts } from './sheet-parts';
import { type Cell, type Table, type TableRow, LIMITS } from './table';

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
  return workbook.worksheets.map((sheet) => ({
    fileName,
    sheet: sheet.name,
    hidden: sheet.state !== 'visible',
    rows: rowsOf(sheet),
    pictures: [...floatingPictures(workbook, sheet), ...inCellPictures(parts, sheet)],
  }));
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

function rowsOf(sheet: Worksheet): TableRow[] {
  const rows: TableRow[] = [];
  sheet.eachRow((row) => {
    const cells: (Cell | undefined)[] = [];
    row.eachCell((cell, column) => {
      const master = cell.isMerged && cell.master.address !== cell.address ? cell.master : null;
      const read = readValue(cell.value, cell.master.formula);
      if (!read) return;
      cells[column - 1] = master ? { ...read, master: { row: Number(master.row), column: Number(master.col) } } : read;
    });
    if (cells.length > 0) rows.push({ number: row.number, cells });
  });
  return rows;
}

function readValue(value: CellValue, formula = ''): Cell | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return cellOf(wallText(value));
  if (typeof value !== 'object')
    return cellOf(typeof value === 'boolean' ? String(value).toUpperCase() : String(value));
  if ('richText' in value) return cellOf(value.richText.map((run) => run.text).join(''));
  if ('hyperlink' in value) return cellOf(String(value.text));
  if ('error' in value) return cellOf(value.error);
  return readFormula(formula, value.result);
}

function readFormula(source: string, result: CellValue | undefined): Cell | null {
  if (isPictureFormula(source)) return null;
  if (typeof result === 'number' || result instanceof Date) return readValue(result);
  const shown = typeof result === 'string' ? cellOf(result) : null;
  return { text: `=${source}`.slice(0, LIMITS.cellText), ...(shown && { shown: shown.text }) };
}

function cellOf(text: string): Cell | null {
  return text.trim() === '' ? null : { text: text.slice(0, LIMITS.cellText) };
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
