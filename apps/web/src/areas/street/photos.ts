import { freshKey } from '../../api/fresh-key';
import { serverNow } from '../../api/server-time';
import { prepare } from '../../photo/prepare';
import { type Capture, type KeptPhoto, store } from './store';

type Place = Pick<KeptPhoto, 'owner' | 'role' | 'defect'>;

/** A file that somebody chose or took with the phone's own camera. */
export async function addFile(file: Blob, place: Place): Promise<void> {
  const { blob, takenAt } = await prepare(file);
  await keep(blob, 'gallery', takenAt ?? serverNow(), place);
}

/** What the in-app camera took just now. */
export const addShot = (blob: Blob, place: Place): Promise<void> => keep(blob, 'camera', serverNow(), place);

async function keep(blob: Blob, capture: Capture, takenAt: number, place: Place): Promise<void> {
  const now = serverNow();
  const at = Math.min(takenAt, now);
  await store.photos.add({ id: freshKey(), ...place, blob, capture, takenAt: at, addedAt: now, sha256: null });
}

export const photosOf = async (owner: string): Promise<KeptPhoto[]> =>
  (await store.photos.where({ owner }).toArray()).toSorted((a, b) => a.addedAt - b.addedAt);
