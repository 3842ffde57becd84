import { queryOptions } from '@tanstack/react-query';

import { REMEMBERED } from '../../api/queries';
import { areasOf, type Feature } from './district-map';

/** The district's own boundaries; no outside tiles. */
export const districtMapQuery = queryOptions({
  queryKey: ['district-map'],
  meta: REMEMBERED,
  queryFn: async ({ signal }) =>
    areasOf((await (await fetch('/map/district.geojson', { signal })).json()) as { features: Feature[] }),
  staleTime: Infinity,
  // Where there is no network the answer is at once that there is no map; the list of communities still is.
  networkMode: 'always',
  retry: false,
});
