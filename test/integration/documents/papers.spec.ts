import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { DocxPress, FINDING_KINDS, type Paper, REPORT_KINDS } from '#documents';
import { Served } from '../api/served';
import { closeReader, partsOf, readPdf, textOfDocx } from './reading';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('papers', () => {
  let served: Served;
  let id: string;
  let finder: string;

  const fetched = async (username: string | null, path: string, init: RequestInit = {}) => {
    const response = await fetch(`${served.origin}${path}`, {
      ...init,
      headers: {
        ...(username && { authorization: `Bearer ${await served.token(username)}` }),
        ...(init.headers as object),
      },
    });
    return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const file = async (username: string, path: string): Promise<Buffer> => {
    const { status, bytes } = await fetched(username, `/api/v1${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${bytes.toString('utf8').slice(0, 300)}`);
    return bytes;
  };
  const upload = (username: string, path: string, body: Buffer) =>
    fetched(username, `/api/v1${path}`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/octet-stream' },
    });

  beforeAll(async () => {
    served = await Served.open();
    const { personId } = await served.district.actor('inspector2');
    finder = personId;
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'olive' } })
      .withExif({ IFD0: { Artist: '严暗访', Model: 'inspector-phone' } })
      .jpeg()
      .toBuffer();
    const kept = await served.done('inspector2', '/evidence', photo, { 'content-type': 'image/jpeg' });
    id = await served.file({ covert: true, evidence: [{ sha256: kept.body.sha256, defect: 1 }] }, 'inspector2');
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg', task: '立即清运' });
    await served.done('handler.cg', `/findings/${id}/sign`);
    // Past the due and the yellow rung, into the red one: slips issue themselves, the red paper is a draft.
    served.district.clock.now += 14 * 24 * HOUR;
    await served.done('dispatcher', `/findings/${id}/urge`, { text: '抓紧' });
  });
  afterAll(async () => {
    closeReader();
    await served.close();
  });

  const notices = async () =>
    (await served.get('dispatcher', `/findings/${id}/papers`)).body.items as {
      ref: string;
      origin: string;
      class: string;
      title: string;
      life: string;
      number: string | null;
      verifyUrl: string | null;
    }[];
  const slip = async () => (await notices()).find(({ title, number }) => title === '催办单' && number)!;

  it.each(FINDING_KINDS)(
    '%s is previewed as a PDF on A4 and as a docx that say the same, without a number',
    async (kind) => {
      const pdf = await readPdf(await file('dispatcher', `/findings/${id}/papers/preview/${kind}.pdf`));
      const docx = await file('dispatcher', `/findings/${id}/papers/preview/${kind}.docx`);
      expect(pdf.size).toEqual([210, 297]);
      expect(pdf.fonts).toBeGreaterThan(1);
      const parts = partsOf(docx);
      const document = parts['word/document.xml']!;
      expect(document).toMatch(/w:linePitch="580"/);
      expect(parts['word/styles.xml']! + document).toContain('仿宋_GB2312');
      expect(document).toContain('方正小标宋简体');
      // Some reader joins what a line break parts: compared without blanks.
      const bare = (text: string): string => text.replace(/\s/g, '');
      for (const said of ['签发后编号', '垃圾桶满溢未清运']) {
        if (said === '垃圾桶满溢未清运' && /cancellation|review/.test(kind)) continue;
        expect(bare(pdf.text)).toContain(said);
        expect(bare(textOfDocx(docx))).toContain(said);
      }
      expect(bare(pdf.text)).toContain('拟稿');
      for (const everything of [pdf.text, pdf.info, ...Object.values(parts)])
        for (const personal of ['严暗访', 'inspector2', 'inspector-phone', finder])
          expect(everything).not.toContain(personal);
    },
  );

  it('the api answers others while a table of six hundred rows is written as docx', async () => {
    const press = served.app.get(DocxPress, { strict: false });
    const cells = [
      'DC2026-054',
      '云路社区1号点位',
      '垃圾桶满溢未清运，周边积存垃圾',
      '区城管局',
      '2026-10-09 17:30',
      '逾期',
    ];
    const table: Paper['blocks'][number] = {
      type: 'table',
      columns: cells.map((heading) => ({ heading, width: 1 })),
      rows: Array.from({ length: 600 }, () => cells),
    };
    const head = {
      kind: 'dispatch-meeting',
      form: 'sheet',
      issuer: '区政府督查室',
      title: '督查工作调度会材料',
    } as const;
    const rest = {
      colour: null,
      to: [],
      copies: [],
      number: null,
      issuedAt: null,
      signer: null,
      mark: null,
      verifyUrl: null,
    };
    const paper: Paper = { ...head, ...rest, blocks: [table], asOf: served.district.clock.now };
    let made: Buffer | undefined;
    const making = press.docx(paper, new Map()).then((docx) => (made = docx));
    const waits: number[] = [];
    while (!made) {
      const began = performance.now();
      expect((await served.send(null, '/healthz')).status).toBe(200);
      waits.push(performance.now() - began);
    }
    await making;
    expect(textOfDocx(made)).toContain('DC2026-054');
    const [middle, longest] = [waits.toSorted((one, other) => one - other)[waits.length >> 1], Math.max(...waits)];
    process.stderr.write(`healthz beside a docx: ${waits.length} answers, ${Math.round(longest)} ms at most\n`);
    // Made on the api's own loop, it would be one answer, after seconds.
    expect(waits.length).toBeGreaterThan(10);
    expect(middle).toBeLessThan(100);
  });

  it('a slip that issued itself bears its number and one file for good, as of the instant it was issued', async () => {
    const { ref, number } = await slip();
    expect(number).toMatch(/^CB-2026-\d{4}$/);
    const first = await file('handler.cg', `/findings/${id}/papers/${ref}.pdf`);
    served.district.clock.now += HOUR;
    expect(sha256(await file('dispatcher', `/findings/${id}/papers/${ref}.pdf`))).toBe(sha256(first));
    const { text, info } = await readPdf(first);
    expect(text).toContain(number);
    expect(info + text + first.toString('latin1')).not.toMatch(/严暗访|inspector2|inspector-phone/);
    const docx = await file('handler.cg', `/findings/${id}/papers/${ref}.docx`);
    expect(textOfDocx(docx)).toContain(number);
    expect(partsOf(docx)['docProps/core.xml']).not.toMatch(/Un-named|严暗访/);
  });

  it('anybody may check it by the address in its code, and learns nothing personal', async () => {
    const { ref, number, verifyUrl } = await slip();
    const bytes = await file('dispatcher', `/findings/${id}/papers/${ref}.pdf`);
    const token = verifyUrl!.split('/s/')[1]!;
    expect((await readPdf(bytes)).text.replace(/\s/g, '')).toContain(verifyUrl);
    const genuine = await served.get(null, `/verify/${token}?sha256=${sha256(bytes)}`);
    expect(genuine.body).toMatchObject({ number, title: '催办单', withdrawn: false, genuine: true });
    expect(genuine.text).not.toMatch(/personId|严暗访|垃圾/);
    const forged = await served.get(null, `/verify/${token}?sha256=${sha256(Buffer.from('forged'))}`);
    expect(forged.body.genuine).toBe(false);
    const page = await fetched(null, `/s/${token}`);
    expect(page.response.headers.get('content-type')).toContain('text/html');
    expect(page.bytes.toString('utf8')).toContain(number);
    expect((await served.get(null, `/verify/${'a'.repeat(22)}`)).status).toBe(404);
    expect((await served.get(null, "/verify/'--")).status).toBe(404);
  });

  it('a withdrawn slip says so, on paper and to whoever checks', async () => {
    const { ref, verifyUrl } = await slip();
    const before = await file('dispatcher', `/findings/${id}/papers/${ref}.pdf`);
    await served.done('dispatcher', `/findings/${id}/withdraw-notice`, { noticeId: ref, reason: '误发' });
    const { body } = await served.get(null, `/verify/${verifyUrl!.split('/s/')[1]}?sha256=${sha256(before)}`);
    expect(body).toMatchObject({ withdrawn: true, life: 'withdrawn', genuine: true });
    expect((await readPdf(await file('dispatcher', `/findings/${id}/papers/${ref}.pdf`))).text).toContain('作废');
    const cancelling = (await notices()).find(({ title }) => title === '撤销单')!;
    expect((await readPdf(await file('handler.cg', `/findings/${id}/papers/${cancelling.ref}.pdf`))).text).toContain(
      '误发',
    );
  });

  it('a red 督办单 is a draft until it is signed, then a 公文 with its 文号', async () => {
    const draft = (await notices()).find(({ class: kind, life }) => kind === 'paper' && life === 'draft')!;
    expect(draft.number).toBeNull();
    expect((await fetched('handler.cg', `/api/v1/findings/${id}/papers/${draft.ref}.pdf`)).status).toBe(404);
    expect((await readPdf(await file('dispatcher', `/findings/${id}/papers/${draft.ref}.pdf`))).text).toContain('拟稿');
    await served.done('dispatcher', `/findings/${id}/check-notice`, { noticeId: draft.ref });
    await served.done('mayor', `/findings/${id}/issue-notice`, { noticeId: draft.ref });
    const pdf = await readPdf(await file('handler.cg', `/findings/${id}/papers/${draft.ref}.pdf`));
    expect(pdf.text).toMatch(/金政督〔2026〕\d+号/);
    expect(pdf.text).toContain('文件');
    expect(pdf.text).not.toContain('拟稿');
  });

  it('is edited in WPS, brought back, stamped and scanned: the scan is the paper of record', async () => {
    const drafted = (await served.done('dispatcher', `/findings/${id}/papers`, { kind: 'rectification' })).body;
    const base = `/findings/${id}/papers/${drafted.ref}`;
    expect(drafted).toMatchObject({ life: 'draft', number: null });
    const edited = await file('dispatcher', `${base}.docx`);
    expect((await upload('dispatcher', `${base}/files?role=edited`, edited)).status).toBe(201);
    expect((await upload('dispatcher', `${base}/files?role=edited`, Buffer.from('PK not a docx'))).status).toBe(415);
    const scan = await sharp({ create: { width: 300, height: 400, channels: 3, background: 'white' } })
      .withExif({ IFD0: { Artist: '严暗访' } })
      .png()
      .toBuffer();
    expect((await upload('dispatcher', `${base}/files?role=scan`, scan)).status).toBe(409);
    await served.done('dispatcher', `/papers/${drafted.ref}/check`);
    expect((await served.post('dispatcher', `/papers/${drafted.ref}/issue`)).status).toBe(403);
    const issued = (await served.done('approver', `/papers/${drafted.ref}/issue`)).body;
    expect(issued.number).toMatch(/-2026-0001$/);
    // The edited text is what is stamped: what the machine printed would say otherwise.
    expect((await fetched('dispatcher', `/api/v1${base}.pdf`)).status).toBe(409);
    expect((await upload('dispatcher', `${base}/files?role=scan`, Buffer.from('<html>'))).status).toBe(415);
    const cut = (await file('dispatcher', `/findings/${id}/papers/preview/talk.pdf`)).subarray(0, 9_000);
    expect((await upload('dispatcher', `${base}/files?role=scan`, cut)).status).toBe(415);
    const vast = await upload('dispatcher', `${base}/files?role=scan`, Buffer.alloc(20 * 1024 * 1024 + 1));
    expect([vast.status, vast.bytes.toString('utf8')]).toEqual([413, expect.stringContaining('paper_file_too_large')]);
    const picture = await upload('dispatcher', `${base}/files?role=scan`, scan);
    expect(picture.status).toBe(201);
    const { sha256: hash } = JSON.parse(picture.bytes.toString('utf8')) as { sha256: string };
    const back = await file('handler.cg', `${base}/files/${hash}`);
    expect(sha256(back)).toBe(hash);
    expect((await sharp(back).metadata()).exif).toBeUndefined();
    const stamped = await file('dispatcher', `/findings/${id}/papers/preview/talk.pdf`);
    await upload('dispatcher', `${base}/files?role=scan`, stamped);
    expect(sha256(await file('handler.cg', `${base}.pdf`))).toBe(sha256(stamped));
    await served.done('dispatcher', `/papers/${drafted.ref}/send`);
    expect((await served.done('handler.cg', `/papers/${drafted.ref}/sign`)).body.life).toBe('signed');
    expect((await served.post('handler.cg', `/papers/${drafted.ref}/reply`)).status).toBe(422);
    expect((await served.done('handler.cg', `/papers/${drafted.ref}/reply`, { text: '已整改' })).body.life).toBe(
      'replied',
    );
    const { body } = await served.get('handler.cg', `/findings/${id}/papers`);
    expect(JSON.stringify(body)).not.toContain('"edited"');
    expect(body.kinds).toEqual([]);
  });

  it('all stand in one register, by their life; the unit reads in it what was sent to it', async () => {
    const register = async (as: string, query = '') =>
      (await served.get(as, `/papers/register${query}`)).body as {
        items: { ref: string; title: string; class: string; life: string; number: string | null; to: string[] }[];
        nextCursor: string | null;
        lives: { life: string; count: number }[];
      };
    const { ref } = (await served.done('dispatcher', '/papers', { kind: 'bulletin', to: ['zj'] })).body;
    const all = await register('dispatcher', '?limit=200');
    expect(all.items.map(({ title }) => title)).toEqual(expect.arrayContaining(['催办单', '督办单', '督查通报']));
    expect(all.lives.reduce((sum, { count }) => sum + count, 0)).toBe(all.items.length);
    const drafts = await register('dispatcher', '?class=paper&life=draft');
    expect(drafts.items).toContainEqual(expect.objectContaining({ ref, number: null, to: ['zj'] }));
    expect(drafts.items.every(({ life, class: made }) => life === 'draft' && made === 'paper')).toBe(true);
    const paged = [];
    for (let cursor = ''; ;) {
      const { items, nextCursor } = await register('dispatcher', `?limit=2${cursor}`);
      paged.push(...items);
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(paged).toEqual(all.items);
    const mine = await register('handler.cg', '?limit=200');
    expect(mine.items.length).toBeGreaterThan(0);
    expect(mine.items.every(({ number, to }) => number !== null && (to.length === 0 || to.includes('cg')))).toBe(true);
    expect((await register('handler.zj')).items).toEqual([]);
    expect((await served.get('dispatcher', '/papers/register?cursor=x')).status).toBe(422);
    const table = async (who: string, query: string) =>
      (await file(who, `/exports/notices.csv${query}`)).toString('utf8').trim().split('\r\n').slice(1);
    for (const [who, query] of [
      ['dispatcher', ''],
      ['dispatcher', '?class=paper'],
      ['dispatcher', '?class=slip&life=issued'],
      ['handler.cg', ''],
      ['handler.zj', ''],
    ] as const) {
      const { items } = await register(who, `${query || '?'}&limit=200`.replace('?&', '?'));
      const lines = await table(who, query);
      expect(lines).toHaveLength(items.length);
      items.forEach(({ title, number }, index) => {
        expect(lines[index]).toContain(title);
        expect(lines[index]).toContain(number ?? '');
      });
    }
    expect((await table('dispatcher', '?class=paper')).join()).toContain('督查通报');
  });

  it('of two who send or sign at once one does, the other is told where it stands by then; a crowd hangs nobody', async () => {
    const { ref } = (await served.done('dispatcher', '/papers', { kind: 'bulletin', to: ['cg', 'zj'] })).body;
    const atOnce = async (username: string, act: string, times: number) => {
      const answers = await Promise.all(
        Array.from({ length: times }, () => served.post(username, `/papers/${ref}/${act}`)),
      );
      const [done, ...more] = answers.filter(({ status }) => status === 200);
      expect(more).toEqual([]);
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: times - 1 }, () => 409));
      return { done: done!.body, refused: refused.map(({ body }) => body) };
    };
    await atOnce('dispatcher', 'check', 2);
    const issued = await atOnce('mayor', 'issue', 24);
    expect(issued.refused.map(({ facts }) => facts)).toEqual(issued.refused.map(() => ({ life: 'issued' })));
    const sent = await atOnce('dispatcher', 'send', 2);
    expect(sent.done).toMatchObject({ life: 'sent', number: issued.done.number });
    expect(sent.refused).toMatchObject([{ code: 'paper_life', facts: { life: 'sent' } }]);
    expect((await atOnce('handler.cg', 'sign', 2)).refused).toMatchObject([{ code: 'paper_answered' }]);
    await atOnce('handler.zj', 'sign', 2);
    const both = await Promise.all(
      ['handler.cg', 'handler.zj'].map((unit) => served.post(unit, `/papers/${ref}/reply`, { text: '已整改' })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const { life, recipients } = (await served.get('dispatcher', `/papers/${ref}`)).body;
    expect(life).toBe('replied');
    expect(recipients).toMatchObject(['cg', 'zj'].map((unitId) => ({ unitId, reply: '已整改' })));
  });

  it('offers who may act what he may do, and the writer not to sign', async () => {
    const { ref, allowedActs } = (await served.done('approver', '/papers', { kind: 'bulletin', to: ['cg'] })).body;
    expect(allowedActs).toEqual(['check', 'withdraw']);
    await served.done('dispatcher', `/papers/${ref}/check`);
    expect((await served.get('approver', `/papers/${ref}`)).body.allowedActs).toEqual(['withdraw']);
    expect((await served.done('mayor', `/papers/${ref}/issue`)).body.allowedActs).toEqual([]);
    expect((await served.get('handler.cg', `/papers/${ref}`)).body.allowedActs).toEqual(['sign', 'reply']);
    expect((await served.done('handler.cg', `/papers/${ref}/sign`)).body.allowedActs).toEqual(['reply']);
  });

  it('refuses a writer who would sign his own paper, and keeps drafts from the inspected unit', async () => {
    const { ref } = (await served.done('approver', `/findings/${id}/papers`, { kind: 'talk' })).body;
    expect((await served.get('handler.cg', `/papers/${ref}`)).status).toBe(404);
    await served.done('dispatcher', `/papers/${ref}/check`);
    expect((await served.post('approver', `/papers/${ref}/issue`)).body.code).toBe('same_person');
    expect((await served.post('handler.cg', `/findings/${id}/papers`, { kind: 'talk' })).status).toBe(403);
    expect((await fetched('handler.cg', `/api/v1/findings/${id}/papers/preview/talk.pdf`)).status).toBe(403);
    expect((await served.post('dispatcher', `/findings/${id}/papers`, { kind: 'love-letter' })).body.code).toBe(
      'unknown_paper',
    );
  });

  it.each(REPORT_KINDS)('the %s report says the board’s figures in every format', async (kind) => {
    const board = (await served.get('dispatcher', '/board')).body as {
      figures: { code: string; value: number | null }[];
    };
    const pdf = await readPdf(await file('dispatcher', `/reports/${kind}.pdf`));
    const docx = textOfDocx(await file('dispatcher', `/reports/${kind}.docx`));
    const xlsx = partsOf(await file('dispatcher', `/reports/${kind}.xlsx`));
    expect(pdf.size).toEqual([210, 297]);
    if (kind === 'daily') expect(pdf.pages).toBe(1);
    expect(pdf.text).toContain('数据截至');
    expect(docx).toContain('数据截至');
    expect(Object.keys(xlsx)).toContain('xl/worksheets/sheet1.xml');
    expect(JSON.stringify([pdf, docx, xlsx])).not.toMatch(/严暗访|inspector2/);
    expect(board.figures.length).toBeGreaterThan(0);
    expect((await served.get('handler.cg', `/reports/${kind}.pdf`)).status).toBe(403);
    const codeOf = async (asked: string) => (await served.get('dispatcher', `/reports/${kind}.pdf?${asked}`)).body.code;
    expect(await codeOf('date=2031-05-01')).toBe('period_ahead');
    expect(await codeOf('unit=nowhere')).toBe('unknown_unit_named');
  });

  it('a 通报 is drafted with frozen figures, numbered without a gap and withdrawn by a cancelling paper', async () => {
    const numbers: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { ref } = (await served.done('dispatcher', '/papers', { kind: 'bulletin', to: ['cg', 'zj'] })).body;
      await served.done('dispatcher', `/papers/${ref}/check`);
      numbers.push((await served.done('mayor', `/papers/${ref}/issue`)).body.number);
      if (round === 0) {
        const withdrawn = await served.done('dispatcher', `/papers/${ref}/withdraw`, { text: '数据有误' });
        expect(withdrawn.body).toMatchObject({ life: 'withdrawn', number: numbers[0] });
        const list = (await served.get('handler.zj', '/papers')).body.items as {
          title: string;
          cancels: string | null;
        }[];
        expect(list.find(({ cancels }) => cancels === ref)).toMatchObject({ title: '撤销单' });
        expect((await served.post('dispatcher', `/papers/${ref}/issue`)).status).toBe(403);
        expect((await served.post('mayor', `/papers/${ref}/issue`)).status).toBe(409);
      }
    }
    const [first, second] = numbers.map((number) => Number(/〔2026〕(\d+)号/.exec(number)![1]));
    expect(second).toBe(first! + 1);
    expect((await served.get('handler.xf', '/papers')).body?.items ?? []).toEqual([]);
  });

  it('一案一档 checks itself, and tells when a byte was changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duban-dossier-'));
    try {
      const parts = unzipSync(await file('auditor', `/findings/${id}/dossier.zip`));
      for (const [name, bytes] of Object.entries(parts)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      const run = () =>
        execFileSync(process.execPath, ['verify.mjs'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
      expect(run()).toContain('校验通过');
      expect(Object.keys(parts).filter((name) => name.startsWith('evidence/'))).toHaveLength(1);
      expect((await readPdf(Buffer.from(parts['案卷.pdf']!))).text).toContain('升级记录');
      const events = Buffer.from(parts['events.jsonl']!).toString('utf8');
      writeFileSync(join(folder, 'events.jsonl'), events.replace('垃圾桶', '拉圾桶'));
      expect(run).toThrow(/事件已改动/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect((await fetched('handler.cg', `/api/v1/findings/${id}/dossier.zip`)).status).toBe(403);
  });

  it('nothing of a limited or sealed case is exported, reported or packed', async () => {
    const limited = await served.file({ visibility: 'limited', description: '限定范围的问题' });
    const sealed = await served.file({ visibility: 'sealed', description: '移送线索的问题' }).catch(() => null);
    await served.done('approver', `/findings/${limited}/papers`, { kind: 'talk' });
    const { number } = (await served.get('mayor', `/findings/${limited}`)).body;
    for (const path of ['/exports/findings.csv', '/exports/notices.csv'])
      expect((await file('mayor', path)).toString('utf8')).not.toMatch(
        new RegExp(`限定范围的问题|移送线索的问题|${number}`),
      );
    expect((await readPdf(await file('mayor', '/reports/dispatch-meeting.pdf'))).text).not.toContain('限定范围的问题');
    expect((await fetched('mayor', `/api/v1/findings/${limited}/dossier.zip`)).status).toBe(403);
    if (sealed) expect((await fetched('mayor', `/api/v1/findings/${sealed}/papers/preview/talk.pdf`)).status).toBe(403);
  });
});
