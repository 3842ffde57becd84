import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, type Schemas, unitsQuery } from '../../api/queries';

export interface Names {
  unit: (id: string | null) => string;
  category: (code: string | null) => string;
  limit: (code: string | null) => string;
  place: (place: Schemas['FindingSummary']['place']) => string;
}

/** Units, categories and places by the names that people know them by. */
export function useNames(): Names {
  const { t } = useTranslation('desk');
  const units = useQuery(unitsQuery).data?.items;
  const categories = useQuery(categoriesQuery).data?.items;
  return useMemo(() => {
    const unit = (id: string | null) => units?.find((one) => one.id === id)?.name ?? '—';
    const categoryOf = (code: string | null) => categories?.find((one) => one.code === code);
    return {
      unit,
      category: (code) => categoryOf(code)?.name ?? t('unsorted'),
      limit: (code) => {
        const limit = categoryOf(code)?.steps.at(-1)?.limit;
        if (!limit) return '—';
        const minutes = limit.unit === 'WORK_MINUTES' || limit.unit === 'ELAPSED_MINUTES';
        return t(`limit.${limit.unit}`, { count: minutes ? Math.round(limit.amount / 6) / 10 : limit.amount });
      },
      place: ({ streetId, communityId, pointName }) =>
        [streetId && unit(streetId), communityId && unit(communityId), pointName].filter(Boolean).join(' · '),
    };
  }, [t, units, categories]);
}
