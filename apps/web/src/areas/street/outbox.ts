import { freshKey } from '../../api/fresh-key';
import { serverNow } from '../../api/server-time';
import type { Schemas } from '../../api/queries';
import { dropDraft as dropTicks } from '../district/visit-draft';
import type { Given } from './delivery';
import { type Draftable, type Entry, type Form, type Order, store, type VisitForm } from './store';

const KEPT_SENT = 20;

interface Queued {
  personId: string;
  order: Order;
  form: Form;
  title: string;
}

/** What was a draft is to be sent: both happen, or neither. */
export const queue = (draftId: string, queued: Queued): Promise<void> =>
  store.transaction('rw', store.drafts, store.photos, store.entries, async () => {
    const entry = fresh(queued);
    const photos = await store.photos.where({ owner: draftId }).modify({ owner: entry.id });
    await store.entries.add({ ...entry, photos });
    await store.drafts.delete(draftId);
  });

const fresh = (queued: Queued): Entry => ({
  ...queued,
  id: freshKey(),
  queuedAt: serverNow(),
  state: 'waiting',
  photos: 0,
  photosSent: 0,
  attempts: 0,
  notBefore: 0,
  why: null,
  number: null,
  findingId: null,
  sentAt: null,
});

/** Nobody answered: the visit goes when there is a network again, and says when it was. */
export const queueVisit = (
  personId: string,
  title: string,
  visit: VisitForm,
  body: Schemas['VisitPlace'],
): Promise<unknown> =>
  store.transaction('rw', store.entries, async () => {
    await dropVisits(personId, visit);
    await store.entries.add(
      fresh({
        personId,
        title,
        form: { visit },
        order: { to: 'visit', ...visit, body: { ...body, seenAt: new Date(serverNow()).toISOString() } },
      }),
    );
  });

/** What was ticked later stands: an earlier telling must not come after it. */
export async function dropVisits(personId: string, { roundId, placeId }: VisitForm): Promise<void> {
  const earlier = (await unsentOfRound(personId, roundId)).filter(({ visit }) => visit.placeId === placeId);
  await store.entries.bulkDelete(earlier.map(({ id }) => id));
}

/** Places of a round whose visits this phone has yet to tell of. */
export const unsentVisits = async (personId: string, roundId: string): Promise<string[]> =>
  (await unsentOfRound(personId, roundId)).map(({ visit }) => visit.placeId);

const unsentOfRound = async (personId: string, roundId: string): Promise<{ id: string; visit: VisitForm }[]> =>
  (await entriesOf(personId)).flatMap(({ id, state, form }) =>
    state !== 'sent' && 'visit' in form && form.visit.roundId === roundId ? { id, visit: form.visit } : [],
  );

/** Newest first. */
export const entriesOf = async (personId: string): Promise<Entry[]> =>
  (await store.entries.where({ personId }).toArray()).toSorted((a, b) => b.queuedAt - a.queuedAt);

export const unsentOf = (personId: string): Promise<number> =>
  store.entries
    .where({ personId })
    .filter(({ state }) => state !== 'sent')
    .count();

/** What was refused becomes a draft again: once it is mended it is another request, under a key of its own. */
export const mend = (entry: Entry, form: Draftable, draftId: string): Promise<void> =>
  store.transaction('rw', store.drafts, store.photos, store.entries, async () => {
    await store.photos.where({ owner: entry.id }).modify({ owner: draftId });
    await store.drafts.put({ id: draftId, personId: entry.personId, form, changedAt: serverNow() });
    await store.entries.delete(entry.id);
  });

export const discard = (id: string): Promise<void> =>
  store.transaction('rw', store.photos, store.entries, async () => {
    await store.photos.where({ owner: id }).delete();
    await store.entries.delete(id);
  });

/** The server has it: its photos need not be kept here, and of its line only so long as it is among the last. */
export const sent = (entry: Entry, { id, number }: Given): Promise<void> =>
  store.transaction('rw', store.photos, store.entries, async () => {
    await store.photos.where({ owner: entry.id }).delete();
    if ('visit' in entry.form) dropTicks(entry.form.visit.roundId, entry.form.visit.placeId);
    await store.entries.update(entry.id, { state: 'sent', number, findingId: id, sentAt: serverNow(), why: null });
    const done = (await entriesOf(entry.personId)).filter(({ state }) => state === 'sent');
    await store.entries.bulkDelete(done.slice(KEPT_SENT).map((old) => old.id));
  });
