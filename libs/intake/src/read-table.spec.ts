import { Workbook, type Worksheet } from 'exceljs';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { jinanContext } from '../../../test/support/intake-context';
import { pack, unpack } from './archive';
import { pictureBytes, planFindings } from './findings';
import { readTable } from './read-table';
import type { Table } from './table';

async function workbook(fill: (sheet: Worksheet, book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook();
  fill(book.addWorksheet('清单'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const firstTable = async (bytes: Buffer, name = '清单.xlsx'): Promise<Table> => (await readTable(bytes, name))[0]!;

const png = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: colour } })
    .png()
    .toBuffer();

/** The same archive with one part's content replaced. */
function withPart(bytes: Buffer, name: string, change: (xml: string) => string): Buffer {
  const parts = unpack(bytes);
  parts.set(name, Buffer.from(change(parts.get(name)?.toString('utf8') ?? '')));
  return pack(parts);
}

/** An archive of `count` parts that each claim `declared` bytes and inflate to `content`. */
function liar(content: Buffer, declared: number, count = 1): Buffer {
  const packed = deflateRawSync(content);
  const names = Array.from({ length: count }, (_, index) =>
    index === 0 ? 'xl/workbook.xml' : `xl/media/${index}.png`,
  );
  const archive = pack(new Map(names.map((name) => [name, packed])));
  const entry = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = archive.indexOf(entry); at >= 0; at = archive.indexOf(entry, at + 1)) {
    archive.writeUInt16LE(8, at + 10);
    archive.writeUInt32LE(declared, at + 24);
  }
  return archive;
}

describe('files that are refused whole', () => {
  const header = Buffer.from('编号,问题描述\n');
  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['empty_file', '空.xlsx', () => Buffer.alloc(0)],
    ['too_large', '大.csv', () => Buffer.alloc(20 * 1024 * 1024 + 1, 'a')],
    ['old_workbook', '旧.xls', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['not_a_workbook', '假.xlsx', () => Buffer.from('not a zip')],
    ['not_a_workbook', '别的.xlsx', () => pack(new Map([['word/document.xml', Buffer.from('<w/>')]]))],
    ['damaged', '断.xlsx', async () => (await workbook((sheet) => sheet.addRow(['问题描述']))).subarray(0, 900)],
    ['damaged', '坏.xlsx', () => pack(new Map([['xl/workbook.xml', Buffer.from('<workbook>')]]))],
    ['damaged', '谎.xlsx', () => liar(Buffer.alloc(500, 'a'), 900)],
    ['zip_bomb', '弹.xlsx', () => liar(Buffer.alloc(60_000_000), 60_000_000)],
    ['zip_bomb', '谎弹.xlsx', () => liar(Buffer.alloc(60_000_000), 1_000)],
    ['zip_bomb', '巨.xlsx', () => liar(Buffer.from('a'), 2_000_000_000)],
    ['zip_bomb', '众.xlsx', () => liar(Buffer.alloc(1_000_000, 'ab'), 1_000_000, 101)],
    ['wrong_encoding', '码.csv', () => Buffer.concat([header, Buffer.from([0xff, 0xff, 0x80, 0x81])])],
    ['wrong_encoding', '图.csv', () => png('red')],
    ['broken_csv', '引号.csv', () => Buffer.concat([header, Buffer.from('1,"路灯不亮\n2,x')])],
    ['no_rows', '无.csv', () => Buffer.from('\n\n,,\n')],
    ['no_rows', '无.xlsx', () => workbook(() => undefined)],
    ['too_many_rows', '长.csv', () => Buffer.concat([header, Buffer.from('1,x\n'.repeat(20_000))])],
    ['too_many_columns', '宽.csv', () => Buffer.from('列,'.repeat(101) + '列')],
    ['too_many_columns', '宽.xlsx', () => workbook((sheet) => (sheet.getCell(1, 101).value = '列'))],
  ])('%s: %s', async (code, name, bytes) => {
    const refused = await readTable(await bytes(), name).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'IntakeRefusal', code });
    expect((refused as { zh: string; en: string }).zh).toMatch(/请/);
  });

  it('too_many_rows: 20,001 rows of a workbook', async () => {
    const bytes = await workbook((sheet) => {
      for (let row = 0; row <= 20_000; row++) sheet.addRow(['路灯不亮']);
    });
    await expect(readTable(bytes, '长.xlsx')).rejects.toMatchObject({ code: 'too_many_rows' });
  }, 60_000);

  it('too_many_cells: a merge over whole columns is refused before it is unrolled', async () => {
    const plain = await workbook((sheet) => sheet.addRow(['问题描述']));
    for (const merge of ['<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref = "A1:B1048576" />']) {
      const bytes = withPart(plain, 'xl/worksheets/sheet1.xml', (xml) =>
        xml.replace('</sheetData>', `</sheetData><mergeCells>${merge}</mergeCells>`),
      );
      await expect(readTable(bytes, '并.xlsx')).rejects.toMatchObject({ code: 'too_many_cells' });
    }
  });
});

