import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { loadDefaults } from '#policy';
import { type Answer, filing, Served } from './served';

interface Bad {
  name: string;
  status: number;
  code: string;
  /** Code of the first fault, with its pointer. */
  fault?: [pointer: string, code: string];
  send: (served: Served, id: string) => Promise<Answer>;
}

const asInspector = (facts: object) => (served: Served) => served.post('inspector', '/findings', filing(facts));
const raw =
  (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  (served: Served) =>
    served.post('inspector', '/findings', body, headers);
const command =
  (name: string, body: unknown, headers?: Record<string, string>, by = 'dispatcher') =>
  (served: Served, id: string) =>
    served.post(by, `/findings/${id}/${name}`, body, headers);
const photo =
  (bytes: Uint8Array, type = 'image/jpeg') =>
  (served: Served) =>
    served.post('inspector', '/evidence', bytes, { 'content-type': type });
const policyWith = (change: (policy: ReturnType<typeof loadDefaults>['policy']) => void) => (served: Served) => {
  const { policy } = structuredClone({ policy: loadDefaults().policy });
  change(policy);
  return served.post('admin', '/policies', { policy });
};

const invalid = (name: string, fault: Bad['fault'], send: Bad['send']): Bad => ({
  name,
  status: 422,
  code: 'invalid_request',
  fault,
  send,
});

/** A finding that waits for its unit. */
let unassigned: string;

const CATALOGUE: Bad[] = [
  { name: 'unknown command', status: 404, code: 'unknown_command', send: command('obliterate', {}) },
  { name: 'unknown route', status: 404, code: 'unknown_route', send: (served) => served.get('inspector', '/nothing') },
  {
    name: 'wrong method',
    status: 404,
    code: 'unknown_route',
    send: (served, id) => served.send('inspector', `/api/v1/findings/${id}`, { method: 'DELETE' }),
  },
  {
    name: 'a broken percent sign in the address',
    status: 400,
    code: 'bad_request',
    send: (served) => served.get('inspector', '/findings/%E0%A4%A'),
  },
  { name: 'illegal transition', status: 409, code: 'illegal_transition', send: command('register', {}) },
  {
    name: 'stale version',
    status: 412,
    code: 'stale_revision',
    send: command('comment', { text: '留言' }, { 'if-match': '"77"' }),
  },
  {
    name: 'an If-Match that is no revision',
    status: 400,
    code: 'bad_header',
    send: command('comment', { text: '留言' }, { 'if-match': 'latest' }),
  },
  {
    name: 'an idempotency key of 300 characters',
    status: 400,
    code: 'bad_header',
    send: command('comment', { text: '留言' }, { 'idempotency-key': 'k'.repeat(300) }),
  },
  {
    name: 'foreign unit’s finding',
    status: 404,
    code: 'not_found',
    send: command('sign', {}, undefined, 'handler.zj'),
  },
  {
    name: 'a finding that is not there',
    status: 404,
    code: 'not_found',
    send: (s) => s.get('inspector', '/findings/x'),
  },
  { name: 'no session', status: 401, code: 'unauthenticated', send: (served) => served.get(null, '/findings') },
  {
    name: 'a made-up session',
    status: 401,
    code: 'unauthenticated',
    send: (served) => served.get(null, '/findings', { authorization: "Bearer ' or 1=1 --" }),
  },
  { name: 'malformed JSON', status: 400, code: 'malformed_json', send: raw('{"description": ') },
  { name: 'JSON that is no object', status: 400, code: 'malformed_json', send: raw('"text"') },
  invalid('a list for an object', ['', 'wrong_type'], raw('[]')),
  {
    name: 'XML',
    status: 415,
    code: 'unsupported_media_type',
    send: raw('<finding/>', { 'content-type': 'application/xml' }),
  },
  {
    name: 'a form',
    status: 415,
    code: 'unsupported_media_type',
    send: raw('description=x', { 'content-type': 'application/x-www-form-urlencoded' }),
  },
  {
    name: 'an unknown character set',
    status: 415,
    code: 'unsupported_media_type',
    send: raw('{}', { 'content-type': 'application/json; charset=ebcdic' }),
  },
  {
    name: '20 MB of JSON',
    status: 413,
    code: 'payload_too_large',
    send: raw(JSON.stringify(filing({ description: 'x'.repeat(20 * 1024 * 1024) }))),
  },
  {
    name: '20 MB of JSON, unannounced',
    status: 413,
    code: 'payload_too_large',
    send: (served) => chunked(served, Buffer.alloc(20 * 1024 * 1024, 0x20)),
  },
  {
    name: '200 MB of JSON inside 200 kB',
    status: 413,
    code: 'payload_too_large',
    send: raw(gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' }),
  },
  invalid('100,000 brackets', ['', 'wrong_type'], raw('['.repeat(100_000) + ']'.repeat(100_000))),
  invalid('no description', ['/description', 'required'], asInspector({ description: undefined })),
  invalid('a description of blanks', ['/description', 'too_small'], asInspector({ description: ' \n ' })),
  invalid(
    'a description of 5,000 characters',
    ['/description', 'too_big'],
    asInspector({ description: '长'.repeat(5000) }),
  ),
  invalid('a NUL', ['/description', 'not_text'], asInspector({ description: 'a\0b' })),
  invalid(
    'half a character',
    ['/description', 'not_text'],
    raw('{"description":"\\ud83d","channel":"round","source":"self"}'),
  ),
  invalid('an unknown field', ['/isAdmin', 'unknown_field'], asInspector({ isAdmin: true })),
  invalid(
    'a poisoned prototype',
    ['/__proto__', 'unknown_field'],
    raw('{"__proto__":{"a":1},"description":"x","channel":"round","source":"self"}'),
  ),
  invalid('an unknown source', ['/source', 'not_allowed'], asInspector({ source: 'heaven' })),
  invalid('a latitude of 91', ['/place/lat', 'too_big'], asInspector({ place: { lng: 1, lat: 91 } })),
  invalid('a date in 1900', ['/fixedDate', 'date_out_of_bounds'], asInspector({ fixedDate: '1900-01-01' })),
  invalid('a date in 2100', ['/fixedDate', 'date_out_of_bounds'], asInspector({ fixedDate: '2100-01-01' })),
  invalid('the 30th of February', ['/fixedDate', 'bad_format'], asInspector({ fixedDate: '2026-02-30' })),
  invalid(
    'an instant in 1900',
    ['/capturedAt', 'date_out_of_bounds'],
    asInspector({ capturedAt: '1900-01-01T00:00:00Z' }),
  ),
  invalid(
    'an instant without an offset',
    ['/capturedAt', 'bad_format'],
    asInspector({ capturedAt: '2026-09-17T09:00:00' }),
  ),
  invalid('zero defects', ['/defects', 'too_small'], asInspector({ defects: 0 })),
  invalid('51 photos', ['/evidence', 'too_big'], asInspector({ evidence: Array(51).fill({ sha256: 'a'.repeat(64) }) })),
  {
    name: 'a photo that was never uploaded',
    status: 422,
    code: 'unknown_evidence',
    fault: ['/evidence/0/sha256', 'unknown_evidence'],
    send: asInspector({ evidence: [{ sha256: 'a'.repeat(64) }] }),
  },
  { name: 'an unknown unit', status: 422, code: 'unknown_unit', send: asInspector({ supervisingUnitId: 'nowhere' }) },
  {
    name: 'an unknown unit proposed',
    status: 422,
    code: 'unknown_unit',
    send: asInspector({ proposal: { unitId: 'nowhere', coUnitIds: [] } }),
  },
  {
    name: 'an unknown co-unit proposed',
    status: 422,
    code: 'unknown_unit',
    send: asInspector({ proposal: { unitId: null, coUnitIds: ['nowhere'] } }),
  },
  { name: 'an unknown list', status: 422, code: 'unknown_list', send: asInspector({ listId: 'L-nowhere' }) },
  { name: 'an unknown category', status: 422, code: 'unknown_category', send: asInspector({ categoryCode: 'ZZ99' }) },
  {
    name: 'an unknown unit to assign to',
    status: 422,
    code: 'unknown_unit',
    send: (served) => served.post('dispatcher', `/findings/${unassigned}/assign`, { unitId: 'nowhere' }),
  },
  invalid(
    'an amount and a date',
    ['/amount', 'amount_or_until'],
    command('request-extension', { reason: '雨' }, {}, 'handler.cg'),
  ),
  invalid(
    'an extension in milliseconds',
    ['/amount', 'too_big'],
    command('request-extension', { amount: 3_600_000, reason: '雨' }, {}, 'handler.cg'),
  ),
  invalid('an unknown status in a filter', ['?status.0', 'not_allowed'], (s) =>
    s.get('inspector', '/findings?status=lost'),
  ),
  invalid('a page of a million', ['?limit', 'too_big'], (s) => s.get('inspector', '/findings?limit=1000000')),
  invalid('a filter of 1900', ['?dueAfter', 'date_out_of_bounds'], (s) =>
    s.get('inspector', '/findings?dueAfter=1900-01-01T00:00:00Z'),
  ),
  invalid('an unknown filter', ['?colour[$ne]', 'unknown_field'], (s) =>
    s.get('inspector', '/findings?colour[$ne]=red'),
  ),
  invalid('a box inside out', ['?bbox', 'empty_box'], (s) => s.get('inspector', '/findings?bbox=117,31,116,32')),
  {
    name: 'a cursor of somebody’s own',
    status: 422,
    code: 'bad_cursor',
    send: (s) => s.get('inspector', '/findings?cursor=abc'),
  },
  {
    name: 'a cursor that lies',
    status: 422,
    code: 'bad_cursor',
    send: (s) =>
      s.get('inspector', `/findings?cursor=${Buffer.from(`999999999999999 ${'-'.repeat(36)}`).toString('base64url')}`),
  },
  { name: '0-byte photo', status: 422, code: 'empty_file', send: photo(new Uint8Array(0)) },
  {
    name: 'a PDF that says it is a photo',
    status: 415,
    code: 'unsupported_image',
    send: photo(Buffer.from('%PDF-1.7')),
  },
  {
    name: 'an SVG with a script',
    status: 415,
    code: 'unsupported_image',
    send: photo(Buffer.from('<svg onload="x"/>')),
  },
  {
    name: 'a damaged photo',
    status: 422,
    code: 'unreadable_image',
    send: photo(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1])),
  },
  { name: 'a photo of 16 MB', status: 413, code: 'file_too_large', send: photo(Buffer.alloc(16 * 1024 * 1024, 0xff)) },
  { name: 'a photo as text', status: 415, code: 'unsupported_media_type', send: photo(Buffer.from('x'), 'text/plain') },
  {
    name: 'a decompression bomb',
    status: 422,
    code: 'too_many_pixels',
    send: (served) => bomb().then((b) => photo(b)(served)),
  },
  {
    name: 'a multipart form without a file',
    status: 422,
    code: 'empty_file',
    send: (served) => served.post('inspector', '/evidence', new FormData()),
  },
  {
    name: 'a path for a hash',
    status: 404,
    code: 'not_found',
    send: (served) => served.get('inspector', '/evidence/..%2F..%2Fetc%2Fpasswd'),
  },
  ...['/findings/%00', '/findings/a%00b/events', '/evidence/%00'].map((path) => ({
    name: `a NUL in ${path}`,
    status: 404,
    code: 'not_found',
    send: (served: Served) => served.get('admin', path),
  })),
  ...['/dispatches/%00/sign', '/outages/%00/confirm', '/findings/%00/comment'].map((path) => ({
    name: `a NUL in ${path}`,
    status: 404,
    code: 'not_found',
    send: (served: Served) => served.post('admin', path, { text: '留言' }),
  })),
  invalid('a NUL in a user name', ['/username', 'not_text'], (s) =>
    s.post(null, '/sessions', { username: 'a\0b', password: 'x' }),
  ),
  {
    name: 'a calendar whose holiday ends before it starts',
    status: 422,
    code: 'invalid_request',
    send: (served) => {
      const calendar = structuredClone(loadDefaults().calendar);
      calendar.version = 'mended';
      calendar.years['2026']!.rest[0] = { name: '元旦', from: '2026-01-03', to: '2026-01-01' };
      return served.post('admin', '/calendars', calendar);
    },
  },
  {
    name: 'another calendar under the version in force',
    status: 409,
    code: 'version_taken',
    send: (served) => served.post('admin', '/calendars', { ...loadDefaults().calendar, publishedUntil: '2025-12-31' }),
  },
  {
    name: 'a policy made from an older one',
    status: 412,
    code: 'stale_version',
    send: policyWith((policy) => Object.assign(policy, { version: 0, returnMax: 9 })),
  },
  invalid(
    'a policy with a category twice',
    ['/policy/categories/1/code', 'code_twice'],
    policyWith((policy) => (policy.categories[1]!.code = policy.categories[0]!.code)),
  ),
  invalid(
    'a policy without an approval for some findings',
    ['/policy/writeOff', 'write_off_rules'],
    policyWith((policy) => policy.writeOff.pop()),
  ),
  invalid(
    'a policy by a service that the calendar does not keep',
    ['/policy/fallback/limit/service', 'unknown_service'],
    policyWith((policy) => (policy.fallback.limit = { amount: 1, unit: 'WORK_DAYS', service: 'MOON' })),
  ),
  invalid('a calendar without a service that is in use', ['/services/CITY_OPS', 'service_missing'], (s) => {
    const { CITY_OPS: _, ...services } = loadDefaults().calendar.services;
    return s.post('admin', '/calendars', { ...loadDefaults().calendar, version: 'no-city', services });
  }),
  invalid(
    'a finder who is not of that unit',
    ['/filedBy', 'unknown_person'],
    asInspector({
      filedBy: { personId: 'nobody', unitId: 'cg' },
    }),
  ),
  {
    name: 'an outage confirmed by whom it was recorded for',
    status: 403,
    code: 'same_person',
    send: (served) => served.post('admin2', '/outages/O1/confirm'),
  },
  invalid('a group suspension of everything', ['/categories', 'required'], (s) =>
    s.post('approver', '/suspensions', { reason: 'season', until: '2026-09-30' }),
  ),
  invalid('a group suspension of no category', ['/categories', 'too_small'], (s) =>
    s.post('approver', '/suspensions/preview', { categories: [], reason: 'season', until: '2026-09-30' }),
  ),
  invalid('half a point of a place', ['/lat', 'half_a_point'], (s) =>
    s.post('dispatcher', '/inspection-places', {
      name: '云路街背巷',
      kind: 'back_street',
      streetId: 'dongshi',
      lng: 116.5,
    }),
  ),
  invalid('a matter of no known form', ['/matter/form', 'not_allowed'], (s) =>
    s.post('dispatcher', '/findings', filing({ channel: 'verbal', matter: { form: 'rumour', title: '来文' } })),
  ),
  invalid('an outage that ends before it starts', ['/to', 'ends_before_it_starts'], (s) =>
    s.post('admin', '/outages', { from: '2026-09-16T10:00:00+08:00', to: '2026-09-16T09:00:00+08:00' }),
  ),
  invalid('a simulation by an unknown service', ['/limit', 'unknown_service'], (s) =>
    s.post('inspector', '/simulations/deadline', {
      startAt: '2026-09-17T09:00:00+08:00',
      limit: { amount: 5, unit: 'WORK_DAYS', service: 'MOON' },
    }),
  ),
  invalid('a simulation of a million working days', ['/limit/amount', 'too_big'], (s) =>
    s.post('inspector', '/simulations/deadline', {
      startAt: '2026-09-17T09:00:00+08:00',
      limit: { amount: 1_000_000, unit: 'WORK_DAYS', service: 'OFFICE' },
    }),
  ),
  {
    name: 'a request from another site with our cookie',
    status: 403,
    code: 'cross_origin',
    send: async (served, id) =>
      served.post(
        null,
        `/findings/${id}/comment`,
        { text: 'x' },
        {
          cookie: `duban_session=${await served.token('dispatcher')}`,
          origin: 'https://evil.example',
        },
      ),
  },
  {
    name: 'a delegation that nobody gave',
    status: 403,
    code: 'bad_delegation',
    send: async (served, id) =>
      served.post(
        'inspector',
        `/findings/${id}/comment`,
        { text: 'x' },
        {
          'on-behalf-of': (await served.district.actor('mayor')).personId,
        },
      ),
  },
];

