import './unit.css';

import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { FINDINGS, findingQuery, type Schemas } from '../../../api/queries';
import { usePaperName } from '../../../app/usePaperName';
import { Countdown, useNow } from '../../../design/Countdown';
import { dayOf, spoken } from '../../../design/dates';
import { Due } from '../../../design/Due';
import { Figure } from '../../../design/Figure';
import { Lamp, timelinessOf } from '../../../design/Lamp';
import { ProblemNote } from '../../../design/ProblemNote';
import { SlipColour } from '../../../design/SlipColour';
import { StatusTag } from '../../../design/StatusTag';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { Ask, textIn } from '../Ask';
import { searchOf } from '../findings/search';
import { listQuery, unitDeskQuery, useBulk, waitingQuery } from '../queries';
import { Results } from '../Results';

type Desk = Schemas['UnitDesk'];
type Row = Schemas['FindingSummary'];
const SHOWN = 8;
const UNSIGNED = new Set(['issued', 'sent']);

/** 单位页: what it has, what it asked and nobody answered, with how late *we* are. */
export function UnitDesk({ id, own }: { id: string; own: boolean }) {
  const { t } = useTranslation('desk');
  const { data, error } = useQuery(unitDeskQuery(id));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  return (
    <div className="unit">
      <header className="page-head">
        <h1>{data.name}</h1>
        <p>{own ? t('unit.hintOwn') : t('unit.hint')}</p>
      </header>
      <Numbers desk={data} />
      <div className="unit-columns">
        {own && <Unsigned filter={data.unsigned.filter} />}
        <Mine filter={data.mine.filter} count={data.mine.findings} />
        <Unanswered items={data.unanswered} />
        <Papers unitId={id} own={own} />
        {own && <Instructions />}
        {data.subUnits.length > 0 && <SubUnits units={data.subUnits} />}
      </div>
    </div>
  );
}

function Numbers({ desk: { mine, unsigned, record } }: { desk: Desk }) {
  const { t } = useTranslation('desk');
  const rate = ({ rate: share }: Desk['record']['month']) =>
    share === null ? '—' : `${Math.round(share * 1_000) / 10}%`;
  return (
    <section className="sheet unit-numbers" aria-label={t('unit.numbers')}>
      <Figure
        label={t('unit.mine')}
        value={<Listed label={t('unit.mine')} count={mine.findings} filter={mine.filter} />}
        formula={t('unit.formula.mine')}
      >
        {mine.overdue > 0 && <Overdue count={mine.overdue} filter={mine.filter} />}
      </Figure>
      <Figure
        label={t('unit.unsigned')}
        value={<Listed label={t('unit.unsigned')} count={unsigned.findings} filter={unsigned.filter} />}
        formula={t('unit.formula.unsigned')}
      />
      {(['month', 'year'] as const).map((period) => (
        <Figure
          key={period}
          label={t(`unit.rate.${period}`)}
          value={rate(record[period])}
          formula={t('unit.formula.rate', {
            since: dayOf(record[period].since),
            inTime: record[period].inTime,
            judged: record[period].judged,
          })}
        />
      ))}
    </section>
  );
}

interface ListedProps {
  label: string;
  count: number;
  filter: string;
}

/** A number that leads to what it counts. */
const Listed = ({ label, count, filter }: ListedProps) => (
  <Link to="/findings" search={searchOf(filter)} aria-label={`${label} ${count}`}>
    {count}
  </Link>
);

function Overdue({ count, filter }: Omit<ListedProps, 'label'>) {
  const { t } = useTranslation('desk');
  return (
    <Link to="/findings" search={{ ...searchOf(filter), overdue: true }} className="tag tone-late">
      {t('findings.overdue', { count })}
    </Link>
  );
}

interface PartProps {
  title: string;
  note?: string;
  act?: ReactNode;
  children: ReactNode;
}

function Part({ title, note, act, children }: PartProps) {
  return (
    <section className="sheet unit-part" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {act}
        {note && <p>{note}</p>}
      </header>
      {children}
    </section>
  );
}

