import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express, NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { ApiModule, type Ground } from './api.module';
import { bodyGate, bodyRefused, FORM_BODY, JSON_BODY } from './http/body';
import { NestLog } from './http/nest-log';
import { ProblemFilter } from './http/problem.filter';
import { requestLog } from './http/request-log';
import { open311BodyRefused } from './open311/open311-fault.filter';
import { contentPolicy } from './web/content-policy';
import { servePages } from './web/serve-pages';
import { PLAIN_SITE, type Site } from './web/site';

export interface AppOptions extends Omit<Ground, 'site' | 'sso' | 'secretKey' | 'publicUrl' | 'fontDir' | 'node'> {
  site?: Site;
  sso?: Ground['sso'];
  secretKey?: Ground['secretKey'];
  publicUrl?: string;
  fontDir?: string | null;
  node?: Ground['node'];
  log: Logger;
  trustedProxies: number;
}

/** As it is committed, which a test holds against the routes: making it anew takes longer than all else of a start. */
const DOCUMENT = { root: join(__dirname, '..'), file: 'openapi.json' };

/** The whole API, not yet listening. */
export async function createApp({
  log,
  trustedProxies,
  site = PLAIN_SITE,
  sso = null,
  secretKey = null,
  publicUrl = 'http://127.0.0.1',
  fontDir = null,
  node = [],
  ...ground
}: AppOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    ApiModule.on({ ...ground, site, sso, secretKey, publicUrl, fontDir, node }),
    {
      bodyParser: false,
      logger: new NestLog(log),
    },
  );
  app.set('trust proxy', trustedProxies);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(requestLog(log), helmet(contentPolicy(site)), servePages(site), freshAnswers, bodyGate);
  app.useBodyParser('json', JSON_BODY);
  app.useBodyParser('urlencoded', FORM_BODY);
  app.use('/open311', open311BodyRefused);
  app.use(bodyRefused);
  app.useGlobalFilters(new ProblemFilter(log));
  const server = app.getHttpAdapter().getInstance() as Express;
  server.get('/api/openapi.json', (_request, response) => response.sendFile(DOCUMENT.file, { root: DOCUMENT.root }));
  return app;
}

/**
 * The revision is raised by commands only, while rungs fire and colours change: an answer with the same ETag may differ,
 * so no cache may keep it and no 304 may stand for it.
 */
function freshAnswers(request: Request, response: Response, next: NextFunction): void {
  delete request.headers['if-none-match'];
  response.setHeader('Cache-Control', 'no-store');
  next();
}
