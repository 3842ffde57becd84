import './rules.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Drawer, Input, Segmented, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { calendarQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { bears, useMe } from '../../app/session';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Changes } from './Changes';
import { type CalendarData, dayIn } from './days';
import { Legend, MonthGrid } from './MonthGrid';
import { NoticeUnread, readNotice, withNotice, withOverride } from './notice';
import { useReadAgain } from './queries';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** 日历: the year with days off and make-up days; a notice is imported, a date overridden, with what moves shown first. */
export function CalendarPage() {
  const { t } = useTranslation('rules');
  const me = useMe();
  const { data: calendar, error } = useQuery(calendarQuery);
  const [year, setYear] = useState(() => dayOf(serverNow()).slice(0, 4));
  const [proposed, setProposed] = useState<CalendarData | null>(null);
  const [entering, setEntering] = useState<'notice' | 'override' | null>(null);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!calendar) return <Skeleton active />;
  const last = Math.max(...Object.keys(calendar.years).map(Number)) + 1;
  const years = [...Object.keys(calendar.years), String(last)];
  return (
    <>
      <header className="page-head">
        <h1>{t('calendar.title')}</h1>
        <p>{t('calendar.until', { date: calendar.publishedUntil })}</p>
        {bears(me, ['admin']) && (
          <span className="head-acts">
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
        <Overrides calendar={calendar} year={year} />
        <Hours calendar={calendar} />
      </div>
      {entering && (
        <Entering
          calendar={calendar}
          what={entering}
          onClose={() => setEntering(null)}
          onProposed={(next) => {
            setEntering(null);
            setProposed(next);
          }}
        />
      )}
      {proposed && <Preview calendar={calendar} proposed={proposed} onClose={() => setProposed(null)} />}
    </>
  );
}

function Overrides({ calendar, year }: { calendar: CalendarData; year: string }) {
  const { t } = useTranslation('rules');
  const own = calendar.overrides.filter(({ date }) => date.startsWith(year));
  return (
    <section>
      <h2>{t('calendar.overrides')}</h2>
      {own.length === 0 ? (
        <p>{t('calendar.noOverrides')}</p>
      ) : (
        <ul>
          {own.map(({ date, kind, basis }) => (
            <li key={date}>
              {date} {kind === 'rest' ? t('day.override_rest') : t('day.override_work')} · {basis}
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
      {Object.entries(calendar.services).map(([service, { days, hours }]) => (
        <p key={service}>
          <b>{t(`code.service.${service}`, t('code.own'))}</b>{' '}
          {days === 'every' ? t('calendar.everyDay') : t('calendar.workDays')}{' '}
          {hours.map(({ from, to, open }) => (
            <span key={from} className="season">
              {t('calendar.season', {
                from,
                to,
                hours: open.map(([start, end]) => `${start}–${end}`).join(t('comma')),
              })}
            </span>
          ))}
        </p>
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
  const propose = () => {
    try {
      setFault(null);
      onProposed(
        what === 'notice'
          ? withNotice(calendar, readNotice(text, t('calendar.makeUp')))
          : withOverride(calendar, { date: date ?? '', kind, basis }),
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
          disabled={what === 'notice' ? text.trim() === '' : !date || basis.trim() === ''}
          onClick={propose}
        >
          {t('calendar.preview')}
        </Button>
      </div>
    </Drawer>
  );
}

function Preview({
  calendar,
  proposed,
  onClose,
}: {
  calendar: CalendarData;
  proposed: CalendarData;
  onClose: () => void;
}) {
  const { t } = useTranslation('rules');
  const readAgain = useReadAgain();
  const send = (dryRun: boolean) =>
    answered(
      api.POST('/api/v1/calendars', {
        params: { query: { dryRun: dryRun ? 'true' : 'false' } },
        body: proposed as never,
      }),
    );
  const preview = useQuery({
    queryKey: ['calendar', 'preview', proposed],
    queryFn: () => send(true),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({ mutationFn: () => send(false), onSuccess: readAgain });
  const days = changedDays(calendar, proposed);
  const months = [...new Set([...days].map((date) => date.slice(0, 7)))].sort();
  return (
    <Drawer open size={860} title={t('calendar.previewTitle')} onClose={onClose}>
      {save.data ? (
        <>
          <Alert type="success" showIcon title={t('calendar.saved')} />
          <Changes changes={save.data.changes} done />
        </>
      ) : (
        <>
          <h3>{t('calendar.daysChanged', { count: days.size })}</h3>
          <div className="year year-few">
            {months.map((month) => (
              <MonthGrid key={month} small month={month} calendar={proposed} changed={days} />
            ))}
          </div>
          <h3>{t('policy.wouldMove')}</h3>
          {preview.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
          {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
          {preview.data && <Changes changes={preview.data.changes} done={false} />}
          {save.error && <ProblemNote problem={problemOf(save.error)} />}
          <div className="drawer-foot">
            <Button onClick={onClose}>{t('policy.back')}</Button>
            <Button type="primary" loading={save.isPending} disabled={!preview.data} onClick={() => save.mutate()}>
              {t('calendar.save')}
            </Button>
          </div>
        </>
      )}
    </Drawer>
  );
}

/** Days that one calendar has otherwise than the other. */
function changedDays(before: CalendarData, after: CalendarData): Set<string> {
  const known = [before, after].flatMap(({ years, overrides }) => [
    ...overrides.map(({ date }) => date),
    ...Object.values(years).flatMap(({ work, rest }) => [
      ...work,
      ...rest.flatMap(({ from, to }) => datesBetween(from, to)),
    ]),
  ]);
  return new Set(known.filter((date) => dayIn(before, date).kind !== dayIn(after, date).kind));
}

function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to) && dates.length < 40; at += 86_400_000)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}
