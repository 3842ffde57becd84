import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { categoriesQuery, unitsQuery } from '../../api/queries';

export interface DistrictNames {
  unit: (id: string | null | undefined) => string;
  category: (code: string | null) => string;
}

/** Units and categories by the names that people know them by. */
export function useDistrictNames(): DistrictNames {
  const units = useQuery(unitsQuery).data?.items;
  const categories = useQuery(categoriesQuery).data?.items;
  return useMemo(
    () => ({
      unit: (id) => units?.find((one) => one.id === id)?.name ?? '—',
      category: (code) => categories?.find((one) => one.code === code)?.name ?? '—',
    }),
    [units, categories],
  );
}
