import './messages.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api, fileSent } from '../../api/client';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { useMe } from '../../app/session';
import { dayOf, spoken, spokenDay, timeOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { DUTY, dutyNowQuery, dutyPeopleQuery, rosterQuery, type Shift } from './queries';
import type { DutySearch } from './search';
import USUAL from './usual-shifts.json';
import { dayAfter, endOf, instantAt, weekOf } from './week';

const route = getRouteApi('/desk/duty');

/** 值班表: who is told of what is urgent, a week of a unit at a time. */
export function DutyPage() {
  const { t } = useTranslation('messages');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const units = useQuery(unitsQuery).data?.items ?? [];
  const unit = search.unit ?? me.unitId;
  const today = dayOf(serverNow());
  const week = weekOf(search.week ?? today);
  const change = (changed: DutySearch) => void navigate({ to: '.', search: { ...search, ...changed }, replace: true });
  const [monday = today, sunday = today] = [week[0], week.at(-1)];
  const roster = useQuery(rosterQuery(unit, monday, sunday));
  const people = useQuery(dutyPeopleQuery(unit));
  const keeps = people.isSuccess;
  return (
    <>
      <header className="page-head">
        <h1>{t('duty.title')}</h1>
        <p>{t('duty.hint')}</p>
      </header>
      <section className="sheet message-form">
        <div className="duty-head">
          <label className="field">
            <span>{t('duty.unit')}</span>
            <select value={unit} onChange={({ target }) => change({ unit: target.value })}>
              {units
                .filter(({ validTo, kind }) => validTo === null && kind !== 'community' && kind !== 'village')
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
          <Now unit={unit} />
          <p className="message-acts">
            <button type="button" className="act" onClick={() => change({ week: dayAfter(monday, -7) })}>
              {t('duty.before')}
            </button>
            <button type="button" className="act" onClick={() => change({ week: today })}>
              {t('duty.thisWeek')}
            </button>
            <button type="button" className="act" onClick={() => change({ week: dayAfter(monday, 7) })}>
              {t('duty.after')}
            </button>
          </p>
        </div>
        {roster.error && <ProblemNote problem={problemOf(roster.error)} />}
        {!roster.data && !roster.error && <Waiting />}
        {roster.data && (
          <ol className="duty-week" aria-label={t('duty.week', { from: monday, to: sunday })}>
            {week.map((day) => (
              <Day
                key={day}
                day={day}
                today={day === today}
                unit={unit}
                shifts={roster.data.items.filter(({ unitId, startsAt }) => unitId === unit && dayOf(startsAt) === day)}
                people={people.data?.items ?? null}
              />
            ))}
          </ol>
        )}
      </section>
      {keeps && <Import />}
    </>
  );
}

function Now({ unit }: { unit: string }) {
  const { t, i18n } = useTranslation('messages');
  const { data } = useQuery(dutyNowQuery(unit));
  if (!data) return <p className="duty-now">…</p>;
  const { shift, fallback } = data;
  return (
    <p className="duty-now" role="status">
      <span>{t('duty.now')}</span>
      {shift ? (
        <>
          <b>{[shift.leader.name, shift.officer?.name].filter(Boolean).join(t('comma'))}</b>
          <span>{t('duty.until', { at: spoken(shift.endsAt, i18n.language) })}</span>
        </>
      ) : (
        <>
          <b>{fallback.map(({ name }) => name).join(t('comma')) || '—'}</b>
          <span className="tag tone-soon">{t('duty.noRoster')}</span>
        </>
      )}
    </p>
  );
}

interface DayProps {
  day: string;
  today: boolean;
  unit: string;
  shifts: Shift[];
  /** Null: not the reader's to keep. */
  people: readonly { id: string; name: string }[] | null;
}

function Day({ day, today, unit, shifts, people }: DayProps) {
  const { t, i18n } = useTranslation('messages');
  const [adding, setAdding] = useState(false);
  const save = useSave(unit, day);
  const label = spokenDay(instantAt(day, '00:00'), i18n.language);
  const rest = (gone: Shift) => shifts.filter((one) => one !== gone).map(entryOf);
  return (
    <li data-today={today}>
      <h2>
        {label}
        {today && <span className="tag tone-blue">{t('duty.today')}</span>}
      </h2>
      {shifts.length === 0 && <p className="message-quiet">{t('duty.nobody')}</p>}
      {shifts.map((shift) => (
        <div key={shift.startsAt} className="duty-shift">
          <b>{USUAL.some((one) => one.shift === shift.shift) ? t(`shift.${shift.shift}`) : shift.shift}</b>
          <small>
            {timeOf(shift.startsAt)}–{dayOf(shift.endsAt) !== day && t('duty.nextDay')}
            {timeOf(shift.endsAt)}
          </small>
          <span>{t('duty.leaderIs', { name: shift.leader.name })}</span>
          {shift.officer && <span>{t('duty.officerIs', { name: shift.officer.name })}</span>}
          {people && (
            <button type="button" className="switch" disabled={save.isPending} onClick={() => save.mutate(rest(shift))}>
              {t('duty.remove')}
            </button>
          )}
        </div>
      ))}
      {save.isError && <ProblemNote problem={problemOf(save.error)} />}
      {people &&
        (adding ? (
          <ShiftForm
            day={day}
            people={people}
            pending={save.isPending}
            onGone={() => setAdding(false)}
            onAdd={(entry) => save.mutate([...shifts.map(entryOf), entry], { onSuccess: () => setAdding(false) })}
          />
        ) : (
          <button
            type="button"
            className="act"
            aria-label={t('duty.addOn', { day: label })}
            onClick={() => setAdding(true)}
          >
            {t('duty.add')}
          </button>
        ))}
    </li>
  );
}

type Entry = Schemas['SaveShifts']['shifts'][number];

const entryOf = ({ startsAt, endsAt, shift, officer, leader }: Shift): Entry => ({
  startsAt,
  endsAt,
  shift,
  officerId: officer?.id ?? null,
  leaderId: leader.id,
});

/** Replaces what begins on the day. */
function useSave(unit: string, day: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (shifts: Entry[]) =>
      answered(
        api.PUT('/api/v1/duty-roster/{unit}', {
          params: { path: { unit } },
          body: { from: instantAt(day, '00:00'), to: instantAt(dayAfter(day, 1), '00:00'), shifts },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: DUTY }),
  });
}

interface ShiftFormProps {
  day: string;
  people: readonly { id: string; name: string }[];
  pending: boolean;
  onAdd: (entry: Entry) => void;
  onGone: () => void;
}

function ShiftForm({ day, people, pending, onAdd, onGone }: ShiftFormProps) {
  const { t } = useTranslation('messages');
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const usual = USUAL.find(({ shift }) => shift === given.shift);
    if (!usual) return;
    onAdd({
      startsAt: instantAt(day, usual.from),
      endsAt: endOf(day, usual.from, usual.to),
      shift: usual.shift,
      leaderId: given.leader ?? '',
      officerId: given.officer || null,
    });
  };
  const choices = people.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
  return (
    <form className="message-form" onSubmit={send}>
      <label className="field">
        <span>{t('duty.shift')}</span>
        <select name="shift">
          {USUAL.map(({ shift }) => (
            <option key={shift} value={shift}>
              {t(`shift.${shift}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('duty.leader')}</span>
        <select name="leader" required defaultValue="">
          <option value="" disabled>
            {t('duty.choose')}
          </option>
          {choices}
        </select>
      </label>
      <label className="field">
        <span>{t('duty.officer')}</span>
        <select name="officer" defaultValue="">
          <option value="">{t('duty.noOfficer')}</option>
          {choices}
        </select>
      </label>
      <p className="message-acts">
        <button type="submit" className="act act-main" disabled={pending}>
          {t('save')}
        </button>
        <button type="button" className="act" onClick={onGone}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}

/** Looks at the file first; nothing is entered while a row is refused. */
function Import() {
  const { t, i18n } = useTranslation('messages');
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const read = useMutation({
    mutationFn: ({ given, dryRun }: { given: File; dryRun: boolean }) => importing(given, dryRun),
    onSettled: () => queries.invalidateQueries({ queryKey: DUTY }),
  });
  const told = read.data;
  return (
    <section className="sheet message-form message-import">
      <h2>{t('import.title')}</h2>
      <p className="message-quiet">{t('import.hint')}</p>
      <p className="message-acts">
        <label className="act message-file">
          {t('import.choose')}
          <input
            ref={field}
            type="file"
            accept=".xlsx,.csv"
            onChange={({ target }) => {
              const given = target.files?.[0];
              if (!given) return;
              setFile(given);
              read.mutate({ given, dryRun: true });
              if (field.current) field.current.value = '';
            }}
          />
        </label>
        {file && told?.dryRun && told.refused.length === 0 && (
          <button
            type="button"
            className="act act-main"
            disabled={read.isPending}
            onClick={() => read.mutate({ given: file, dryRun: false })}
          >
            {t('import.enter', { count: told.taken })}
          </button>
        )}
      </p>
      {read.isPending && <p role="status">{t('import.reading')}</p>}
      {read.isError && <ProblemNote problem={problemOf(read.error)} />}
      {told && !told.dryRun && <p role="status">{t('import.entered', { count: told.taken })}</p>}
      {told && told.refused.length > 0 && (
        <div className="problem" role="alert">
          <b>{t('import.refused', { count: told.refused.length })}</b>
          <ul>
            {told.refused.map(({ row, code, zh, en }) => (
              <li key={`${row}${code}`}>{t('import.row', { row, why: i18n.language === 'en' ? en : zh })}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

const importing = (file: File, dryRun: boolean) =>
  answered(
    api.POST('/api/v1/duty-roster/imports', {
      params: { query: { dryRun: dryRun ? 'true' : 'false' } },
      ...fileSent(file),
    }),
  );
