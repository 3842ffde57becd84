import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import type { Schemas } from '../../api/queries';

/** What opens the case stands behind `#`: it reaches no server's log. */
const passOf = (token: string) => ({ Authorization: `Link ${token}` });

export const viewQuery = (token: string) =>
  queryOptions({
    queryKey: ['executor', token],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/executor', { signal, headers: passOf(token) })),
  });

export const photoQuery = (token: string, sha256: string) =>
  queryOptions({
    queryKey: ['executor', token, 'photo', sha256],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/executor/photos/{sha256}', {
          signal,
          params: { path: { sha256 } },
          headers: passOf(token),
          parseAs: 'blob',
        }),
      ) as Promise<unknown> as Promise<Blob>,
    staleTime: Infinity,
  });

export async function sendPhoto(token: string, photo: Blob): Promise<string> {
  const { sha256 } = await answered(
    api.POST('/api/v1/executor/photos', {
      // The document knows the form only; the bytes alone are a body too.
      body: photo as never,
      bodySerializer: (bytes: unknown) => bytes as Blob,
      headers: { ...passOf(token), 'Content-Type': photo.type },
    }),
  );
  return sha256;
}

export const report = (token: string, key: string, body: Schemas['ExecutorReportGiven']) =>
  answered(api.POST('/api/v1/executor/reports', { headers: { ...passOf(token), 'Idempotency-Key': key }, body }));
