import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApp } from '../../../apps/api/src/create-app';
import { apiDocument, documentText } from '../../../apps/api/src/openapi-document';
import { COMMAND_NAMES } from '#contract';
import type { DistrictRecord } from '#persistence';
import { routesOf } from './routes';

describe('the OpenAPI document', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await createApp({
      record: {} as DistrictRecord,
      dataDir: tmpdir(),
      probes: { database: () => Promise.resolve(), temporal: () => Promise.resolve() },
      log: pino({ level: 'silent' }),
      trustedProxies: 0,
    });
    await app.init();
  });
  afterAll(() => app.close());

  const committed = () => JSON.parse(readFileSync(join(process.cwd(), 'apps/api/openapi.json'), 'utf8'));

  it('is committed as the routes are (npm run openapi)', () => {
    expect(documentText(apiDocument(app))).toBe(readFileSync(join(process.cwd(), 'apps/api/openapi.json'), 'utf8'));
  });

  it('knows every route, each command under its own address', () => {
    const { paths } = committed();
    const told = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = routesOf(app)
      .filter((route) => / \/(api\/v1|feeds)\//.test(route))
      .flatMap((route) =>
        route.includes('/findings/{id}/{command}')
          ? COMMAND_NAMES.map((name) => route.replace('{command}', name))
          : [route],
      );
    expect(told.sort()).toEqual(routes.sort());
  });

  it('refers to nothing that is not in it, and every JSON operation answers a named or described schema', () => {
    const text = JSON.stringify(committed());
    const { components } = committed();
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(components.schemas).toHaveProperty(name!);
    expect(text).not.toContain('$defs');
    expect(text).not.toContain('$schema');
  });
});
