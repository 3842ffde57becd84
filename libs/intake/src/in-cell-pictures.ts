import type { Worksheet } from 'exceljs';
import { pictureOf } from './pictures';
import { type Picture, readAddress } from './table';

const WPS_FORMULA = /(?:^|\.)DISPIMG\(\s*"([^"]+)"/;
const LOCAL_IMAGE = '_rvRel:LocalImageIdentifier';

/** Pictures that stand inside cells (嵌入单元格), as WPS and as Excel keep them. */
export function inCellPictures(parts: Map<string, Buffer>, sheet: Worksheet): Picture[] {
  return [...keptByWps(parts, sheet), ...keptByExcel(parts, sheet)];
}

/** A formula names an entry of cellimages.xml, which names a media part. */
function keptByWps(parts: Map<string, Buffer>, sheet: Worksheet): Picture[] {
  const targets = targetsOf(parts, 'xl/_rels/cellimages.xml.rels');
  const named = new Map<string, Buffer>();
  for (const entry of elements(xmlOf(parts, 'xl/cellimages.xml'), 'etc:cellImage')) {
    const name = attribute(tagsIn(entry, 'xdr:cNvPr')[0] ?? '', 'name');
    const bytes = targets.get(attribute(entry, 'r:embed'));
    if (bytes) named.set(name, bytes);
  }
  const pictures: Picture[] = [];
  if (named.size > 0) {
    sheet.eachRow((row) =>
      row.eachCell((cell, column) => {
        const bytes = named.get(WPS_FORMULA.exec(cell.formula ?? '')?.[1] ?? '');
        if (bytes) pictures.push(pictureOf(bytes, row.number, column));
      }),
    );
  }
  return pictures;
}

/** A cell's `vm` leads over the value metadata to a rich value, which leads over its relation to a media part. */
function keptByExcel(parts: Map<string, Buffer>, sheet: Worksheet): Picture[] {
  const images = richImages(parts);
  if (images.length === 0) return [];
  const cells = tagsIn(xmlOf(parts, sheetPart(parts, sheet.id)), 'c').filter((tag) => attribute(tag, 'vm') !== '');
  return cells.flatMap((tag) => {
    const bytes = images[Number(attribute(tag, 'vm')) - 1];
    const at = readAddress(attribute(tag, 'r'));
    return bytes && at ? [pictureOf(bytes, at.row, at.column)] : [];
  });
}

function richImages(parts: Map<string, Buffer>): (Buffer | undefined)[] {
  const metadata = xmlOf(parts, 'xl/metadata.xml');
  const [future = ''] = elements(metadata, 'futureMetadata').filter((block) => block.includes('"XLRICHVALUE"'));
  const richValueOf = elements(future, 'bk').map((block) => Number(/<xlrd:rvb\s+i="(\d+)"/.exec(block)?.[1]));
  const values = richValues(parts);
  return elements(metadata, 'valueMetadata')
    .flatMap((block) => elements(block, 'bk'))
    .map((block) => values[richValueOf[Number(attribute(block, 'v'))] ?? -1]);
}

function richValues(parts: Map<string, Buffer>): (Buffer | undefined)[] {
  const structures = elements(xmlOf(parts, 'xl/richData/rdrichvaluestructure.xml'), 's').map((structure) =>
    tagsIn(structure, 'k').findIndex((key) => attribute(key, 'n') === LOCAL_IMAGE),
  );
  const targets = targetsOf(parts, 'xl/richData/_rels/richValueRel.xml.rels');
  const relations = tagsIn(xmlOf(parts, 'xl/richData/richValueRel.xml'), 'rel');
  return elements(xmlOf(parts, 'xl/richData/rdrichvalue.xml'), 'rv').map((value) => {
    const fields = elements(value, 'v').map((field) => field.slice(3));
    const relation = fields[structures[Number(attribute(value, 's'))] ?? -1];
    return targets.get(attribute(relations[Number(relation)] ?? '', 'r:id'));
  });
}

function sheetPart(parts: Map<string, Buffer>, sheetId: number): string {
  const sheets = tagsIn(xmlOf(parts, 'xl/workbook.xml'), 'sheet');
  const relation = attribute(sheets.find((tag) => Number(attribute(tag, 'sheetId')) === sheetId) ?? '', 'r:id');
  return partNames(xmlOf(parts, 'xl/_rels/workbook.xml.rels')).get(relation) ?? '';
}

/** The parts that a relationship part points to, by relation id. */
function targetsOf(parts: Map<string, Buffer>, name: string): Map<string, Buffer> {
  const found = [...partNames(xmlOf(parts, name))].flatMap(([id, target]): [string, Buffer][] => {
    const bytes = parts.get(target);
    return bytes ? [[id, bytes]] : [];
  });
  return new Map(found);
}

function partNames(relationships: string): Map<string, string> {
  const tags = tagsIn(relationships, 'Relationship');
  return new Map(
    tags.map((tag) => [attribute(tag, 'Id'), `xl/${attribute(tag, 'Target').replace(/^(?:\/xl\/|\.\.\/)/, '')}`]),
  );
}

const xmlOf = (parts: Map<string, Buffer>, name: string): string => parts.get(name)?.toString('utf8') ?? '';

const attribute = (xml: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1] ?? '';

// Both are linear in the text, whatever is left unclosed in it.
const tagsIn = (xml: string, name: string): string[] => xml.match(new RegExp(`<${name}\\s[^<>]*>`, 'g')) ?? [];

/** The elements of this name, which do not nest, without their closing tag. */
const elements = (xml: string, name: string): string[] =>
  xml
    .split(`</${name}>`)
    .slice(0, -1)
    .map((text) => text.slice(Math.max(text.lastIndexOf(`<${name} `), text.lastIndexOf(`<${name}>`), 0)));
