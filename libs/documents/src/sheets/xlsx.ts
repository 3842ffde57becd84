import { PassThrough } from 'node:stream';
import { setImmediate as breath } from 'node:timers/promises';
import { stream, Workbook, type Worksheet } from 'exceljs';
import { type Instant, wallTime } from '#calendar';
import { neutraliseFormula } from '#intake';
import { jpegSize } from '../jpeg-size';
import type { CellValue, Sheet } from './sheet';

/** Rows between two breaths of the event loop. */
const AT_ONCE = 25;
/** Rows below the headings that a choice is offered for. */
const CHOSEN_ROWS = 2_000;
const PICTURE_PX = { width: 150, height: 112 };
const PICTURE_ROW_POINTS = 90;
const CHOICES = '可选值';
/** What a cell may hold in Excel. */
const LONGEST = 32_767;

/** The one writer of workbooks: real dates, frozen headings, a filter; nothing in it is live. */
export const writeXlsx = (sheets: readonly Sheet[], at: Instant): Promise<Buffer> =>
  sheets.some(bearsPictures) ? whole(sheets, at) : streamed(sheets, at);

const bearsPictures = ({ rows: all }: Sheet): boolean =>
  all.some((row) => row.some((value) => typeof value === 'object' && value !== null && 'jpeg' in value));

/** The stream writes no pictures. */
async function whole(sheets: readonly Sheet[], at: Instant): Promise<Buffer> {
  const workbook = new Workbook();
  await fill(workbook, sheets, at);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function streamed(sheets: readonly Sheet[], at: Instant): Promise<Buffer> {
  const out = new PassThrough();
  const collected = collect(out);
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  await fill(workbook, sheets, at);
  await workbook.commit();
  return collected;
}

async function fill(workbook: Workbook, sheets: readonly Sheet[], at: Instant): Promise<void> {
  workbook.creator = '';
  workbook.created = workbook.modified = new Date(at);
  for (const sheet of sheets.flatMap((each) => [each, ...choicesOf(each)])) {
    const tab = workbook.addWorksheet(sheet.name, { views: [{ state: 'frozen', ySplit: 1 }] });
    tab.columns = sheet.columns.map(({ width }) => ({ width }));
    headings(tab, sheet);
    await rows(tab, sheet, (jpeg) => workbook.addImage({ buffer: jpeg as never, extension: 'jpeg' }));
    offerChoices(tab, sheet);
    tab.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: sheet.columns.length } };
  }
}

function headings(tab: Worksheet, { columns }: Sheet): void {
  const row = tab.addRow(columns.map(({ heading }) => heading));
  row.font = { bold: true };
  row.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  row.height = 24;
  row.eachCell((cell) => (cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF1F4' } }));
  row.commit();
}

async function rows(tab: Worksheet, sheet: Sheet, keep: (jpeg: Buffer) => number): Promise<void> {
  for (const [index, values] of sheet.rows.entries()) {
    const row = tab.addRow(values.map(written));
    row.alignment = { vertical: 'middle', wrapText: true };
    values.forEach((value, column) => {
      if (typeof value !== 'object' || value === null) return;
      if ('at' in value) row.getCell(column + 1).numFmt = 'yyyy-mm-dd hh:mm';
      else {
        row.height = PICTURE_ROW_POINTS;
        tab.addImage(keep(value.jpeg), {
          tl: { col: column + 0.05, row: index + 1.05 },
          ext: fitted(jpegSize(value.jpeg) ?? PICTURE_PX),
        });
      }
    });
    row.commit();
    if (index % AT_ONCE === AT_ONCE - 1) await breath();
  }
}

function written(value: CellValue): string | number | Date | null {
  if (typeof value === 'string') return safeText(value);
  if (typeof value !== 'object' || value === null) return value;
  // exceljs writes the wall time of UTC.
  return 'at' in value ? new Date(`${wallTime(value.at).replace(' ', 'T')}:00Z`) : '';
}

const safeText = (text: string): string =>
  neutraliseFormula(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').slice(0, LONGEST));

const fitted = ({ width, height }: { width: number; height: number }) => {
  const scale = Math.min(PICTURE_PX.width / width, PICTURE_PX.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
};

/** The values to choose from stand on a sheet of their own, since a rule holds at most 255 characters. */
function offerChoices(tab: Worksheet, { columns }: Sheet): void {
  const { dataValidations } = tab as Worksheet & { dataValidations: { add(range: string, rule: object): void } };
  chosen(columns).forEach(({ index, choices }, place) => {
    const [target, source] = [letterOf(index), letterOf(place)];
    dataValidations.add(`${target}2:${target}${CHOSEN_ROWS}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`${CHOICES}!$${source}$2:$${source}$${choices.length + 1}`],
      showErrorMessage: true,
      errorTitle: '请从列表中选择',
      error: '请从下拉列表中选择。',
    });
  });
}

const chosen = (columns: Sheet['columns']): { index: number; heading: string; choices: string[] }[] =>
  columns.flatMap(({ heading, choices }, index) => (choices ? [{ index, heading, choices }] : []));

const letterOf = (index: number): string => String.fromCharCode(65 + index);

function choicesOf({ columns }: Sheet): Sheet[] {
  const offered = chosen(columns);
  if (offered.length === 0) return [];
  const longest = Math.max(...offered.map(({ choices }) => choices.length));
  return [
    {
      name: CHOICES,
      columns: offered.map(({ heading }) => ({ heading, width: 24 })),
      rows: Array.from({ length: longest }, (_row, at) => offered.map(({ choices }) => choices[at] ?? null)),
    },
  ];
}

async function collect(out: PassThrough): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of out as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