describe('bad input', () => {
  let served: Served;
  let id: string;
  beforeAll(async () => {
    served = await Served.open();
    id = await served.rectifying();
    unassigned = await served.file();
    const [admin, principal] = [await served.district.actor('admin'), await served.district.actor('admin2')];
    const { record, clock } = served.district;
    await record.people.delegate('D1', principal.personId, admin.personId, clock.now, clock.now + 86_400_000);
    const author = { personId: admin.personId, onBehalfOf: principal.personId };
    await record.outages.record('O1', clock.now - 3_600_000, clock.now, author);
    // A session is a row too: all stand before the counting.
    for (const username of ['inspector', 'dispatcher', 'approver', 'admin', 'admin2', 'handler.cg', 'handler.zj'])
      await served.token(username);
  });
  afterAll(() => served.close());

  it.each(CATALOGUE)('$name → $status $code', async ({ status, code, fault, send }) => {
    const before = await served.rowCounts();
    const answer = await send(served, id);
    expect({ status: answer.status, code: answer.body?.code, text: answer.body ? '' : answer.text }).toEqual({
      status,
      code,
      text: '',
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ type: `/problems/${code}`, title: expect.stringMatching(/[一-鿿]/), status });
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
    if (fault) expect(answer.body.errors[0]).toMatchObject({ pointer: fault[0], code: fault[1] });
    expect(answer.text).not.toMatch(/\bat \/|node_modules|\.ts:|SELECT|syntax error|pg_/);
    expect(await served.rowCounts()).toEqual(before);
  });

  it('speaks English to those who ask for it', async () => {
    const answer = await served.get('inspector', '/findings?limit=0', { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.1' });
    expect(answer.body).toMatchObject({ title: 'Mend what is listed and send it again' });
    expect(answer.body.errors[0].detail).toBe('want at least 1');
    expect(answer.headers.get('content-language')).toBe('en');
  });

  it('shows the form of what must have one', async () => {
    const person = { username: 'X', name: '某人', unitId: 'cg', roles: ['handler'] };
    const { body } = await served.post('admin', '/directory/people', person);
    expect(body.errors).toEqual([
      { pointer: '/username', code: 'bad_format', detail: expect.stringMatching(/^应符合 .*a-z/) },
    ]);
  });

  it('tells at most twenty faults', async () => {
    const items = Array.from({ length: 150 }, () => ({ findingId: 'x' }));
    const answer = await served.post('dispatcher', '/dispatches', { unitId: 'cg', items });
    expect(answer.body.errors).toHaveLength(20);
  });

  it('keeps a request id that the caller gives, and makes one otherwise', async () => {
    const given = randomUUID();
    expect((await served.get(null, '/findings', { 'x-request-id': given })).body.requestId).toBe(given);
    expect((await served.get(null, '/findings', { 'x-request-id': 'a b' })).body.requestId).toMatch(/^[\w-]{36}$/);
  });
});

/** A body of unknown length, sent until the answer comes. */
function chunked(served: Served, body: Buffer): Promise<Answer> {
  return served.token('inspector').then(
    (token) =>
      new Promise((resolve, reject) => {
        const request = httpRequest(`${served.origin}/api/v1/findings`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
          },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const headers = new Headers(response.headers as Record<string, string>);
            resolve({ status: response.statusCode ?? 0, headers, text, body: JSON.parse(text) });
          });
        });
        for (let at = 0; at < body.length; at += 1024 * 1024) request.write(body.subarray(at, at + 1024 * 1024));
        request.end();
      }),
  );
}

/** Small in bytes, 400 million pixels when decoded. */
async function bomb(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width: 20_000, height: 20_000, channels: 3, background: 'white' }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
