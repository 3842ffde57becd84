import './design.css';

import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';
import { Sign } from './Sign';

type Timeliness = Schemas['Finding']['timeliness']['state'];

const LOOK: Record<Timeliness, { tone: string; sign: string }> = {
  none: { tone: 'still', sign: 'M6 12h12' },
  on_time: { tone: 'good', sign: 'M5 12.5l4.5 4.5L19 7.5' },
  due_soon: { tone: 'soon', sign: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2' },
  overdue: { tone: 'late', sign: 'M12 4L2.5 20h19zM12 10v4.5M12 17.3v.2' },
  suspended: { tone: 'still', sign: 'M8.5 6v12M15.5 6v12' },
  in_time: { tone: 'good', sign: 'M5 12.5l4.5 4.5L19 7.5' },
  late: { tone: 'late', sign: 'M6 6l12 12M18 6L6 18' },
};

/** Timeliness: sign, words and colour, never colour alone. */
export function Lamp({ state }: { state: Timeliness }) {
  const { t } = useTranslation('words');
  const { tone, sign } = LOOK[state];
  return (
    <span className={`tag tone-${tone}`}>
      <Sign path={sign} size="1.1em" />
      {t(`timeliness.${state}`)}
    </span>
  );
}

/** The lists tell less than the case itself: whether it is due soon is seen from the due instant. */
export function timelinessOf({ awaited, suspended, overdue, dueAt, terminal, inTime }: Timed, now: number): Timeliness {
  const due = awaited?.dueAt ?? dueAt;
  if (!awaited && inTime !== null) return inTime ? 'in_time' : 'late';
  if (terminal || due === null) return 'none';
  if (suspended) return 'suspended';
  const left = Date.parse(due) - now;
  if (awaited ? left <= -MINUTE_MS : overdue) return 'overdue';
  return left < SOON_MS ? 'due_soon' : 'on_time';
}

type Timed = Pick<Schemas['FindingSummary'], 'awaited' | 'suspended' | 'overdue' | 'dueAt' | 'terminal' | 'inTime'>;

const SOON_MS = 24 * 3_600_000;
/** What is due is in time until its minute is over (ruling 14). */
const MINUTE_MS = 60_000;
