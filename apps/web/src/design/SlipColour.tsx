import './design.css';

import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';

const TONE: Record<Schemas['Colour'], string> = { blue: 'blue', yellow: 'soon', red: 'late' };

/** The colour of the strictest slip that was issued on a case, by its name. */
export function SlipColour({ colour }: { colour: Schemas['Colour'] | null }) {
  const { t } = useTranslation('words');
  if (colour === null) return null;
  return <span className={`tag tone-${TONE[colour]}`}>{t(`colour.${colour}`)}</span>;
}
