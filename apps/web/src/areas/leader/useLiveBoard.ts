import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { FINDINGS } from '../../api/queries';

/** At most this often, however busy the district is. */
const AT_MOST_EVERY_MS = 3_000;

/**
 * Listens to the api's stream: reads again when something changed, and says whether the line stands. The browser itself calls
 * again when it was cut.
 */
export function useLiveBoard(): { connected: boolean; dataAt: string | null } {
  const queries = useQueryClient();
  const [state, setState] = useState<{ connected: boolean; dataAt: string | null }>({ connected: false, dataAt: null });
  useEffect(() => {
    const source = new EventSource('/api/v1/stream');
    let waiting: ReturnType<typeof setTimeout> | null = null;
    let changed: string | null = null;
    source.addEventListener('open', () => setState((now) => ({ ...now, connected: true })));
    const cut = () => setState((now) => ({ ...now, connected: false }));
    source.addEventListener('error', cut);
    // A line that is cut without a word keeps the stream open for minutes: the browser knows sooner.
    addEventListener('offline', cut);
    source.addEventListener('board', ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as { dataAt: string; changedAt: string | null };
      setState({ connected: true, dataAt: told.dataAt });
      if (told.changedAt === changed || waiting) return;
      changed = told.changedAt;
      waiting = setTimeout(() => {
        waiting = null;
        void queries.invalidateQueries({ queryKey: FINDINGS });
      }, AT_MOST_EVERY_MS);
    });
    return () => {
      source.close();
      removeEventListener('offline', cut);
      if (waiting) clearTimeout(waiting);
    };
  }, [queries]);
  return state;
}
