import './rules.css';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DatePicker, InputNumber, Segmented, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { calendarQuery, type Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { usePaperName } from '../../app/usePaperName';
import { dayOf, spoken, spokenDue, timeOf } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { type CalendarData, monthsBetween } from './days';
import { useDraft } from './draft';
import type { Limit } from './limits';
import { Legend, MonthGrid } from './MonthGrid';
import { deadlineQuery, escalationQuery, policyQuery } from './queries';
import { type Condition, CONDITIONS, type SimulatorSearch } from './search';

const route = getRouteApi('/desk/simulator');
type Step = Schemas['SimulatedEscalation']['steps'][number];
type Segment = Schemas['Segment'];
const UNITS = ['WORK_MINUTES', 'ELAPSED_MINUTES', 'WORK_DAYS', 'CALENDAR_DAYS'] as const;

/** 试算: every reminder and slip of a case, on the real calendar, before anything is in force. */
export function SimulatorPage() {
  const { t } = useTranslation('rules');
  const { data: policy } = useQuery(policyQuery);
  const { data: calendar } = useQuery(calendarQuery);
  const [way, setWay] = useState<'category' | 'limit'>('category');
  return (
    <>
      <header className="page-head">
        <h1>{t('simulator.title')}</h1>
        <p>{t('simulator.hint')}</p>
      </header>
      {policy && calendar ? (
        <>
          <Segmented
            aria-label={t('simulator.by')}
            value={way}
            onChange={setWay}
            options={[
              { value: 'category', label: t('simulator.category') },
              { value: 'limit', label: t('simulator.limit') },
            ]}
          />
          {way === 'category' ? <ByCategory policy={policy} calendar={calendar} /> : <ByLimit calendar={calendar} />}
        </>
      ) : (
        <Skeleton active />
      )}
    </>
  );
}

const startNow = (): string => `${dayOf(serverNow())}T${timeOf(serverNow())}`;
const instantOf = (wall: string): string => `${wall}:00+08:00`;

function ByCategory({ policy, calendar }: { policy: Schemas['Policy']; calendar: CalendarData }) {
  const { t } = useTranslation('rules');
  const search: SimulatorSearch = route.useSearch();
  const navigate = route.useNavigate();
  const draft = useDraft();
  const change = (changed: SimulatorSearch) =>
    void navigate({ to: '.', search: { ...search, ...changed }, replace: true });
  const used = search.rules === 'draft' && draft ? draft : policy;
  const offered = used.categories.filter(({ retired }) => !retired);
  const chosen = offered.find(({ code }) => code === search.category) ?? offered[0];
  const start = search.start ?? startNow();
  const asked = {
    categoryCode: chosen?.code ?? '',
    assignedAt: instantOf(start),
    source: search.source ?? 'district',
    ...(search.urgency && { urgency: search.urgency }),
    ...(search.severity && { severity: search.severity }),
    ...(search.relation && { relation: search.relation }),
    ...(search.fixed && { fixedDate: search.fixed }),
    policy: used === draft ? draft : null,
  };
  const { data, error } = useQuery({ ...escalationQuery(asked), placeholderData: keepPreviousData });
  return (
    <>
      <div className="sheet controls">
        <label>
          <span>{t('simulator.policy')}</span>
          <Select
            aria-label={t('simulator.policy')}
            value={used === draft ? 'draft' : 'current'}
            onChange={(value) => change({ rules: value === 'draft' ? 'draft' : undefined })}
            options={[
              { value: 'current', label: t('simulator.inForce', { version: policy.version }) },
              { value: 'draft', label: t('simulator.draft'), disabled: draft === null },
            ]}
          />
        </label>
        <label className="grow">
          <span>{t('simulator.category')}</span>
          <Select
            aria-label={t('simulator.category')}
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen?.code}
            onChange={(category) => change({ category })}
            options={[...new Set(offered.map(({ parent }) => parent))].map((parent) => ({
              label: parent,
              title: parent,
              options: offered
                .filter((one) => one.parent === parent)
                .map(({ code, name }) => ({ value: code, label: name })),
            }))}
          />
        </label>
        <StartField value={start} onChange={(value) => change({ start: value })} />
        <Conditions search={search} onChange={change} />
      </div>
      {error && <ProblemNote problem={problemOf(error)} />}
      {data?.steps.length === 0 && <EmptyState title={t('simulator.none')} />}
      {data?.steps.map((step) => (
        <StepShown key={step.step} step={step} start={instantOf(start)} calendar={calendar} />
      ))}
    </>
  );
}

/** What holds where nothing is chosen. */
const USUAL = {
  urgency: 'simulator.usual',
  severity: 'simulator.usual',
  source: 'code.source.district',
  relation: 'code.relation.commanded',
} as const satisfies Record<Condition, string>;

