import { Workbook } from 'exceljs';
import { Served } from '../api/served';

jest.setTimeout(120_000);

describe('tables', () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.open();
    await served.rectifying({ description: '=HYPERLINK("http://evil","点我")' });
    await served.rectifying({ description: '人行道破损, "占道", 换行\n第二行' });
  });
  afterAll(() => served.close());

  const bytesOf = async (username: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(`${served.origin}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${await served.token(username)}` },
    });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const workbook = async (bytes: Buffer): Promise<Workbook> => {
    const book = new Workbook();
    await book.xlsx.load(bytes as never);
    return book;
  };

  it('a list of findings opens with Chinese headings, real dates, a filter and a frozen heading, and nothing live', async () => {
    const { bytes, headers } = await bytesOf('dispatcher', '/exports/findings.xlsx?open=true');
    expect(decodeURIComponent(headers.get('content-disposition')!)).toContain('问题清单.xlsx');
    const sheet = (await workbook(bytes)).getWorksheet('问题清单')!;
    const headings = (sheet.getRow(1).values as string[]).slice(1);
    expect(headings).toEqual(expect.arrayContaining(['编号', '问题描述', '责任单位', '发现时间', '整改时限', '状态']));
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBeTruthy();
    expect(sheet.rowCount).toBe(3);
    const filed = sheet.getRow(2).getCell(headings.indexOf('发现时间') + 1);
    expect(filed.value).toBeInstanceOf(Date);
    expect((filed.value as Date).toISOString().slice(0, 16)).toBe('2026-09-17T09:00');
    const described = [2, 3].map((row) => sheet.getRow(row).getCell(headings.indexOf('问题描述') + 1));
    expect(described.every(({ formula }) => formula === undefined)).toBe(true);
    expect(described.map(({ value }) => value)).toContain(`'=HYPERLINK("http://evil","点我")`);
  });

  it('the same list as CSV begins with a byte order mark, quotes and defuses', async () => {
    const { bytes } = await bytesOf('dispatcher', '/exports/findings.csv');
    const text = bytes.toString('utf8');
    expect(text.startsWith('\uFEFF编号,')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"",""点我"")"`);
    expect(text).toContain(`"人行道破损, ""占道"", 换行\n第二行"`);
  });

  it('a unit exports what it sees and no more; units and notices are tables too', async () => {
    const { bytes } = await bytesOf('handler.zj', '/exports/findings.csv');
    expect(bytes.toString('utf8').trim().split('\r\n')).toHaveLength(1);
    for (const path of ['units.xlsx', 'notices.xlsx'])
      expect((await workbook((await bytesOf('dispatcher', `/exports/${path}`)).bytes)).worksheets).toHaveLength(1);
    expect((await bytesOf('dispatcher', '/exports/findings.pdf')).status).toBe(404);
    expect((await bytesOf('dispatcher', '/exports/findings.xlsx?colour=mauve')).status).toBe(422);
  });

  it('the template offers what may be chosen, and comes back clean; a bad file comes back with its errors', async () => {
    const template = await bytesOf('dispatcher', '/imports/template.xlsx');
    const book = await workbook(template.bytes);
    const sheet = book.getWorksheet('督查问题清单')!;
    expect((sheet.getRow(1).values as string[]).slice(1)).toContain('*问题描述');
    expect(book.getWorksheet('可选值')!.rowCount).toBeGreaterThan(5);
    sheet.getRow(2).values = ['', '2026-09-31', '', '', '梅山路口', '', '井盖破损'];
    sheet.getRow(3).values = ['', '2026-09-16', '', '', '梅山路口', '', '路灯不亮'];
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await book.xlsx.writeBuffer())]), '清单.xlsx');
    const { status, bytes } = await bytesOf('dispatcher', '/imports/errors.xlsx', { method: 'POST', body: form });
    expect(status).toBe(200);
    const errors = (await workbook(bytes)).getWorksheet('待更正')!;
    expect((errors.getRow(1).values as string[]).slice(1)).toEqual(['行号', '列', '原因', '怎样改']);
    expect(errors.rowCount).toBe(2);
    expect(errors.getRow(2).getCell(1).value).toBe(2);
  });

  it('errors of a list are read by the columns that were told', async () => {
    const form = new FormData();
    form.append('file', new Blob(['\ufeff甲,乙\n井盖破损,2026-09-31\n']), '清单.csv');
    const unread = await bytesOf('dispatcher', '/imports/errors.xlsx', { method: 'POST', body: form });
    expect(unread.status).toBe(422);
    form.append('mapping', JSON.stringify({ 甲: 'description', 乙: 'foundAt' }));
    const { status, bytes } = await bytesOf('dispatcher', '/imports/errors.xlsx', { method: 'POST', body: form });
    expect(status).toBe(200);
    expect((await workbook(bytes)).getWorksheet('待更正')!.rowCount).toBe(2);
  });

  it('the ledger bears its pictures', async () => {
    const { default: sharp } = await import('sharp');
    const photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: 'teal' } })
      .withExif({ IFD0: { Artist: '严暗访' } })
      .jpeg()
      .toBuffer();
    const { body } = await served.done('inspector', '/evidence', photo, { 'content-type': 'image/jpeg' });
    await served.rectifying({ evidence: [{ sha256: body.sha256 }] });
    const { status, bytes } = await bytesOf('dispatcher', '/reports/ledger.xlsx');
    expect(status).toBe(200);
    const book = await workbook(bytes);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(4);
    expect(sheet.getImages()).toHaveLength(1);
    const [media] = book.model.media as unknown as { buffer: Buffer; type: string }[];
    expect((await sharp(media!.buffer).metadata()).exif).toBeUndefined();
  });
});
