import { Served } from './served';

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Surface {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const IN_ADDRESS = ['%00', "'%20or%201=1--", '..%2F..%2Fetc%2Fpasswd', '9'.repeat(40)];
const IN_BODY = ['\0', 1e308, { a: [] }];
const WHOLE_BODIES = ['{', '[]', '{"__proto__":{"x":1}}'];
const PEOPLE = ['admin', 'dispatcher'] as const;

describe('junk at every door', () => {
  let served: Served;
  beforeAll(async () => (served = await Served.open()));
  afterAll(() => served.close());

  it('is refused as a problem with a code, and never breaks anything', async () => {
    const surface = (await served.send(null, '/api/openapi.json')).body as Surface;
    const broken: string[] = [];
    let asked = 0;
    for (const [path, operations] of Object.entries(surface.paths)) {
      // An open stream does not end.
      if (path.endsWith('/stream')) continue;
      for (const [method, operation] of Object.entries(operations)) {
        for (const { address, body } of junkFor(path, operation, surface)) {
          const sent = { method: method.toUpperCase(), body };
          const { status, body: answer, headers, text } = await served.send(PEOPLE[asked++ % 2]!, address, sent);
          const problem = status < 400 || (/problem\+json/.test(headers.get('content-type') ?? '') && answer.code);
          if (status >= 500 || !problem || /node_modules|syntax error|pg_/.test(text))
            broken.push(`${status} ${sent.method} ${address} ${JSON.stringify(body)}`);
        }
      }
    }
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  }, 240_000);
});

function junkFor(path: string, operation: Operation, surface: Surface): { address: string; body?: unknown }[] {
  const filled = (junk: string) => path.replace(/\{\w+\}/, junk).replaceAll(/\{\w+\}/g, NOWHERE);
  const address = filled(NOWHERE);
  const body = operation.requestBody && {};
  const queries = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const schema = operation.requestBody?.content['application/json']?.schema;
  return [
    ...(path.includes('{') ? IN_ADDRESS.map((junk) => ({ address: filled(junk), body })) : []),
    ...queries.map(({ name }, at) => ({ address: `${address}?${name}=${IN_ADDRESS[at % IN_ADDRESS.length]}`, body })),
    ...(schema ? WHOLE_BODIES.map((whole) => ({ address, body: whole })) : []),
    ...fieldsOf(schema, surface).flatMap((name) => IN_BODY.map((junk) => ({ address, body: { [name]: junk } }))),
  ];
}

function fieldsOf(schema: Schema | undefined, surface: Surface): string[] {
  if (!schema) return [];
  const { $ref, properties = {}, anyOf = [], oneOf = [], allOf = [] } = schema;
  const named = $ref === undefined ? undefined : surface.components.schemas[$ref.split('/').at(-1)!];
  const parts = [...anyOf, ...oneOf, ...allOf, ...(named ? [named] : [])];
  return [...new Set([...Object.keys(properties), ...parts.flatMap((part) => fieldsOf(part, surface))])];
}
