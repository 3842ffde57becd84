import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { useNow } from '../../design/Countdown';
import { dayOf } from '../../design/dates';
import { type Day, daysOf } from './day-bar';
import type { Clock } from './queries';
import type { Words } from './useNames';

interface CalendarProps {
  segments: readonly Schemas['Segment'][];
  unit: Clock['unit'];
  /** The day it is due. */
  due: string;
  names: Words;
}

const SHOWN = 70;
const SIGNED = ['holiday', 'make_up', 'override', 'weekend', 'paused', 'start_day', 'rolled'] as const;
const FIRST = 0;

/** The days of a clock on the real calendar, a week in a row: which counted, which did not, and why. */
export function Calendar({ segments, unit, due, names }: CalendarProps) {
  const { t } = useTranslation('finding');
  const today = dayOf(useNow());
  const inDays = unit === 'WORK_DAYS' || unit === 'CALENDAR_DAYS';
  const days = daysOf(segments, inDays);
  if (days.length === 0) return null;
  const shown = days.length > SHOWN ? [...days.slice(0, SHOWN / 2), ...days.slice(-SHOWN / 2)] : days;
  const used = SIGNED.filter((why) => days.some((day) => day.why === why));
  return (
    <figure className="calendar">
      <ol aria-label={t('calendar.title')}>
        {shown.map((day, index) => (
          <li
            key={day.date}
            data-why={day.counted > 0 ? 'counted' : day.why}
            data-today={day.date === today || undefined}
            data-due={day.date === due || undefined}
            style={
              index === FIRST || day.date.endsWith('-01') || isFirstOfRest(shown, index)
                ? { gridColumnStart: day.weekday + 1 }
                : undefined
            }
            title={titleOf(day)}
          >
            <span>{monthDay(day.date, index === FIRST || day.date.endsWith('-01'))}</span>
            <b>{signOf(day)}</b>
            {day.date === due && <em>{t('calendar.due')}</em>}
            {day.date === today && day.date !== due && <em>{t('calendar.today')}</em>}
          </li>
        ))}
      </ol>
      <figcaption>
        <span data-why="counted">{t('calendar.counted')}</span>
        {used.map((why) => (
          <span key={why} data-why={why}>
            {t(`calendar.sign.${why}`)} {legendOf(why)}
          </span>
        ))}
        {days.length > SHOWN && <span>{t('calendar.left', { count: days.length - SHOWN })}</span>}
      </figcaption>
    </figure>
  );

  function signOf({ why, counted }: Day): string {
    if (counted > 0) return inDays ? '+1' : names.quanta('ELAPSED_MINUTES', counted);
    return why === 'open' || why === 'closed' ? t('calendar.sign.closed') : t(`calendar.sign.${why}`);
  }

  function titleOf({ date, why, counted, name }: Day): string {
    const said = counted > 0 ? t('calendar.counted') : t(`calendar.why.${why}`);
    return [date, said, name].filter(Boolean).join(' ');
  }

  /** A holiday, a district's notice and a pause have names of their own. */
  function legendOf(why: (typeof SIGNED)[number]): string {
    const own = [...new Set(days.filter((day) => day.why === why).flatMap(({ name }) => name ?? []))];
    return own.length > 0
      ? t('calendar.named', { why: t(`calendar.why.${why}`), names: names.list(own) })
      : t(`calendar.why.${why}`);
  }
}

const isFirstOfRest = (days: readonly Day[], index: number): boolean =>
  Date.parse(days[index]?.date ?? '') - Date.parse(days[index - 1]?.date ?? '') > 86_400_000;

/** `9/28` where a month begins, else the day alone. */
function monthDay(date: string, withMonth: boolean): string {
  const [, month, day] = date.split('-').map(Number);
  return withMonth ? `${month}/${day}` : `${day}`;
}
