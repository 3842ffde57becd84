import type { Workbook, Worksheet } from 'exceljs';
import type { Address, Picture } from './table';

const SIGNATURES: [mime: string, matches: (bytes: Buffer) => boolean][] = [
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
];

const PICTURE_FORMULA = /(?:^|\.)DISPIMG\(\s*"([^"]+)"/;

/** WPS keeps a picture 嵌入单元格 behind a formula. */
export const isPictureFormula = (source: string): boolean => PICTURE_FORMULA.test(source);

/** Pictures that float over the sheet, each at the cell under its centre. */
export function floatingPictures(workbook: Workbook, sheet: Worksheet): Picture[] {
  return sheet.getImages().flatMap(({ imageId, range }) => {
    const bytes = workbook.getImage(Number(imageId))?.buffer as Buffer | undefined;
    if (!bytes) return [];
    const end = range.br ?? range.tl;
    const row = Math.floor((range.tl.row + end.row) / 2) + 1;
    const column = Math.floor((range.tl.col + end.col) / 2) + 1;
    return [{ row, column, bytes, mime: mimeOf(bytes) }];
  });
}

/** Pictures that WPS keeps inside cells: a formula names an entry of xl/cellimages.xml, which names a media part. */
export function inCellPictures(parts: Map<string, Buffer>, sheet: Worksheet): Picture[] {
  const named = cellImages(parts);
  if (named.size === 0) return [];
  const pictures: Picture[] = [];
  sheet.eachRow((row) =>
    row.eachCell((cell, column) => {
      const name = PICTURE_FORMULA.exec(cell.formula ?? '')?.[1];
      const bytes = name ? named.get(name) : undefined;
      const at: Address = { row: row.number, column };
      if (bytes && (!cell.isMerged || cell.master.address === cell.address))
        pictures.push({ ...at, bytes, mime: mimeOf(bytes) });
    }),
  );
  return pictures;
}

function cellImages(parts: Map<string, Buffer>): Map<string, Buffer> {
  const listing = parts.get('xl/cellimages.xml')?.toString('utf8') ?? '';
  const targets = relationTargets(parts.get('xl/_rels/cellimages.xml.rels')?.toString('utf8') ?? '');
  const images = new Map<string, Buffer>();
  for (const [entry] of listing.matchAll(/<etc:cellImage>[\s\S]*?<\/etc:cellImage>/g)) {
    const name = /<xdr:cNvPr\s[^>]*\bname="([^"]+)"/.exec(entry)?.[1];
    const target = targets.get(/\br:embed="([^"]+)"/.exec(entry)?.[1] ?? '');
    const bytes = target ? parts.get(`xl/${target}`) : undefined;
    if (name && bytes) images.set(name, bytes);
  }
  return images;
}

function relationTargets(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const [tag] of xml.matchAll(/<Relationship\s[^>]*>/g)) {
    const id = /\bId="([^"]+)"/.exec(tag)?.[1];
    const target = /\bTarget="([^"]+)"/.exec(tag)?.[1];
    if (id && target) targets.set(id, target.replace(/^\/?xl\//, ''));
  }
  return targets;
}

function mimeOf(bytes: Buffer): string {
  return SIGNATURES.find(([, matches]) => matches(bytes))?.[0] ?? 'application/octet-stream';
}