/** What changes a case's limits and ladder beside its category. */
function Conditions({ search, onChange }: { search: SimulatorSearch; onChange: (changed: SimulatorSearch) => void }) {
  const { t } = useTranslation('rules');
  return (
    <div className="conditions">
      {(Object.keys(CONDITIONS) as Condition[]).map((name) => (
        <label key={name}>
          <span>{t(`simulator.${name}`)}</span>
          <Select<string>
            aria-label={t(`simulator.${name}`)}
            allowClear
            placeholder={t(USUAL[name])}
            value={search[name] ?? null}
            onChange={(value) => onChange({ [name]: value ?? undefined })}
            options={CONDITIONS[name].map((one) => ({ value: one, label: t(`code.${name}.${one}`) }))}
          />
        </label>
      ))}
      <label>
        <span>{t('simulator.fixed')}</span>
        <DatePicker
          aria-label={t('simulator.fixed')}
          placeholder={t('simulator.unfixed')}
          value={search.fixed ? dayjs(search.fixed) : null}
          onChange={(at) => onChange({ fixed: at ? at.format('YYYY-MM-DD') : undefined })}
        />
      </label>
    </div>
  );
}

function StartField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('rules');
  return (
    <label>
      <span>{t('simulator.start')}</span>
      <DatePicker
        aria-label={t('simulator.start')}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        allowClear={false}
        value={dayjs(value)}
        onChange={(at) => at && onChange(at.format('YYYY-MM-DDTHH:mm'))}
      />
    </label>
  );
}

function ByLimit({ calendar }: { calendar: CalendarData }) {
  const { t, i18n } = useTranslation('rules');
  const [limit, setLimit] = useState<Limit>({ amount: 5, unit: 'WORK_DAYS', service: 'OFFICE' });
  const [start, setStart] = useState(startNow);
  const { data, error } = useQuery({ ...deadlineQuery(limit, instantOf(start)), placeholderData: keepPreviousData });
  const [step] = data?.steps ?? [];
  return (
    <>
      <div className="sheet controls">
        <LimitField
          label={t('simulator.limit')}
          value={limit}
          services={Object.keys(calendar.services)}
          onChange={setLimit}
        />
        <StartField value={start} onChange={setStart} />
      </div>
      {error && <ProblemNote problem={problemOf(error)} />}
      {step && (
        <section className="sheet simulated">
          <h2>
            {t('simulator.due', { at: spokenDue(step.inForce.dueAt, i18n.language) })}
            {step.inForce.provisional && <span className="tag tone-soon">{t('day.provisional')}</span>}
          </h2>
          <div className="simulated-body">
            <Months
              calendar={calendar}
              from={instantOf(start)}
              marks={[{ at: step.inForce.dueAt, ends: true, said: t('simulator.dueMark'), tone: 'late' }]}
              segments={step.inForce.segments}
            />
            <Reckoning segments={step.inForce.segments} unit={limit.unit} />
          </div>
        </section>
      )}
    </>
  );
}

interface LimitFieldProps {
  label: string;
  value: Limit;
  services: readonly string[];
  onChange: (limit: Limit) => void;
}

/** A limit as people say it: hours, working days, and by whose hours. */
export function LimitField({ label, value, services, onChange }: LimitFieldProps) {
  const { t } = useTranslation('rules');
  const inMinutes = value.unit === 'WORK_MINUTES' || value.unit === 'ELAPSED_MINUTES';
  return (
    <fieldset className="limit-field">
      <legend>{label}</legend>
      <InputNumber
        aria-label={t('limit.amount', { label })}
        min={inMinutes ? 1 / 60 : 1}
        max={inMinutes ? 1000 : 400}
        value={inMinutes ? Math.round((value.amount / 60) * 100) / 100 : value.amount}
        onChange={(amount) =>
          amount !== null && onChange({ ...value, amount: inMinutes ? Math.round(amount * 60) : Math.round(amount) })
        }
      />
      <Select
        aria-label={t('limit.unit', { label })}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit, amount: converted(value, unit) })}
        options={UNITS.map((unit) => ({ value: unit, label: t(`code.unit.${unit}`) }))}
      />
      <Select
        aria-label={t('limit.service', { label })}
        value={value.service}
        onChange={(service) => onChange({ ...value, service })}
        options={services.map((service) => ({ value: service, label: t(`code.service.${service}`, t('code.own')) }))}
      />
    </fieldset>
  );
}

/** The figure on screen stays when its unit changes. */
function converted({ amount, unit }: Limit, to: Limit['unit']): number {
  const minutes = (one: Limit['unit']) => one === 'WORK_MINUTES' || one === 'ELAPSED_MINUTES';
  if (minutes(unit) === minutes(to)) return amount;
  return minutes(to) ? amount * 60 : Math.max(1, Math.round(amount / 60));
}