function Unanswered({ items }: { items: Desk['unanswered'] }) {
  const { t, i18n } = useTranslation('desk');
  return (
    <Part title={t('unit.unanswered')} note={t('unit.unansweredHint')}>
      {items.length === 0 && <p className="unit-none">{t('unit.allAnswered')}</p>}
      <ul>
        {items.map(({ findingId, number, description, kind, askedAt, replyDueAt, lateMinutes }) => (
          <li key={`${findingId}/${kind}`}>
            <div>
              <a href={`/findings/${findingId}`}>{description}</a>
              <small>
                {number} · {t(`unit.asked.${kind}`)} · {spoken(askedAt, i18n.language)}
              </small>
            </div>
            {lateMinutes > 0 ? (
              <span className="tag tone-late">{t('unit.weAreLate', { time: lateness(t, lateMinutes) })}</span>
            ) : (
              <Countdown dueAt={replyDueAt} />
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

type Translate = ReturnType<typeof useTranslation<'desk'>>['t'];

function lateness(t: Translate, minutes: number): string {
  if (minutes >= 1_440) return t('words:unit.days', { count: Math.floor(minutes / 1_440) });
  if (minutes >= 60) return t('words:unit.hours', { count: Math.floor(minutes / 60) });
  return t('words:unit.minutes', { count: minutes });
}

/** 待签收, signed for one by one or all at once. */
function Unsigned({ filter }: { filter: string }) {
  const { t } = useTranslation('desk');
  const { data } = useInfiniteQuery(listQuery(searchOf(filter)));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const bulk = useBulk();
  const sign = (some: readonly Row[]) => {
    setNames(new Map(some.map(({ id, number }) => [id, number])));
    bulk.mutate(
      { command: 'sign', items: some.map(({ id, revision }) => ({ findingId: id, revision })) },
      {
        onSuccess: ({ items }) => {
          const done = items.flatMap((item) => item.done ?? []);
          offerUndo(t('results.done', { said: t('bulk.sign'), count: done.length }), done);
        },
      },
    );
  };
  if (rows.length === 0 && !bulk.data) return null;
  return (
    <Part
      title={t('unit.toSign')}
      act={
        rows.length > 0 && (
          <button type="button" className="act act-main" disabled={bulk.isPending} onClick={() => sign(rows)}>
            {t('unit.signAll', { count: rows.length })}
          </button>
        )
      }
    >
      {bulk.data && (
        <Results
          said={t('bulk.sign')}
          items={bulk.data.items}
          nameOf={(id) => names.get(id) ?? ''}
          onClose={() => bulk.reset()}
        />
      )}
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <Item key={row.id} row={row}>
            <button
              type="button"
              className="act"
              disabled={bulk.isPending}
              aria-label={t('unit.signOne', { number: row.number })}
              onClick={() => sign([row])}
            >
              {t('bulk.sign')}
            </button>
          </Item>
        ))}
      </ul>
    </Part>
  );
}

function Mine({ filter, count }: { filter: string; count: number }) {
  const { t } = useTranslation('desk');
  const { data } = useInfiniteQuery(listQuery({ ...searchOf(filter), status: 'assigned,rectifying', sort: 'due' }));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Part title={t('unit.toMend')}>
      {rows.length === 0 && <p className="unit-none">{t('unit.nothing')}</p>}
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <Item key={row.id} row={row}>
            <Due of={row} />
          </Item>
        ))}
      </ul>
      {count > 0 && (
        <Link to="/findings" search={searchOf(filter)} className="act">
          {t('today.all', { count })}
        </Link>
      )}
    </Part>
  );
}

function Item({ row, children }: { row: Row; children: ReactNode }) {
  const now = useNow();
  return (
    <li>
      <div>
        <a href={`/findings/${row.id}`}>{row.description}</a>
        <small>{row.number}</small>
      </div>
      <StatusTag status={row.status} />
      <Lamp state={timelinessOf(row, now)} />
      {children}
    </li>
  );
}

const noticesQuery = (unit: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'notices', unit],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/notices', { signal, params: { query: { unit, limit: 50 } } })),
  });

