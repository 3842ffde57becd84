import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { settingsQuery } from '../../api/queries';
import { useMe } from '../../app/session';
import { install } from './installed';
import { unsentOf } from './outbox';
import { flush } from './sending';
import { useLive } from './useLive';

const LOOK_EVERY_MS = 15_000;

/** How much this person has yet to send. */
export const useUnsent = (): number => {
  const { personId } = useMe();
  return useLive(() => unsentOf(personId), personId) ?? 0;
};

/** Sends whenever there is a chance, on whichever page of the street one is. */
export function OutboxKeeper() {
  const { personId } = useMe();
  const unsent = useUnsent();
  const pwa = useQuery(settingsQuery).data?.pwa;
  useEffect(() => {
    if (pwa !== undefined) install(pwa).catch(() => undefined);
  }, [pwa]);
  useEffect(() => {
    const now = () => void flush(personId, true);
    const seen = () => void (document.visibilityState === 'visible' && now());
    now();
    const looking = setInterval(() => void flush(personId), LOOK_EVERY_MS);
    window.addEventListener('online', now);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(looking);
      window.removeEventListener('online', now);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [personId]);
  useEffect(() => {
    if (unsent > 0) void flush(personId);
  }, [personId, unsent]);
  return null;
}