interface Mark {
  at: string;
  /** The end of a day stands on that day, not on the next. */
  ends?: boolean;
  said: string;
  tone: 'blue' | 'soon' | 'late' | 'still';
}
const TONE = { blue: 'blue', yellow: 'soon', red: 'late' } as const;

function StepShown({ step, start, calendar }: { step: Step; start: string; calendar: CalendarData }) {
  const { t, i18n } = useTranslation(['rules', 'words']);
  const paperName = usePaperName();
  const name = i18n.exists(`words:step.${step.zh}`) ? t(`words:step.${step.zh}`) : step.zh;
  const said = ({ slip, measure }: Step['rungs'][number]) =>
    slip ? paperName(slip) : measure ? t(`code.measure.${measure}`) : '';
  const marks: Mark[] = [
    { at: start, said: t('simulator.sent'), tone: 'still' },
    { at: step.dueAt, ends: true, said: t('simulator.dueMark'), tone: 'late' },
    ...step.rungs.map((rung) => ({
      at: rung.at,
      said: said(rung),
      tone: rung.colour ? TONE[rung.colour] : ('still' as const),
    })),
  ];
  marks.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <section className="sheet simulated" aria-label={name}>
      <h2>
        {name} · {t('simulator.due', { at: spokenDue(step.dueAt, i18n.language) })}
        {step.provisional && <span className="tag tone-soon">{t('day.provisional')}</span>}
        <small>{t(`code.ladder.${step.ladder}`)}</small>
      </h2>
      <div className="simulated-body">
        <Months calendar={calendar} from={start} marks={marks} segments={step.segments} />
        <div>
          <h3>{t('simulator.rungs')}</h3>
          <ol className="rungs">
            {step.rungs.map((rung) => (
              <li key={rung.code}>
                <time dateTime={rung.at}>{spoken(rung.at, i18n.language)}</time>
                <div>
                  <b>{said(rung)}</b> <SlipColour colour={rung.colour} />
                  <span className="rung-issue">{t(`code.issue.${rung.issue}`)}</span>
                  <p>
                    {t('simulator.told', {
                      who: rung.to.map((one) => t(`code.to.${one}`, t('code.other'))).join(t('comma')),
                    })}
                    {rung.sms ? t('simulator.bySms') : t('simulator.byInbox')}
                    {rung.deliveredAt !== rung.at &&
                      t('simulator.delivered', { at: spoken(rung.deliveredAt, i18n.language) })}
                  </p>
                </div>
              </li>
            ))}
          </ol>
          <Reckoning segments={step.segments} unit={step.measure.unit} />
        </div>
      </div>
    </section>
  );
}

function Months({
  calendar,
  from,
  marks,
  segments,
}: {
  calendar: CalendarData;
  from: string;
  marks: readonly Mark[];
  segments: readonly Segment[];
}) {
  const last =
    marks
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? from;
  const months = monthsBetween(dayOf(from), dayOf(last)).slice(0, 4);
  const counted = new Set(segments.filter(({ counted: some }) => some > 0).map(({ from: at }) => dayOf(at)));
  return (
    <div className="months">
      {months.map((month) => (
        <MonthGrid key={month} month={month} calendar={calendar}>
          {({ date }) => (
            <>
              {counted.has(date) && <i className="counted" aria-hidden="true" />}
              {marks
                .filter((mark) => dayOfMark(mark) === date)
                .map(({ at, said, tone, ends }) => (
                  <span key={at + said} className={`mark tone-${tone}`}>
                    {ends && timeOf(at) === '00:00' ? '24:00' : timeOf(at)} {said}
                  </span>
                ))}
            </>
          )}
        </MonthGrid>
      ))}
      <Legend />
    </div>
  );
}

const dayOfMark = ({ at, ends = false }: Mark): string => dayOf(Date.parse(at) - (ends ? 1 : 0));

const MOST_SEGMENTS = 40;

/** Which spans were counted, which were not, and why. */
function Reckoning({ segments, unit }: { segments: readonly Segment[]; unit: Limit['unit'] }) {
  const { t, i18n } = useTranslation('rules');
  const inMinutes = unit === 'WORK_MINUTES' || unit === 'ELAPSED_MINUTES';
  return (
    <details className="reckoning" open>
      <summary>{t('simulator.reckoning')}</summary>
      <ul>
        {segments.slice(0, MOST_SEGMENTS).map(({ from, to, counted, why, name }) => (
          <li key={from + why} className={counted > 0 ? 'is-counted' : ''}>
            <span>
              {spoken(from, i18n.language)} – {spoken(to, i18n.language)}
            </span>
            <span>
              {name ? t('simulator.whyNamed', { why: t(`why.${why}`), name }) : t(`why.${why}`)}
              {counted > 0 &&
                ` · ${inMinutes ? t('amount.minutes', { count: Math.round(counted / 60_000) }) : t('amount.days', { count: counted })}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
