import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler, Response } from 'express';
import type { Site } from './site';

/** What is not a page: the api, the probes, and what other systems call. */
const NOT_A_PAGE = /^\/(api|healthz|readyz|metrics|open311|feeds|s)(\/|$)/;
const HASHED = /^\/assets\//;
/** What makes the pages an app on the phone's screen, which a district has to want. */
const INSTALLED = /^\/(sw[.]js|manifest[.]webmanifest)$/;
const READY_MADE = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The built pages: each file under its name, and for every other address that may be a page's, the page that finds out. */
export function servePages({ pagesDir: dir, settings }: Site): RequestHandler {
  const files = dir !== null && existsSync(join(dir, 'index.html')) ? filesIn(dir) : null;
  if (dir === null || files === null) return (_request, _response, next) => next();
  return (request, response, next) => {
    const { method, path } = request;
    if ((method !== 'GET' && method !== 'HEAD') || NOT_A_PAGE.test(path)) return next();
    if (INSTALLED.test(path) ? !settings.pwa : !files.has(path) && HASHED.test(path)) return next();
    const file = files.has(path) ? path : '/index.html';
    const accepted = READY_MADE.find(([name, end]) => files.has(file + end) && request.acceptsEncodings(name));
    response.type(file.slice(file.lastIndexOf('.')));
    response.setHeader('Cache-Control', lifeOf(file));
    response.vary('Accept-Encoding');
    if (accepted) response.setHeader('Content-Encoding', accepted[0]);
    send(response, dir, file + (accepted?.[1] ?? ''), next);
  };
}

/** A file whose name holds its content's hash never changes; the page that names such files must always be asked for. */
function lifeOf(file: string): string {
  if (HASHED.test(file)) return 'public, max-age=31536000, immutable';
  return file === '/index.html' ? 'no-store' : 'no-cache';
}

const send = (response: Response, root: string, file: string, next: (error?: unknown) => void) =>
  response.sendFile(file.slice(1), { root, cacheControl: false, etag: false }, (error) => {
    if (error && !response.headersSent) next(error);
  });

/** As addresses; what begins with a dot is nobody's business. */
const filesIn = (dir: string): ReadonlySet<string> =>
  new Set(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\/[.]/.test(join(entry.parentPath, entry.name).slice(dir.length)))
      .map((entry) => join(entry.parentPath, entry.name).slice(dir.length)),
  );
