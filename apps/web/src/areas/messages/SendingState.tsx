import { useTranslation } from 'react-i18next';

import type { Sending } from './queries';
import { useWhy } from './why';

const TONE: Record<Sending['state'], string> = {
  queued: 'blue',
  waiting: 'soon',
  sending: 'blue',
  sent: 'good',
  unknown: 'soon',
  undelivered: 'late',
  served: 'good',
};

/** How a message went, and why. */
export function SendingState({ sending: { state, why } }: { sending: Pick<Sending, 'state' | 'why'> }) {
  const { t } = useTranslation('messages');
  const because = useWhy();
  return (
    <span className="sending-state">
      <span className={`tag tone-${TONE[state]}`}>{t(`state.${state}`)}</span>
      {why && <small>{because(why)}</small>}
    </span>
  );
}
