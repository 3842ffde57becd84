import type { Workbook, Worksheet } from 'exceljs';
import type { Picture } from './table';

const SIGNATURES: [mime: string, matches: (bytes: Buffer) => boolean][] = [
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
];

/** Pictures that float over the sheet, each at the cell under its centre. */
export function floatingPictures(workbook: Workbook, sheet: Worksheet): Picture[] {
  return sheet.getImages().flatMap(({ imageId, range }) => {
    const bytes = workbook.getImage(Number(imageId))?.buffer as Buffer | undefined;
    if (!bytes) return [];
    const end = range.br ?? range.tl;
    const row = Math.floor((range.tl.row + end.row) / 2) + 1;
    const column = Math.floor((range.tl.col + end.col) / 2) + 1;
    return [pictureOf(bytes, row, column)];
  });
}

export const pictureOf = (bytes: Buffer, row: number, column: number): Picture => ({
  row,
  column,
  bytes,
  mime: mimeOf(bytes),
});

function mimeOf(bytes: Buffer): string {
  return SIGNATURES.find(([, matches]) => matches(bytes))?.[0] ?? 'application/octet-stream';
}