describe('workbooks', () => {
  it('too_many_cells: one long text shared by many cells', async () => {
    const bytes = await workbook((sheet) => {
      for (let row = 0; row < 2_000; row++) sheet.addRow(['x'.repeat(32_767)]);
    });
    await expect(readTable(bytes, '同.xlsx')).rejects.toMatchObject({ code: 'too_many_cells' });
  });

  it('reads whole-column settings and named ranges without unrolling them', async () => {
    const plain = await workbook((sheet) => sheet.addRow(['问题描述']) && sheet.addRow(['路灯不亮']));
    const named = '<definedNames><definedName name="全部">清单!$A$1:$XFD$1048576</definedName></definedNames>';
    const settings =
      '<dataValidations><dataValidation type="list" sqref="A1:Z1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>';
    const sheet = withPart(plain, 'xl/worksheets/sheet1.xml', (xml) =>
      xml.replace('</sheetData>', `</sheetData>${settings}`),
    );
    const bytes = withPart(sheet, 'xl/workbook.xml', (xml) => xml.replace('</sheets>', `</sheets>${named}`));
    expect((await firstTable(bytes)).rows.map(({ cells }) => cells[0]?.text)).toEqual(['问题描述', '路灯不亮']);
  });

  it('reads rich text, links, numbers, errors and formulas as data', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow([
        { richText: [{ text: '路灯' }, { text: '不亮' }] },
        { text: '看这里', hyperlink: 'http://example.invalid' },
        42,
        { error: '#N/A' },
        { formula: 'ROW()-1', result: 7 },
        { formula: 'CONCAT("区","城管局")', result: '区城管局' },
        new Date(Date.UTC(2026, 8, 24, 9, 31)),
        new Date(Date.UTC(2026, 8, 24)),
      ]);
    });
    expect((await firstTable(bytes)).rows[0]!.cells).toEqual([
      { text: '路灯不亮' },
      { text: '看这里' },
      { text: '42' },
      { text: '#N/A' },
      { text: '7' },
      { text: '=CONCAT("区","城管局")', shown: '区城管局' },
      { text: '2026-09-24 09:31' },
      { text: '2026-09-24' },
    ]);
  });

  it('fills merged cells from their master and says so', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['东市街道', 'a']);
      sheet.addRow([null, 'b']);
      sheet.mergeCells('A1:A2');
    });
    const [, second] = (await firstTable(bytes)).rows;
    expect(second!.cells[0]).toEqual({ text: '东市街道', master: { row: 1, column: 1 } });
  });

  it('tells hidden sheets from visible ones', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['问题描述']);
      book.addWorksheet('字典', { state: 'hidden' }).addRow(['区城管局']);
    });
    const tables = await readTable(bytes, '清单.xlsx');
    expect(tables.map(({ sheet, hidden }) => [sheet, hidden])).toEqual([
      ['清单', false],
      ['字典', true],
    ]);
  });
});