/** Slips and papers to this unit; those not yet signed for come first. */
function Papers({ unitId, own }: { unitId: string; own: boolean }) {
  const { t, i18n } = useTranslation('desk');
  const { data } = useQuery(noticesQuery(unitId));
  const paperName = usePaperName();
  const queries = useQueryClient();
  const sign = useMutation({
    mutationFn: ({ findingId, id }: Schemas['Notice']) =>
      answered(
        api.POST('/api/v1/findings/{id}/sign-notice', { params: { path: { id: findingId } }, body: { noticeId: id } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  const items = [...(data?.items ?? [])].sort((a, b) => Number(UNSIGNED.has(b.life)) - Number(UNSIGNED.has(a.life)));
  return (
    <Part title={t('unit.papers')}>
      {sign.error && <ProblemNote problem={problemOf(sign.error)} />}
      {items.length === 0 && <p className="unit-none">{t('unit.noPapers')}</p>}
      <ul>
        {items.slice(0, SHOWN).map((notice) => (
          <li key={`${notice.findingId}/${notice.id}`}>
            <div>
              <a href={`/findings/${notice.findingId}`}>{paperName(notice.title)}</a>
              <small>{[notice.number, spoken(notice.at, i18n.language)].filter(Boolean).join(' · ')}</small>
            </div>
            <SlipColour colour={notice.colour} />
            <span className="tag tone-still">{t(`unit.life.${notice.life}`)}</span>
            {own && notice.class === 'paper' && UNSIGNED.has(notice.life) && (
              <button type="button" className="act" disabled={sign.isPending} onClick={() => sign.mutate(notice)}>
                {t('bulk.sign')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** 批示 that wait for an answer. */
function Instructions() {
  const { t } = useTranslation('desk');
  const { data } = useQuery(waitingQuery('reply_instruction'));
  const rows = data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Part title={t('unit.instructions')}>
      <ul>
        {rows.map((row) => (
          <Instruction key={row.id} row={row} />
        ))}
      </ul>
    </Part>
  );
}

function Instruction({ row }: { row: Row }) {
  const { t, i18n } = useTranslation('desk');
  const { data } = useQuery(findingQuery(row.id));
  const reply = useCommand('reply-instruction');
  const [asking, setAsking] = useState(false);
  const open = data?.instructions.find(({ repliedAt }) => repliedAt === null);
  return (
    <li>
      <div>
        <b>{open?.text}</b>
        <small>
          {open && `${open.by.name} · ${spoken(open.at, i18n.language)} · `}
          <a href={`/findings/${row.id}`}>{row.number}</a> {row.description}
        </small>
      </div>
      {data?.allowedCommands.includes('reply-instruction') && open && (
        <button type="button" className="act" onClick={() => setAsking(true)}>
          {t('unit.reply')}
        </button>
      )}
      {asking && open && (
        <Ask
          title={t('unit.replyTo', { number: row.number })}
          act={t('unit.reply')}
          pending={reply.isPending}
          error={reply.error}
          onClose={() => setAsking(false)}
          onGive={(form) =>
            reply.mutate(
              { id: row.id, body: { instructionId: open.id, text: textIn(form, 'text') } },
              { onSuccess: () => setAsking(false) },
            )
          }
        >
          <p>{open.text}</p>
          <label className="field">
            {t('unit.replyText')}
            <textarea name="text" rows={4} maxLength={2_000} required autoFocus />
          </label>
        </Ask>
      )}
    </li>
  );
}

function SubUnits({ units }: { units: Desk['subUnits'] }) {
  const { t } = useTranslation('desk');
  return (
    <Part title={t('unit.below')}>
      <ul>
        {units.map(({ unitId, name, findings, overdue, filter }) => (
          <li key={unitId}>
            <div>
              <Link to="/units/$id" params={{ id: unitId }}>
                {name}
              </Link>
            </div>
            {overdue > 0 && <Overdue count={overdue} filter={filter} />}
            <Link to="/findings" search={searchOf(filter)}>
              {t('unit.openCases', { count: findings })}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
