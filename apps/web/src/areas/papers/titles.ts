import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { type Schemas, unitsQuery } from '../../api/queries';
import { usePaperName } from '../../app/usePaperName';

/** Names of papers and units as the reader knows them; a title of the district's own policy stays as it is. */
export function useTitles() {
  const { t } = useTranslation(['papers', 'words']);
  const units = useQuery(unitsQuery).data?.items;
  const title = usePaperName();
  return {
    title,
    coloured: (given: string, colour: Schemas['Colour'] | null): string =>
      colour ? t('coloured', { title: title(given), colour: t(`words:colour.${colour}`) }) : title(given),
    unit: (id: string): string => units?.find((one) => one.id === id)?.name ?? '—',
    units: (ids: readonly string[]): string =>
      ids.length === 0
        ? t('toNobody')
        : ids.map((id) => units?.find((one) => one.id === id)?.name ?? '—').join(t('comma')),
  };
}
