import { answered, api } from '../../api/client';
import type { Schemas } from '../../api/queries';
import type { KeptPhoto, Order } from './store';

const PHOTO_PATIENCE_MS = 120_000;
const ORDER_PATIENCE_MS = 40_000;

/** Whose session it is now; another tab may have signed in as somebody else. */
export async function signedInAs(): Promise<string> {
  const { personId } = await answered(api.GET('/api/v1/people/me', { signal: AbortSignal.timeout(ORDER_PATIENCE_MS) }));
  return personId;
}

/** The same bytes are kept once, however often they are sent. */
export async function sendPhoto({ blob }: KeptPhoto): Promise<string> {
  const { sha256 } = await answered(
    api.POST('/api/v1/evidence', {
      // The document knows the form only; the bytes alone are a body too.
      body: blob as never,
      bodySerializer: (bytes: unknown) => bytes as Blob,
      headers: { 'Content-Type': blob.type },
      signal: AbortSignal.timeout(PHOTO_PATIENCE_MS),
    }),
  );
  return sha256;
}

/** What it became, where it became a case. */
export interface Given {
  id: string | null;
  number: string | null;
}

/** The key is the entry's own: the server answers the same again where it has done it before. */
export async function give(order: Order, photos: readonly KeptPhoto[], key: string): Promise<Given> {
  const around = { headers: { 'Idempotency-Key': key }, signal: AbortSignal.timeout(ORDER_PATIENCE_MS) };
  const evidence = claimsOf(photos);
  switch (order.to) {
    case 'file':
      return answered(api.POST('/api/v1/findings', { ...around, body: { ...order.body, evidence } }));
    case 'submit':
      return answered(
        api.POST('/api/v1/findings/{id}/submit', {
          ...around,
          params: { path: { id: order.id } },
          body: { ...order.body, evidence },
        }),
      );
    case 'visit':
      await recordVisit(order.roundId, order.placeId, order.body, around.signal);
      return { id: null, number: null };
  }
}

/** 检查到位: told twice it is one visit. */
export const recordVisit = (
  id: string,
  placeId: string,
  body: Schemas['VisitPlace'],
  signal = AbortSignal.timeout(ORDER_PATIENCE_MS),
): Promise<Schemas['RoundDetail']> =>
  answered(api.PUT('/api/v1/rounds/{id}/places/{placeId}', { params: { path: { id, placeId } }, body, signal }));

/** The same picture chosen twice shows a thing once. */
function claimsOf(photos: readonly KeptPhoto[]): Schemas['EvidenceClaim'][] {
  const claims = new Map<string, Schemas['EvidenceClaim']>();
  for (const { sha256, role, defect, capture } of photos)
    if (sha256 && !claims.has(sha256)) claims.set(sha256, { sha256, role, defect, capture });
  return [...claims.values()];
}
