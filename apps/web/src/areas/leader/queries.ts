import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { FINDINGS, type Schemas } from '../../api/queries';
import type { BoardSearch } from './search';

export type Board = Schemas['Board'];
export type BoardFigure = Board['figures'][number];
export type BoardGroup = Board['units'][number];

/** The board's own words for what tables, chart and map count. */
export const figuresNamed = ({ figures }: Board, ...codes: string[]): BoardFigure[] =>
  codes.flatMap((code) => figures.find((one) => one.code === code) ?? []);

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
