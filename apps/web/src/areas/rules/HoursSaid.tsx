import { useTranslation } from 'react-i18next';

import type { CalendarData } from './days';
import { seasonsOf } from './hours';

const ALL_DAY = '00:00–24:00';

/** `机关工作时间 工作日 5月1日起：08:00–12:00、15:00–18:00`. */
export function HoursSaid({ calendar, service }: { calendar: CalendarData; service: string }) {
  const { t } = useTranslation('rules');
  const kept = calendar.services[service];
  if (!kept) return null;
  const seasons = seasonsOf(kept.hours);
  return (
    <p>
      <b>{t(`code.service.${service}`, t('code.own'))}</b>{' '}
      {kept.days === 'every' ? t('calendar.everyDay') : t('calendar.workDays')}{' '}
      {seasons.map(({ from, open }) => {
        const hours = open.map(([start, end]) => `${start}–${end}`).join(t('comma'));
        const [month, day] = from.split('-').map(Number);
        return (
          <span key={from} className="season">
            {hours === ALL_DAY
              ? t('calendar.allDay')
              : seasons.length === 1
                ? hours
                : t('calendar.season', { month, day, hours })}
          </span>
        );
      })}
    </p>
  );
}
