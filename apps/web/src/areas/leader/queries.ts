import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, type Schemas } from '../../api/queries';
import type { BoardSearch } from './search';

export type Board = Schemas['Board'];
export type BoardFigure = Board['figures'][number];
export type BoardGroup = Board['units'][number];

const LIVE_MS = 60_000;

/** Below FINDINGS: read again after each command, and by the stream. */
export const boardQuery = (search: BoardSearch) =>
  queryOptions({
    queryKey: [...FINDINGS, 'board', search],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/board', { signal, params: { query: search } })),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });

export const leaderPageQuery = queryOptions({
  queryKey: [...FINDINGS, 'leader-page'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/board/leader', { signal })),
  refetchInterval: LIVE_MS,
});

/** The district's own boundaries; null where nobody has drawn them. */
export const boundariesQuery = queryOptions({
  queryKey: ['boundaries'],
  queryFn: async ({ signal }): Promise<Boundaries | null> => {
    const response = await fetch('/map/district.geojson', { signal });
    return response.ok && /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : null;
  },
  staleTime: Infinity,
});

export interface Boundaries {
  features: Boundary[];
}
export interface Boundary {
  properties: { unitId: string; name: string; kind: string; centre: [number, number] };
  geometry: { type: 'Polygon'; coordinates: [number, number][][] };
}
