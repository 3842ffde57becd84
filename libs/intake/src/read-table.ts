import { readDelimited } from './delimited';
import { IntakeRefusal } from './refusal';
import { type Table, LIMITS } from './table';
import { readWorkbook } from './workbook';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * The tables of an .xlsx, CSV or TSV file, told apart by their content; `fileName` is only carried along.
 * @throws IntakeRefusal when the file as a whole cannot be read
 */
export async function readTable(bytes: Buffer, fileName: string): Promise<Table[]> {
  if (bytes.length === 0) throw new IntakeRefusal('empty_file');
  if (bytes.length > LIMITS.fileBytes) throw new IntakeRefusal('too_large');
  if (startsWith(bytes, OLE)) throw new IntakeRefusal('old_workbook');
  const tables = await read(bytes, fileName);
  for (const { rows } of tables) {
    if (rows.length > LIMITS.rows) throw new IntakeRefusal('too_many_rows');
    if (rows.some(({ cells }) => cells.length > LIMITS.columns)) throw new IntakeRefusal('too_many_columns');
  }
  if (tables.every((table) => table.rows.length === 0)) throw new IntakeRefusal('no_rows');
  return tables;
}

async function read(bytes: Buffer, fileName: string): Promise<Table[]> {
  if (startsWith(bytes, ZIP)) return readWorkbook(bytes, fileName);
  if (/\.xls[xm]?$/i.test(fileName)) throw new IntakeRefusal('not_a_workbook');
  return [readDelimited(bytes, fileName)];
}

const startsWith = (bytes: Buffer, signature: Buffer): boolean => bytes.subarray(0, signature.length).equals(signature);