describe('pictures', () => {
  it('takes floating pictures by the row of their centre, in the role of their heading', async () => {
    const [before, after, stray] = [await png('red'), await png('green'), await png('blue')];
    const bytes = await workbook((sheet, book) => {
      const add = (picture: Buffer, col: number, row: number) =>
        sheet.addImage(book.addImage({ buffer: picture as never, extension: 'png' }), {
          // It begins a little above its own row, as a hand places it.
          tl: { col: col + 0.1, row: row - 0.2 } as never,
          br: { col: col + 0.9, row: row + 0.9 } as never,
        });
      sheet.addRow(['编号', '问题描述', '整改前照片', '整改后照片']);
      sheet.addRow(['P-1', '路灯不亮']);
      sheet.addRow(['P-2', '窨井盖松动']);
      add(before, 2, 2);
      add(after, 3, 2);
      add(stray, 2, 9);
    });
    const table = await firstTable(bytes);
    expect(table.pictures.map(({ row, column, mime }) => [row, column, mime])).toEqual([
      [3, 3, 'image/png'],
      [3, 4, 'image/png'],
      [10, 3, 'image/png'],
    ]);
    const plan = planFindings(table, jinanContext());
    expect(plan.taken.map(({ pictures }) => pictures.map(({ role }) => role))).toEqual([[], ['before', 'after']]);
    expect(pictureBytes(table, plan.taken[1]!.pictures[0]!.sha256)).toEqual(before);
    expect(plan.warnings).toMatchObject([
      { code: 'picture_unplaced', message: { zh: expect.stringContaining('C10') } },
    ]);
  });

  it('takes the pictures that WPS keeps inside cells', async () => {
    const picture = await png('red');
    const plain = await workbook((sheet) => {
      sheet.addRow(['编号', '问题描述', '整改后图片']);
      sheet.addRow(['P-1', '路灯不亮', { formula: '_xlfn.DISPIMG("ID_1A2B",1)', result: '=DISPIMG("ID_1A2B",1)' }]);
    });
    const parts = unpack(plain);
    parts.set(
      'xl/cellimages.xml',
      Buffer.from(
        '<etc:cellImages><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_1A2B" descr="x"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>',
      ),
    );
    parts.set(
      'xl/_rels/cellimages.xml.rels',
      Buffer.from('<Relationships><Relationship Id="rId1" Type="x/image" Target="media/image1.png"/></Relationships>'),
    );
    parts.set('xl/media/image1.png', picture);
    const table = await firstTable(pack(parts));
    expect(table.pictures).toEqual([{ row: 2, column: 3, bytes: picture, mime: 'image/png' }]);
    expect(planFindings(table, jinanContext()).taken[0]!.pictures).toMatchObject([
      { role: 'after', size: picture.length },
    ]);
  });

  it('takes the pictures that Excel places in cells', async () => {
    const picture = await png('red');
    const plain = await workbook((sheet) => {
      sheet.addRow(['编号', '问题描述', '整改前图片']);
      sheet.addRow(['P-1', '路灯不亮', { error: '#VALUE!' }]);
    });
    const marked = withPart(plain, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('<c r="C2"', '<c r="C2" vm="1"'));
    const parts = unpack(marked);
    const rich: Record<string, string> = {
      'xl/metadata.xml':
        '<metadata><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext uri="{x}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>',
      'xl/richData/rdrichvaluestructure.xml':
        '<rvStructures><s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>',
      'xl/richData/rdrichvalue.xml': '<rvData><rv s="0"><v>0</v><v>5</v></rv></rvData>',
      'xl/richData/richValueRel.xml': '<richValueRels><rel r:id="rId1"/></richValueRels>',
      'xl/richData/_rels/richValueRel.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="x/image" Target="../media/image1.png"/></Relationships>',
    };
    for (const [name, xml] of Object.entries(rich)) parts.set(name, Buffer.from(xml));
    parts.set('xl/media/image1.png', picture);
    const table = await firstTable(pack(parts));
    expect(table.pictures).toEqual([{ row: 2, column: 3, bytes: picture, mime: 'image/png' }]);
    expect(table.rows[1]!.cells[2]).toBeUndefined();
  });

  it('says which pictures have a format that is no evidence', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['问题描述']);
      sheet.addRow(['路灯不亮']);
      const imageId = book.addImage({ buffer: Buffer.from('GIF89a') as never, extension: 'gif' });
      sheet.addImage(imageId, 'B2:B2');
    });
    const plan = planFindings(await firstTable(bytes), jinanContext());
    expect(plan.taken).toMatchObject([{ pictures: [], warnings: [{ code: 'picture_unsupported' }] }]);
  });
});

describe('delimited files', () => {
  const said = (table: Table) => table.rows.map(({ number, cells }) => [number, ...cells.map((cell) => cell?.text)]);

  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('问题,单位\n\n路灯不亮,"区住建局"\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff问题,单位\r\n\r\n路灯不亮,区住建局\r\n')],
    ['tabs in UTF-16', Buffer.from('\ufeff问题\t单位\r\n\r\n路灯不亮\t区住建局\r\n', 'utf16le')],
    ['GB18030', Buffer.from('cecacce22cb5a5cebb0a0ac2b7b5c6b2bbc1c12cc7f8d7a1bda8bed60a', 'hex')],
  ])('reads %s', async (_, bytes) => {
    expect(said(await firstTable(bytes, '清单.csv'))).toEqual([
      [1, '问题', '单位'],
      [3, '路灯不亮', '区住建局'],
    ]);
  });
});
