import { useEffect, useState } from 'react';

import { loadTexts } from '../i18n/texts';

/** The words of a menu are the areas' own: true once they are there. */
export function useTextsOf(lines: readonly { area: string }[]): boolean {
  const [ready, setReady] = useState(false);
  const areas = [...new Set(lines.map(({ area }) => area))].join(' ');
  useEffect(() => {
    void Promise.all(areas.split(' ').filter(Boolean).map(loadTexts)).then(() => setReady(true));
  }, [areas]);
  return ready;
}
