import createClient from 'openapi-fetch';

import { language } from '../i18n/language';
import { freshKey } from './fresh-key';
import { offline, Problem } from './problem';
import type { paths } from './schema';
import { hearServerTime } from './server-time';

/** The api as its document types it; errors become a {@link Problem} by {@link answered}. */
export const api = createClient<paths>({ fetch: send });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language());
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', freshKey());
    return request;
  },
});

async function send(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    hearServerTime(response.headers.get('date'));
    return response;
  } catch (error) {
    throw request.signal.aborted ? error : offline();
  }
}

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer, or the refusal thrown. */
export async function answered<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await outcome;
  if (!response.ok) throw Problem.of(error, response.status);
  return data as T;
}

/** A file as a form sends it: what the generated types cannot say. */
export const fileSent = (file: File, beside: Readonly<Record<string, string>> = {}) => ({
  body: {} as never,
  bodySerializer: () => {
    const form = new FormData();
    form.set('file', file);
    for (const [name, value] of Object.entries(beside)) form.set(name, value);
    return form;
  },
});

/** As `If-Match` asks for it. */
export const ifRevision = (revision: number | undefined): Record<string, string> =>
  revision === undefined ? {} : { 'If-Match': `"${revision}"` };
