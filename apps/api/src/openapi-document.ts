import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { COMMAND_NAMES, COMMAND_TITLES, payloads, problem } from '#contract';
import { z } from 'zod';

type Schemas = Record<string, unknown>;
type Operation = {
  operationId?: string;
  requestBody?: unknown;
  parameters?: { name: string }[];
  responses?: Record<string, object>;
};

const ONE_OF_ALL = '/api/v1/findings/{id}/{command}';

/** OpenAPI 3.1 of every route, made from the schemas that judge the requests. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const facts = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Duban 督办')
    .setDescription('发现 → 交办 → 督办 → 反馈 → 销号. Errors are RFC 9457 problem+json; instants are RFC 3339.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth('duban_session')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();
  const document = SwaggerModule.createDocument(app, facts, {
    standardSchemaConverter: (schema, { schemaType }) => converted(schema as z.ZodType, schemaType),
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '').toLowerCase()}.${method}`,
  });
  return withRefusals(withHeaders(withCommands(document)));
}

/** As it is committed. */
export const documentText = (document: OpenAPIObject): string => `${JSON.stringify(document, null, 2)}\n`;

/** zod puts named schemas into `$defs`; OpenAPI keeps them among its components. */
function converted(schema: z.ZodType, io: 'input' | 'output') {
  const {
    $schema: _,
    $defs = {},
    ...plain
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: saidOnce }) as Schemas;
  const components = Object.fromEntries(
    Object.entries($defs as Schemas).map(([name, definition]) => [name, relocated(definition)]),
  );
  return { schema: relocated(plain), components };
}

/** `format: date-time` says what zod's pattern of it repeats at length. */
function saidOnce({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
}

const relocated = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));

/** The one route of all commands stands in the document as one operation for each, with the body of its own. */
function withCommands(document: OpenAPIObject): OpenAPIObject {
  const { [ONE_OF_ALL]: template, ...paths } = document.paths;
  const operation = template?.post as Operation | undefined;
  if (!operation) throw new Error(`no route ${ONE_OF_ALL}`);
  const schemas = (document.components ??= {}).schemas ?? {};
  for (const name of COMMAND_NAMES) {
    const { schema, components } = converted(payloads[name], 'input');
    Object.assign(schemas, components);
    paths[ONE_OF_ALL.replace('{command}', name)] = {
      post: {
        ...(operation as object),
        operationId: `findings.${name}`,
        summary: COMMAND_TITLES[name],
        responses: {
          ...operation.responses,
          200: { ...operation.responses?.['200'], description: COMMAND_TITLES[name] },
        },
        parameters: operation.parameters?.filter((parameter) => parameter.name !== 'command'),
        requestBody: { required: false, content: { 'application/json': { schema } } },
      },
    } as never;
  }
  return { ...document, paths, components: { ...document.components, schemas } };
}

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description: '同一人同一键只办一次 / once per person and key; the same answer again',
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'ETag of the revision that was read; 412 when it has moved',
};

/** Preconditions that every command takes. */
function withHeaders(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    const operation = item.post as Operation | undefined;
    if (!operation || !/\/(findings|dispatches|suspensions|bulk|samples|views)/.test(path)) continue;
    const preconditions = path.startsWith('/api/v1/findings/{id}/') ? [IDEMPOTENCY, IF_MATCH] : [IDEMPOTENCY];
    operation.parameters = [...(operation.parameters ?? []), ...preconditions];
  }
  return document;
}

/** Every operation may be refused, and always in the same form. */
function withRefusals(document: OpenAPIObject): OpenAPIObject {
  const { schema, components } = converted(problem, 'output');
  const refused = { description: '拒绝 / refused (RFC 9457)', content: { 'application/problem+json': { schema } } };
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item as Record<string, Operation>))
      operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Refused' } };
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...(components as object) },
      responses: { Refused: refused as never },
    },
  };
}
