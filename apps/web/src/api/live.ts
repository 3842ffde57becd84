import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

import { FINDINGS, inboxQuery } from './queries';

/** What happens together is read once. */
const GATHER_MS = 400;
/** However busy the district is. */
const AT_MOST_EVERY_MS = 2_000;
/** A list that somebody has scrolled far down is read again when they come back to its top, not under their hands. */
const MOST_PAGES = 3;

const isLong = ({ state }: Query): boolean => {
  const pages = (state.data as { pages?: unknown[] } | undefined)?.pages;
  return pages !== undefined && pages.length > MOST_PAGES;
};

/** Whether the record can be heard, and the instant of which it last spoke. */
interface Line {
  connected: boolean;
  dataAt: string | null;
}

let line: Line = { connected: false, dataAt: null };
const listeners = new Set<() => void>();

function note(changed: Partial<Line>): void {
  line = { ...line, ...changed };
  for (const tell of listeners) tell();
}

export const useLine = (): Line =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => line,
  );

/**
 * What changes in sight is seen at once (server-sent events); the browser itself calls again when the line was cut. Each frame
 * listens once for every page within it.
 */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let readAt = -AT_MOST_EVERY_MS;
    const read = () => {
      waiting = null;
      readAt = performance.now();
      void queries.invalidateQueries({ queryKey: FINDINGS, predicate: (query) => !isLong(query) });
    };
    const look = () => {
      waiting ??= setTimeout(read, Math.max(GATHER_MS, readAt + AT_MOST_EVERY_MS - performance.now()));
    };
    const cut = () => note({ connected: false });
    const open = () => {
      const stream = new EventSource('/api/v1/stream');
      stream.addEventListener('open', () => note({ connected: true }));
      stream.addEventListener('error', cut);
      stream.addEventListener('finding', look);
      stream.addEventListener('inbox', () => void queries.invalidateQueries({ queryKey: inboxQuery.queryKey }));
      stream.addEventListener('board', ({ data }: MessageEvent<string>) =>
        note({ connected: true, dataAt: (JSON.parse(data) as { dataAt: string }).dataAt }),
      );
      return stream;
    };
    let stream = document.hidden ? null : open();
    // A browser keeps few lines to one server open: pages nobody looks at leave theirs to the others.
    const follow = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
        cut();
      } else if (!stream) {
        stream = open();
        look();
      }
    };
    document.addEventListener('visibilitychange', follow);
    // A line that is cut without a word keeps the stream open for minutes: the browser knows sooner.
    addEventListener('offline', cut);
    return () => {
      if (waiting) clearTimeout(waiting);
      document.removeEventListener('visibilitychange', follow);
      removeEventListener('offline', cut);
      stream?.close();
      cut();
    };
  }, [queries]);
}
