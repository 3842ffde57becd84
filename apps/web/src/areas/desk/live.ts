import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { FINDINGS, inboxQuery } from '../../api/queries';

const GATHER_MS = 400;
/** A list that somebody has scrolled far down is read again when they come back to its top, not under their hands. */
const MOST_PAGES = 3;

const isLong = ({ state }: Query): boolean => {
  const pages = (state.data as { pages?: unknown[] } | undefined)?.pages;
  return pages !== undefined && pages.length > MOST_PAGES;
};

/** What changes in sight is seen at once (server-sent events); the browser itself comes back after a break. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(gathering);
      gathering = setTimeout(() => {
        void queries.invalidateQueries({ queryKey: FINDINGS, predicate: (query) => !isLong(query) });
      }, GATHER_MS);
    };
    let stream: EventSource | null = null;
    const open = () => {
      stream = new EventSource('/api/v1/stream');
      stream.addEventListener('finding', look);
      stream.addEventListener('inbox', () => void queries.invalidateQueries({ queryKey: inboxQuery.queryKey }));
    };
    // A browser keeps few lines to one server open: pages nobody looks at leave theirs to the others.
    const follow = () => {
      if (document.hidden) {
        stream?.close();
        stream = null;
      } else if (!stream) {
        open();
        look();
      }
    };
    if (!document.hidden) open();
    document.addEventListener('visibilitychange', follow);
    return () => {
      clearTimeout(gathering);
      document.removeEventListener('visibilitychange', follow);
      stream?.close();
    };
  }, [queries]);
}
