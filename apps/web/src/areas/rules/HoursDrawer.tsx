import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { CalendarData } from './days';
import { daysOf, hoursOf, isSound, type Season, seasonsOf } from './hours';
import { withServices } from './notice';
import { OpenField } from './OpenField';

/** Round the clock: nothing to set. */
const NEVER_CLOSED = 'ALWAYS';
const MOST_SEASONS = 6;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const two = (number: number): string => String(number).padStart(2, '0');

interface HoursDrawerProps {
  calendar: CalendarData;
  onClose: () => void;
  onProposed: (calendar: CalendarData) => void;
}

/** 办公时间: by season, of each service; a season lasts until the next one begins. */
export function HoursDrawer({ calendar, onClose, onProposed }: HoursDrawerProps) {
  const { t } = useTranslation('rules');
  const [edited, setEdited] = useState<Record<string, Season[]>>(() =>
    Object.fromEntries(
      Object.entries(calendar.services)
        .filter(([service]) => service !== NEVER_CLOSED)
        .map(([service, { hours }]) => [service, seasonsOf(hours)]),
    ),
  );
  const propose = () =>
    onProposed(
      withServices(
        calendar,
        Object.fromEntries(
          Object.entries(edited).map(([service, seasons]) => [
            service,
            { ...calendar.services[service]!, hours: hoursOf(seasons) },
          ]),
        ),
      ),
    );
  return (
    <Drawer open size={680} title={t('hours.title')} onClose={onClose}>
      <div className="entering">
        <p>{t('hours.hint')}</p>
        {Object.entries(edited).map(([service, seasons]) => (
          <fieldset key={service} className="value-entries">
            <legend>
              {t(`code.service.${service}`, t('code.own'))}
              <small>
                {t(calendar.services[service]?.days === 'every' ? 'calendar.everyDay' : 'calendar.workDays')}
              </small>
            </legend>
            <Seasons seasons={seasons} onChange={(next) => setEdited({ ...edited, [service]: next })} />
          </fieldset>
        ))}
        <div className="drawer-foot">
          <Button type="primary" disabled={!Object.values(edited).every(isSound)} onClick={propose}>
            {t('calendar.preview')}
          </Button>
        </div>
      </div>
    </Drawer>
  );
}

/** The first of a month from which no season begins yet. */
const freeDay = (seasons: readonly Season[]): string =>
  MONTHS.map((month) => `${two(month)}-01`).find((day) => seasons.every(({ from }) => from !== day)) ?? '01-01';

function Seasons({ seasons, onChange }: { seasons: Season[]; onChange: (seasons: Season[]) => void }) {
  const { t } = useTranslation('rules');
  const change = (at: number, changed: Partial<Season>) =>
    onChange(seasons.map((season, index) => (index === at ? { ...season, ...changed } : season)));
  return (
    <>
      {seasons.map(({ from, open }, at) => {
        const [month = 1, day = 1] = from.split('-').map(Number);
        const label = t('hours.season', { count: at + 1 });
        const begin = (nextMonth: number, nextDay: number) =>
          change(at, { from: `${two(nextMonth)}-${two(Math.min(nextDay, daysOf(nextMonth)))}` });
        return (
          <section key={at} className="value-entry hours-season" aria-label={label}>
            <header>
              <Select
                aria-label={t('hours.month', { label })}
                value={month}
                onChange={(next) => begin(next, day)}
                options={MONTHS.map((one) => ({ value: one, label: t('month.name', { month: one }) }))}
              />
              <Select
                aria-label={t('hours.day', { label })}
                value={day}
                onChange={(next) => begin(month, next)}
                options={Array.from({ length: daysOf(month) }, (_, index) => ({
                  value: index + 1,
                  label: t('hours.date', { day: index + 1 }),
                }))}
              />
              <span>{t('hours.on')}</span>
              {seasons.length > 1 && (
                <Button size="small" onClick={() => onChange(seasons.filter((_, index) => index !== at))}>
                  {t('hours.removeSeason')}
                </Button>
              )}
            </header>
            <OpenField label={label} value={open} onChange={(next) => change(at, { open: next })} />
          </section>
        );
      })}
      {seasons.length < MOST_SEASONS && (
        <Button onClick={() => onChange([...seasons, { from: freeDay(seasons), open: seasons.at(-1)?.open ?? [] }])}>
          {t('hours.addSeason')}
        </Button>
      )}
    </>
  );
}
