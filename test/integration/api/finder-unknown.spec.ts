import sharp from 'sharp';
import type { Actor } from '#domain';
import { addressesOf, FINDER, MUST_ANSWER, READABLE, wholly, worked } from './all-that-is-read';
import { Served } from './served';

/** Ruling 12: the inspected unit never learns who found it; it sees 督查组. */
describe('who found it', () => {
  let served: Served;
  let id: string;
  let sha256: string;
  let finder: Actor;

  beforeAll(async () => {
    served = await Served.open();
    finder = await served.district.actor('inspector2');
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'olive' } })
      .withExif({
        IFD0: { Artist: '严暗访', Model: 'inspector-phone' },
        IFD2: { DateTimeOriginal: '2026:09:17 08:30:00' },
      })
      .jpeg()
      .toBuffer();
    ({ sha256 } = (await served.done('inspector2', '/evidence', photo, { 'content-type': 'image/jpeg' })).body);
    id = await served.file({ evidence: [{ sha256 }], covert: true }, 'inspector2');
    await served.done('inspector2', `/findings/${id}/comment`, { text: '现场已拍照' });
    await served.done('dispatcher', `/findings/${id}/assign`, { unitId: 'cg' });
    await served.done('handler.cg', `/findings/${id}/sign`);
    await served.done('handler.cg', `/findings/${id}/request-return`, {
      reason: 'not_duty',
      basis: '三定方案',
      proposedUnitId: 'zj',
    });
    await served.done('dispatcher', `/findings/${id}/rule-return`, { upheld: false, reason: '属你单位' });
    await served.done('mayor', `/findings/${id}/instruct`, { text: '抓紧整改', toUnitId: 'cg' });
    await served.district.record.deliveries.deliverDue(500);
  });
  afterAll(() => served.close());

  const READ = ['', '/events', '/deadline', '/duplicates'];
  const addresses = () => [
    ...READ.map((part) => `/findings/${id}${part}`),
    '/findings',
    '/findings/counts',
    '/notices',
    '/inbox',
    '/people/me',
  ];

  it.each(['handler.cg', 'deputy.cg', 'leader.cg'])('nothing that %s may read names the finder', async (viewer) => {
    for (const address of addresses()) {
      const { status, text } = await served.get(viewer, address);
      expect(status).toBe(200);
      expect(text).not.toContain(finder.personId);
      expect(text).not.toContain('严暗访');
      expect(text).not.toContain('inspector2');
      expect(text).not.toContain('covert');
    }
    const { body } = await served.get(viewer, `/findings/${id}`);
    expect(body.filedBy).toEqual({ personId: null, unitId: null, onBehalfOf: null, name: '督查组' });
    expect(body.enteredBy.name).toBe('督查组');
  });

  it('nor does a delegation of the other side show it to them', async () => {
    const { clock, record } = served.district;
    const viewer = await served.district.actor('handler.cg');
    for (const username of ['inspector2', 'dispatcher']) {
      const principal = await served.district.actor(username);
      await record.people.delegate(
        `to-${username}`,
        principal.personId,
        viewer.personId,
        clock.now,
        clock.now + 60_000,
      );
      const headers = { 'on-behalf-of': principal.personId };
      const { status, body } = await served.get('handler.cg', `/findings/${id}`, headers);
      expect(status).toBe(200);
      expect(body.filedBy).toEqual({ personId: null, unitId: null, onBehalfOf: null, name: '督查组' });
    }
    // No such delegation can be made by the api: whoever bears one may read whose it is.
    await served.district.owner.query('DELETE FROM delegation');
  });

  it('not even an answer to a command of theirs', async () => {
    const progress = await served.done('handler.cg', `/findings/${id}/report-progress`, { text: '正在清运' });
    const refused = await served.post('handler.cg', `/findings/${id}/verify`, { outcome: 'passed' });
    for (const { text } of [progress, refused]) expect(text).not.toContain(finder.personId);
  });

  it('nor can names be tried against the hashes of the log', async () => {
    const seen = await served.get('handler.cg', `/findings/${id}/events`);
    expect(seen.body.items.every((event: object) => !('hash' in event))).toBe(true);
    const whole = await served.get('auditor', `/findings/${id}/events`);
    expect(whole.body.items.every((event: { hash: string }) => /^[0-9a-f]{64}$/.test(event.hash))).toBe(true);
  });

  it('its own people it knows, and the leader who instructs it, and nobody else', async () => {
    const { body } = await served.get('leader.cg', `/findings/${id}/events`);
    const byType = (type: string) => body.items.find((event: { type: string }) => event.type === type).by;
    expect(byType('line_signed')).toMatchObject({ name: '区城管局承办人', unitId: 'cg' });
    expect(byType('assigned')).toEqual({ personId: null, unitId: null, onBehalfOf: null, name: '督查组' });
    expect(byType('instructed')).toMatchObject({ name: '区长' });
  });

  it('who supervises knows, and so does the finder', async () => {
    for (const viewer of ['dispatcher', 'inspector2', 'auditor']) {
      const { body } = await served.get(viewer, `/findings/${id}`);
      expect(body).toMatchObject({ covert: true, filedBy: { personId: finder.personId, name: '严暗访' } });
    }
  });

  it('the photo comes to the inspected unit without its metadata, also as the original', async () => {
    const bytesFor = async (viewer: string, address: string) => {
      const response = await fetch(`${served.origin}/api/v1${address}`, {
        headers: { authorization: `Bearer ${await served.token(viewer)}` },
      });
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    for (const address of [`/evidence/${sha256}`, `/evidence/${sha256}/large`, `/evidence/${sha256}/small`]) {
      const { bytes, response } = await bytesFor('handler.cg', address);
      expect(response.status).toBe(200);
      const kept = response.headers.get('cache-control');
      if (address.endsWith(sha256)) expect(kept).toBe('private, no-store');
      else expect(response.headers.get('vary')).toMatch(/Cookie, Authorization/);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
      expect(bytes.includes('inspector-phone')).toBe(false);
    }
    const { bytes, response } = await bytesFor('dispatcher', `/evidence/${sha256}`);
    expect(bytes.includes('inspector-phone')).toBe(true);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{16}\.jpeg"$/);
  });

  it('nor can an inspected street take the photo into a case of its own, where it would be the finder', async () => {
    const found = await served.file({ evidence: [{ sha256 }] }, 'inspector2');
    await served.done('dispatcher', `/findings/${found}/assign`, { unitId: 'dongshi' });
    expect((await served.get('street.dongshi', `/evidence/${sha256}/small`)).status).toBe(200);
    const own = { channel: 'round', source: 'street', description: '自查发现', supervisingUnitId: 'dongshi' };
    const taken = await served.post('street.dongshi', '/findings', { ...own, evidence: [{ sha256 }] });
    expect(taken).toMatchObject({ status: 422, body: { code: 'unknown_evidence' } });
  });

  it('nor does any address that may be read at all, whatever it is asked for', async () => {
    const known = await worked(served);
    const { name, phone } = FINDER;
    const read = new Map<string, number[]>();
    const named: string[] = [];
    for (const viewer of ['handler.cg', 'leader.cg'])
      for (const path of READABLE)
        for (const address of addressesOf(path, known)) {
          const { status, said } = await wholly(served, viewer, address);
          read.set(path, [...(read.get(path) ?? []), status]);
          for (const word of [finder.personId, name, phone, 'inspector2'])
            if (said.includes(word)) named.push(`${viewer} reads ${word} at ${address}: ${status}`);
        }
    expect(named).toEqual([]);
    expect(MUST_ANSWER.filter((path) => !read.get(path)?.includes(200))).toEqual([]);
    // Asked with sense: nobody is told that the question is wrong.
    expect([...read].filter(([, statuses]) => statuses.some((one) => one === 422 || one >= 500))).toEqual([]);
  }, 120_000);

  it('and nothing about anybody is in the log of the process', () => {
    const lines = served.logged.join('\n');
    expect(served.logged.length).toBeGreaterThan(10);
    for (const personal of [finder.personId, '严暗访', 'inspector2', '现场已拍照', '127.0.0.1', id])
      expect(lines).not.toContain(personal);
  });
});
