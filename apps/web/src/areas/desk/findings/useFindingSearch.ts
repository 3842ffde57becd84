import { getRouteApi } from '@tanstack/react-router';

import { type FindingSearch, findingSearch } from './search';

const route = getRouteApi('/desk/findings');

export type Change = (changed: { [Key in keyof FindingSearch]?: FindingSearch[Key] | undefined }) => void;

/** The one filter of list, board, map and calendar, and how to change it: it lives in the address. */
export function useFindingSearch(): {
  search: FindingSearch;
  change: Change;
  replace: (search: FindingSearch) => void;
} {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const replace = (next: FindingSearch) => void navigate({ to: '/findings', search: next });
  return {
    search,
    replace,
    change: (changed) =>
      void navigate({
        to: '/findings',
        search: (before) => findingSearch({ ...before, ...changed }),
        replace: true,
      }),
  };
}
