import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';
import { Countdown } from './Countdown';

type Waits = Pick<Schemas['FindingSummary'], 'awaited' | 'dueAt' | 'provisional' | 'inTime' | 'suspended'>;

/** What runs now: the office's own clock, by its name, where it waits for the office; else the case's due; of what was answered, when it was due. */
export function Due({ of: { awaited, dueAt, provisional, inTime, suspended } }: { of: Waits }) {
  const { t } = useTranslation('words');
  if (!awaited && suspended) return <span className="countdown">{t('countdown.suspended')}</span>;
  if (!awaited) return <Countdown dueAt={dueAt} provisional={provisional} answered={inTime !== null} />;
  return <Countdown dueAt={awaited.dueAt} clock={t(`clock.${awaited.clock}`)} />;
}
