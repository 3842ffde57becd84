import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { FINDINGS } from '../../api/queries';

/** Reads the case again as soon as the record says that it has changed. */
export function useLive(id: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (id === undefined) return undefined;
    const stream = new EventSource('/api/v1/stream');
    stream.addEventListener('finding', ({ data }: MessageEvent<string>) => {
      const { ids, reload } = JSON.parse(data) as { ids: string[]; reload: boolean };
      if (reload || ids.includes(id)) void queries.invalidateQueries({ queryKey: FINDINGS });
    });
    return () => stream.close();
  }, [id, queries]);
}
