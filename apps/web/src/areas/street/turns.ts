import { freshKey } from '../../api/fresh-key';
import { serverNow } from '../../api/server-time';
import { store } from './store';

const NAME = 'duban.outbox';
const LEASE_MS = 90_000;
const me = freshKey();

/** Says that this page is still at it; true while it is. */
export type StillMine = () => Promise<boolean>;

/** One page at a time sends, over all that are open: by the browser's locks, or where it has none by a lease in the store. */
export async function inTurn(work: (stillMine: StillMine) => Promise<void>): Promise<void> {
  if ('locks' in navigator) return navigator.locks.request(NAME, () => work(() => Promise.resolve(true)));
  if (!(await renew())) return;
  try {
    await work(renew);
  } finally {
    await store.leases.filter(({ holder }) => holder === me).delete();
  }
}

const renew: StillMine = () =>
  store.transaction('rw', store.leases, async () => {
    const lease = await store.leases.get(NAME);
    const now = serverNow();
    if (lease && lease.holder !== me && lease.until > now) return false;
    await store.leases.put({ name: NAME, holder: me, until: now + LEASE_MS });
    return true;
  });
