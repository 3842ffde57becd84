import { queryOptions } from '@tanstack/react-query';

import { answered, api } from '../../api/client';
import { REMEMBERED } from '../../api/queries';

const RARELY_CHANGES_MS = 10 * 60_000;

/** Of the policy in force, what the street asks of it: whose photos the in-app camera takes, and why a case may be returned. */
export const policyQuery = queryOptions({
  queryKey: ['street-policy'],
  meta: REMEMBERED,
  queryFn: async ({ signal }) => {
    const { camera, returnReasons } = await answered(api.GET('/api/v1/policies/current', { signal }));
    return { camera, returnReasons };
  },
  staleTime: RARELY_CHANGES_MS,
});
