import { serverNow } from '../../api/server-time';
import { type Draft, type Draftable, type FilingForm, store } from './store';

export const EMPTY: FilingForm = {
  how: 'report',
  categoryCode: null,
  description: '',
  place: { streetId: null, communityId: null, pointName: '', lng: null, lat: null, accuracy: null, by: null },
  urgency: null,
  severity: null,
  defects: 1,
  menderUnitId: null,
};

/** The filing that somebody has begun; each person has one at a time. */
export const newFilingOf = (personId: string): string => `new:${personId}`;

/** The feedback on one case. */
export const feedbackOf = (personId: string, findingId: string): string => `feedback:${personId}:${findingId}`;

export const saveDraft = (id: string, personId: string, form: Draftable): Promise<string> =>
  store.drafts.put({ id, personId, form, changedAt: serverNow() });

/** Photos go with it. */
export const dropDraft = (id: string): Promise<void> =>
  store.transaction('rw', store.drafts, store.photos, async () => {
    await store.photos.where({ owner: id }).delete();
    await store.drafts.delete(id);
  });

/** What was begun and lies neither in the form nor among what is to be sent. */
export const draftsOf = (personId: string): Promise<Draft[]> => store.drafts.where({ personId }).toArray();
