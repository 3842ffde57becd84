import { XMLParser } from 'fast-xml-parser';
import sharp from 'sharp';
import { type Answer, Served } from './served';

const xml = (text: string) => new XMLParser().parse(text);

describe('Open311 GeoReport v2', () => {
  let served: Served;
  let key: string;
  beforeAll(async () => {
    served = await Served.open();
    key = (await served.done('admin', '/api-keys', { title: '市民热线平台', username: 'dispatcher' })).body.key;
  });
  afterAll(() => served.close());

  const get = (path: string): Promise<Answer> => served.send(null, `/open311/v2/${path}`);
  const post = (path: string, form: Record<string, string>, headers = {}): Promise<Answer> =>
    served.send(null, `/open311/v2/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const report = { service_code: 'HW01', lat: '31.7312', long: '116.5102', description: '垃圾桶满溢 <&>' };

  it('lists the services in both forms', async () => {
    const json = await get('services.json');
    expect(json.body).toHaveLength(38);
    expect(json.body[0]).toMatchObject({ metadata: false, type: 'realtime' });
    const { services } = xml((await get('services.xml')).text);
    expect(services.service).toHaveLength(38);
    expect(services.service[0].service_code).toBe(json.body[0].service_code);
    expect((await get('services/HW01.json')).body).toEqual({ service_code: 'HW01', attributes: [] });
    expect((await get('services/HW01.xml')).text).toContain(
      '<service_definition><service_code>HW01</service_code><attributes/></service_definition>',
    );
  });

  it('takes a request, answers its number, and tells how it stands until it is closed', async () => {
    const made = await post('requests.json', { ...report, api_key: key });
    expect(made.status).toBe(201);
    const id = made.body[0].service_request_id;
    const [read] = (await get(`requests/${id}.json?api_key=${key}`)).body;
    expect(read).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: 'HW01',
      lat: 31.7312,
      long: 116.5102,
    });
    expect(read.requested_datetime).toMatch(/\+08:00$/);
    await served.done('dispatcher', `/findings/${id}/dismiss`, { reason: '不属实' });
    const { service_requests } = xml((await get(`requests/${id}.xml?api_key=${key}`)).text);
    expect(service_requests.request).toMatchObject({ status: 'closed', description: '垃圾桶满溢 <&>' });
  });

  it('creates in XML, and once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'fms-1' };
    const first = xml((await post('requests.xml', { ...report, api_key: key }, headers)).text);
    const second = xml((await post('requests.xml', { ...report, api_key: key }, headers)).text);
    expect(second).toEqual(first);
    expect(first.service_requests.request.service_request_id).toEqual(expect.stringMatching(/^DC/));
  });

  it('lists by number, by service, by date and by status', async () => {
    const id = (await post('requests.json', { ...report, api_key: key })).body[0].service_request_id;
    const ids = async (query: string) =>
      (await get(`requests.json?api_key=${key}&${query}`)).body.map(
        (one: { service_request_id: string }) => one.service_request_id,
      );
    expect(await ids(`service_request_id=${id},nothing`)).toEqual([id]);
    expect(await ids('service_code=HW01&status=open')).toContain(id);
    expect(await ids('status=closed')).not.toContain(id);
    expect(await ids('service_code=HW02')).not.toContain(id);
    expect(await ids('end_date=2020-01-01T00:00:00Z')).toEqual([]);
    for (const several of ['service_code=HW02,HW01', 'service_code=HW02&service_code=HW01', 'status=open,closed'])
      expect(await ids(several)).toContain(id);
    expect((await get(`requests.json?api_key=${key}&status=open,lost`)).status).toBe(400);
  });

  it('calls closed what is written off, in what it shows and in what it finds', async () => {
    const id = await served.rectifying();
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#456' } })
      .png()
      .toBuffer();
    const { sha256 } = (await served.done('handler.cg', '/evidence', bytes, { 'content-type': 'image/png' })).body;
    await served.done('handler.cg', `/findings/${id}/submit`, { text: '已清运', evidence: [{ sha256 }] });
    await served.done('verifier', `/findings/${id}/verify`, { outcome: 'passed' });
    await served.done('approver', `/findings/${id}/approve`);
    const { body } = await served.get('dispatcher', `/findings/${id}`);
    expect(['written_off', 'archived']).toContain(body.status);
    const found = async (status: string) => (await get(`requests.json?api_key=${key}&status=${status}`)).body;
    expect(await found('closed')).toContainEqual(
      expect.objectContaining({ service_request_id: body.number, status: 'closed' }),
    );
    expect(JSON.stringify(await found('open'))).not.toContain(body.number);
  });

  it('takes a field that is empty for one that is absent: such a place lies nowhere', async () => {
    const sent = { ...report, api_key: key, lat: '', long: ' ', address_string: '云路街 12 号', email: '' };
    const id = (await post('requests.json', sent)).body[0].service_request_id;
    expect((await get(`requests/${id}.json?api_key=${key}`)).body).toMatchObject([
      { lat: null, long: null, address: '云路街 12 号' },
    ]);
  });

  it('does not show what the key’s person may not see', async () => {
    const sealed = await served.file({ visibility: 'sealed' });
    const { body } = await served.get('auditor', `/findings/${sealed}`);
    expect((await get(`requests/${body.number}.json?api_key=${key}`)).status).toBe(404);
    const leaders = (await served.done('admin', '/api-keys', { title: '大屏', username: 'deputy.mayor' })).body.key;
    expect((await served.get('deputy.mayor', `/findings/${sealed}`)).status).toBe(200);
    expect((await get(`requests/${body.number}.json?api_key=${leaders}`)).status).toBe(404);
    for (const asked of ['', `&service_request_id=${body.number}`]) {
      const { body: listed } = await get(`requests.json?api_key=${leaders}${asked}`);
      expect(JSON.stringify(listed)).not.toContain(body.number);
    }
  });

  it.each([
    ['no key', {}, 403],
    ['a wrong key', { api_key: 'x'.repeat(43) }, 403],
    ['an unknown service', { service_code: 'NOPE' }, 400],
    ['no place', { lat: '', long: '' }, 400],
    ['half a place', { long: '' }, 400],
    ['a place beyond the earth', { lat: '91' }, 400],
    ['a picture that is no address', { media_url: 'javascript:alert(1)' }, 400],
  ])('refuses %s in the standard’s form, without a trace', async (_, change, status) => {
    const before = await served.rowCounts();
    const form = { ...report, ...('api_key' in change || status === 403 ? {} : { api_key: key }), ...change };
    const sent = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
    const refused = await post('requests.json', sent);
    expect(refused.status).toBe(status);
    expect(refused.body[0]).toMatchObject({ code: status, description: expect.any(String) });
    expect(await served.rowCounts()).toEqual(before);
  });

  it('refuses JSON, a flood of bytes, an unknown form, and a revoked key', async () => {
    const json = await served.send(null, '/open311/v2/requests.json', { method: 'POST', body: report });
    expect(json).toMatchObject({ status: 415, body: [{ code: 415, description: expect.any(String) }] });
    const markup = await served.send(null, '/open311/v2/requests.xml', {
      method: 'POST',
      body: '<request><lat>',
      headers: { 'content-type': 'text/xml' },
    });
    expect([markup.status, xml(markup.text).errors.error.code]).toEqual([415, 415]);
    expect(await post('requests.json', { ...report, description: 'x'.repeat(70_000), api_key: key })).toMatchObject({
      status: 413,
      body: [{ code: 413 }],
    });
    for (const nowhere of ['services.yaml', 'tokens/1.json', 'requests/DC0000-0.json?api_key=' + key])
      expect(await get(nowhere)).toMatchObject({ status: 404, body: [{ code: 404 }] });
    const { body } = await served.done('admin', '/api-keys', { title: '旧平台', username: 'dispatcher' });
    expect((await served.send('admin', `/api/v1/api-keys/${body.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await get(`requests.json?api_key=${body.key}`)).status).toBe(403);
    expect((await served.get('dispatcher', '/api-keys')).status).toBe(403);
  });
});
