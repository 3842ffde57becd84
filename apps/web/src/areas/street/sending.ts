import { useSyncExternalStore } from 'react';

import { FINDINGS } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { queries } from '../../app/queries';
import { give, sendPhoto, signedInAs } from './delivery';
import { sent } from './outbox';
import { photosOf } from './photos';
import { type Entry, store } from './store';
import { inTurn, type StillMine } from './turns';
import { verdictOn, waitAfter } from './verdict';

/** How the sending as a whole stands. */
export type Standing = 'idle' | 'sending' | 'offline' | 'signed-out';

let standing: Standing = 'idle';
const listeners = new Set<() => void>();
let atWork: Promise<void> | null = null;
let wanted: { personId: string; atOnce: boolean } | null = null;

function stand(next: Standing): void {
  standing = next;
  for (const tell of listeners) tell();
}

export const useStanding = (): Standing =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => standing,
  );

/**
 * Sends what this person has to send, oldest first. Asked again while it is at it, it looks once more when it has finished.
 * @param atOnce not minding how long ago the last attempt was
 */
export function flush(personId: string, atOnce = false): Promise<void> {
  wanted = { personId, atOnce: atOnce || (wanted?.atOnce ?? false) };
  atWork ??= work().finally(() => (atWork = null));
  return atWork;
}

async function work(): Promise<void> {
  while (wanted) {
    const { personId, atOnce } = wanted;
    wanted = null;
    if ((await due(personId, atOnce)).length > 0) await inTurn((stillMine) => sendAll(personId, atOnce, stillMine));
  }
}

/** What stands as being sent was left behind by a page that is no more: whoever has the turn sends it again. */
async function due(personId: string, atOnce: boolean): Promise<Entry[]> {
  const open = await store.entries
    .where('[personId+state]')
    .anyOf([
      [personId, 'waiting'],
      [personId, 'sending'],
    ])
    .toArray();
  const now = serverNow();
  return open.filter(({ notBefore }) => atOnce || notBefore <= now).toSorted((a, b) => a.queuedAt - b.queuedAt);
}

async function sendAll(personId: string, atOnce: boolean, stillMine: StillMine): Promise<void> {
  stand('sending');
  let end: Standing = 'idle';
  try {
    for (const { id } of await due(personId, atOnce)) {
      const entry = await store.entries.get(id);
      if (entry?.state !== 'waiting' && entry?.state !== 'sending') continue;
      if (!(await stillMine())) return;
      const outcome = await sendOne(entry, stillMine);
      if (outcome === 'done' || outcome === 'again') continue;
      end = outcome;
      return;
    }
  } finally {
    stand(end);
    void queries.invalidateQueries({ queryKey: FINDINGS });
  }
}

type Outcome = 'done' | 'again' | 'offline' | 'signed-out';

async function sendOne(entry: Entry, stillMine: StillMine): Promise<Outcome> {
  try {
    if ((await signedInAs()) !== entry.personId) return 'signed-out';
    await store.entries.update(entry.id, { state: 'sending' });
    await sendPhotos(entry, stillMine);
    const done = await give(entry.order, await photosOf(entry.id), entry.id);
    await sent(entry, done);
    return 'done';
  } catch (error) {
    return await fell(entry, error);
  }
}

async function sendPhotos({ id }: Entry, stillMine: StillMine): Promise<void> {
  const photos = await photosOf(id);
  for (const [index, photo] of photos.entries()) {
    await store.entries.update(id, { photosSent: index });
    if (photo.sha256 === null) await store.photos.update(photo.id, { sha256: await sendPhoto(photo) });
    await stillMine();
  }
  await store.entries.update(id, { photosSent: photos.length });
}

async function fell({ id, attempts }: Entry, error: unknown): Promise<Outcome> {
  const verdict = verdictOn(error);
  if (verdict.next === 'mend') {
    await store.entries.update(id, { state: 'failed', why: verdict.why });
    return 'done';
  }
  const notBefore = serverNow() + waitAfter(attempts);
  await store.entries.update(id, { state: 'waiting', attempts: attempts + 1, notBefore });
  if (verdict.next === 'sign-in') return 'signed-out';
  return verdict.next === 'again' ? 'again' : 'offline';
}
