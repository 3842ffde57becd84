import './rules.css';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Drawer, Input, Segmented, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { calendarQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { bears, useMe } from '../../app/session';
import { dayOf, spokenDay } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { CalendarPreview } from './CalendarPreview';
import type { CalendarData } from './days';
import { isSound } from './hours';
import { HoursDrawer } from './HoursDrawer';
import { HoursSaid } from './HoursSaid';
import { Legend, MonthGrid } from './MonthGrid';
import { NoticeUnread, readNotice, withNotice, withoutOverride, withOverride } from './notice';
import { OpenField } from './OpenField';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** 日历: the year with days off and make-up days; a notice is imported, a date overridden, with what moves shown first. */
export function CalendarPage() {
  const { t } = useTranslation('rules');
  const keeps = bears(useMe(), ['admin']);
  const { data: calendar, error } = useQuery(calendarQuery);
  const [year, setYear] = useState(() => dayOf(serverNow()).slice(0, 4));
  const [proposed, setProposed] = useState<CalendarData | null>(null);
  const [entering, setEntering] = useState<'notice' | 'override' | 'hours' | null>(null);
  const propose = (next: CalendarData) => {
    setEntering(null);
    setProposed(next);
  };
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!calendar) return <Skeleton active />;
  const last = Math.max(...Object.keys(calendar.years).map(Number)) + 1;
  const years = [...Object.keys(calendar.years), String(last)];
  return (
    <>
      <header className="page-head">
        <h1>{t('calendar.title')}</h1>
        <p>{t('calendar.until', { date: calendar.publishedUntil })}</p>
        {keeps && (
          <span className="head-acts">
            <Button onClick={() => setEntering('hours')}>{t('hours.title')}</Button>
            <Button onClick={() => setEntering('override')}>{t('calendar.override')}</Button>
            <Button type="primary" onClick={() => setEntering('notice')}>
              {t('calendar.import')}
            </Button>
          </span>
        )}
      </header>
      <Segmented aria-label={t('calendar.year')} value={year} onChange={setYear} options={years} />
      <div className="sheet year">
        {MONTHS.map((month) => (
          <MonthGrid key={month} small month={`${year}-${month}`} calendar={calendar} />
        ))}
      </div>
      <div className="sheet calendar-foot">
        <Legend />
        <Overrides
          calendar={calendar}
          year={year}
          onEnd={keeps ? (date) => setProposed(withoutOverride(calendar, date)) : undefined}
        />
        <Hours calendar={calendar} />
      </div>
      {entering === 'hours' && (
        <HoursDrawer calendar={calendar} onClose={() => setEntering(null)} onProposed={propose} />
      )}
      {(entering === 'notice' || entering === 'override') && (
        <Entering calendar={calendar} what={entering} onClose={() => setEntering(null)} onProposed={propose} />
      )}
      {proposed && <CalendarPreview calendar={calendar} proposed={proposed} onClose={() => setProposed(null)} />}
    </>
  );
}

interface OverridesProps {
  calendar: CalendarData;
  year: string;
  onEnd: ((date: string) => void) | undefined;
}

function Overrides({ calendar, year, onEnd }: OverridesProps) {
  const { t, i18n } = useTranslation('rules');
  const own = calendar.overrides.filter(({ date }) => date.startsWith(year));
  return (
    <section>
      <h2>{t('calendar.overrides')}</h2>
      {own.length === 0 ? (
        <p>{t('calendar.noOverrides')}</p>
      ) : (
        <ul>
          {own.map(({ date, kind, basis, hours }) => (
            <li key={date}>
              {spokenDay(`${date}T00:00:00+08:00`, i18n.language)} {t(`day.override_${kind}`)}
              {hours && ` ${hours.map(([from, to]) => `${from}–${to}`).join(t('comma'))}`} · {basis}{' '}
              {onEnd && (
                <Button size="small" aria-label={t('calendar.endOverrideOf', { date })} onClick={() => onEnd(date)}>
                  {t('calendar.endOverride')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Hours({ calendar }: { calendar: CalendarData }) {
  const { t } = useTranslation('rules');
  return (
    <section>
      <h2>{t('calendar.hours')}</h2>
      {Object.keys(calendar.services).map((service) => (
        <HoursSaid key={service} calendar={calendar} service={service} />
      ))}
    </section>
  );
}

interface EnteringProps {
  calendar: CalendarData;
  what: 'notice' | 'override';
  onClose: () => void;
  onProposed: (calendar: CalendarData) => void;
}

/** A year's notice as lines, a file or JSON; or one date of the district's own. */
function Entering({ calendar, what, onClose, onProposed }: EnteringProps) {
  const { t } = useTranslation('rules');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [date, setDate] = useState<string | null>(null);
  const [kind, setKind] = useState<'rest' | 'work'>('rest');
  const [basis, setBasis] = useState('');
  const [hours, setHours] = useState<[string, string][]>([]);
  const hoursStand = kind === 'rest' || hours.length === 0 || isSound([{ from: '01-01', open: hours }]);
  const propose = () => {
    try {
      setFault(null);
      onProposed(
        what === 'notice'
          ? withNotice(calendar, readNotice(text, t('calendar.makeUp')))
          : withOverride(calendar, {
              date: date ?? '',
              kind,
              basis: basis.trim(),
              ...(kind === 'work' && hours.length > 0 && { hours }),
            }),
      );
    } catch (error) {
      if (!(error instanceof NoticeUnread)) throw error;
      setFault(t('calendar.unread', { line: error.line }));
    }
  };
  return (
    <Drawer open size={560} title={what === 'notice' ? t('calendar.import') : t('calendar.override')} onClose={onClose}>
      <div className="entering">
        {what === 'notice' ? (
          <>
            <p>{t('calendar.form')}</p>
            <pre>{t('calendar.example')}</pre>
            <label>
              <span>{t('calendar.file')}</span>
              <input
                type="file"
                accept=".csv,.txt,.json"
                onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
              />
            </label>
            <Input.TextArea
              aria-label={t('calendar.lines')}
              rows={10}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </>
        ) : (
          <>
            <DatePicker
              aria-label={t('calendar.date')}
              value={date ? dayjs(date) : null}
              onChange={(at) => setDate(at ? at.format('YYYY-MM-DD') : null)}
            />
            <Select
              aria-label={t('calendar.kind')}
              value={kind}
              onChange={setKind}
              options={[
                { value: 'rest', label: t('day.override_rest') },
                { value: 'work', label: t('day.override_work') },
              ]}
            />
            {kind === 'work' && (
              <div>
                <p>{t('calendar.ownHours')}</p>
                <OpenField label={t('calendar.ownHours')} value={hours} onChange={setHours} mayBeEmpty />
              </div>
            )}
            <Input
              aria-label={t('calendar.basis')}
              placeholder={t('calendar.basis')}
              value={basis}
              onChange={({ target }) => setBasis(target.value)}
            />
          </>
        )}
        {fault && <Alert type="error" showIcon title={fault} />}
        <Button
          type="primary"
          disabled={what === 'notice' ? text.trim() === '' : !date || basis.trim() === '' || !hoursStand}
          onClick={propose}
        >
          {t('calendar.preview')}
        </Button>
      </div>
    </Drawer>
  );
}
