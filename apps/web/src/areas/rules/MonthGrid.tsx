import './rules.css';

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { type CalendarData, type Day, dayIn, weeksOf } from './days';

interface MonthGridProps {
  month: string;
  calendar: CalendarData;
  /** What stands in a day beside its number. */
  children?: (day: Day) => ReactNode;
  small?: boolean;
  /** Days that a proposed calendar has otherwise. */
  changed?: ReadonlySet<string>;
}

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'];

/** A month of the real calendar: days off, make-up days, the district's own. */
export function MonthGrid({ month, calendar, children, small = false, changed }: MonthGridProps) {
  const { t } = useTranslation('rules');
  const [year, number] = month.split('-').map(Number);
  return (
    <table className={small ? 'month month-small' : 'month'}>
      <caption>{small ? t('month.name', { month: number }) : t('month.full', { year, month: number })}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {t(`weekday.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((date, column) =>
              date === null ? (
                <td key={column} className="day-none" />
              ) : (
                <DayCell key={date} day={dayIn(calendar, date)} changed={changed?.has(date) ?? false} small={small}>
                  {children?.(dayIn(calendar, date))}
                </DayCell>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({
  day,
  changed,
  small,
  children,
}: {
  day: Day;
  changed: boolean;
  small: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('rules');
  const off = day.kind === 'rest' || day.kind === 'override_rest';
  const made = day.kind === 'make_up' || day.kind === 'override_work';
  const title = [t(`day.${day.kind}`), day.name, day.provisional ? t('day.provisional') : null]
    .filter(Boolean)
    .join(' · ');
  return (
    <td
      className={`day day-${day.kind}${day.provisional ? ' day-provisional' : ''}${changed ? ' day-changed' : ''}`}
      title={title}
    >
      <span className="day-number">
        {Number(day.date.slice(8))}
        {off && <b className="day-off">{t('day.off')}</b>}
        {made && <b className="day-made">{t('day.made')}</b>}
      </span>
      {!small && day.name && <span className="day-name">{day.name}</span>}
      {children}
    </td>
  );
}

/** What the marks mean. */
export function Legend() {
  const { t } = useTranslation('rules');
  return (
    <ul className="legend">
      {(['rest', 'make_up', 'weekend', 'override_rest'] as const).map((kind) => (
        <li key={kind}>
          <i className={`legend-box day-${kind}`} aria-hidden="true" />
          {t(`legend.${kind}`)}
        </li>
      ))}
      <li>
        <i className="legend-box day-provisional" aria-hidden="true" />
        {t('legend.provisional')}
      </li>
    </ul>
  );
}
