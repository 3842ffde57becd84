import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../../api/problem';
import type { Schemas } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { useNow } from '../../../design/Countdown';
import { written } from '../../../design/dates';
import { Due } from '../../../design/Due';
import { EmptyState } from '../../../design/EmptyState';
import { Lamp, timelinessOf } from '../../../design/Lamp';
import { ProblemNote } from '../../../design/ProblemNote';
import { SlipColour } from '../../../design/SlipColour';
import { StatusTag } from '../../../design/StatusTag';
import { Waiting } from '../../../design/Waiting';
import { type Names, useNames } from '../names';
import { listQuery } from '../queries';
import { BulkBar } from './BulkBar';
import type { FindingSearch } from './search';

type Row = Schemas['FindingSummary'];

const ROW_REM = 3.85;
const BEYOND = 8;
const COLUMNS = ['number', 'problem', 'unit', 'status', 'lamp', 'due', 'filed'] as const;

/** The list: as many rows as one cares to scroll, of which only those in sight are drawn. */
export function ListView({ search }: { search: FindingSearch }) {
  const { t } = useTranslation('desk');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } = useInfiniteQuery(
    listQuery(search),
  );
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const selected = useMemo(() => rows.filter(({ id }) => chosen.has(id)), [rows, chosen]);
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (isPending) return <Waiting />;
  if (rows.length === 0) return <EmptyState title={t('findings.none.title')} hint={t('findings.none.hint')} />;
  return (
    <>
      <Rows rows={rows} chosen={chosen} onChoose={setChosen} onMore={more} />
      <p className="findings-foot" role="status">
        {hasNextPage ? t('findings.loaded', { count: rows.length }) : t('findings.allLoaded', { count: rows.length })}
      </p>
      <BulkBar
        search={search}
        selected={selected}
        onClear={() => setChosen(new Set())}
        onDone={(done) => setChosen(without(done))}
      />
    </>
  );
}

const without = (rows: readonly Row[]) => (chosen: ReadonlySet<string>) =>
  new Set([...chosen].filter((id) => !rows.some((row) => row.id === id)));

interface RowsProps {
  rows: readonly Row[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onMore: () => void;
}

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;

function useWindow(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ from: 0, to: 30 });
  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight = 700 } = box.current ?? {};
    const height = ROW_REM * rem();
    const from = Math.max(0, Math.floor(scrollTop / height) - BEYOND);
    const to = Math.ceil((scrollTop + clientHeight) / height) + BEYOND;
    setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, []);
  useEffect(() => {
    look();
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  }, [look, count]);
  const show = useCallback((index: number) => {
    const { current } = box;
    if (!current) return;
    const height = ROW_REM * rem();
    const top = index * height;
    const head = current.querySelector('thead')?.clientHeight ?? 0;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + height + head > current.scrollTop + current.clientHeight)
      current.scrollTop = top + height + head - current.clientHeight;
  }, []);
  return { box, look, show, from: Math.min(seen.from, count), to: Math.min(seen.to, count) };
}

function Rows({ rows, chosen, onChoose, onMore }: RowsProps) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const now = useNow();
  const navigate = useNavigate();
  const [at, setAt] = useState(-1);
  const { box, look, show, from, to } = useWindow(rows.length);
  useEffect(() => {
    if (to >= rows.length - 20) onMore();
  }, [to, rows.length, onMore]);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + step));
    setAt(next);
    show(next);
  };
  const latest = useRef(chosen);
  latest.current = chosen;
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(latest.current);
      if (!next.delete(id)) next.add(id);
      onChoose(next);
    },
    [onChoose],
  );
  const here = rows[at];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: (event) => {
      event.preventDefault();
      move(1);
    },
    ArrowUp: (event) => {
      event.preventDefault();
      move(-1);
    },
    x: () => here && toggle(here.id),
    'Shift+X': () => onChoose(new Set(rows.map(({ id }) => id))),
    Escape: () => onChoose(new Set()),
    Enter: (event) => {
      if (here && !(event.target instanceof Element && event.target.closest('a,button,summary')))
        void navigate({ to: '/findings/$id', params: { id: here.id } });
    },
  });
  const all = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const space = (count: number) => (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS.length + 1} className="rows-space" style={{ height: `${count * ROW_REM}rem` }} />
    </tr>
  );
  return (
    <div
      className="findings-rows"
      ref={box}
      onScroll={look}
      tabIndex={0}
      role="region"
      aria-label={t('findings.title')}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('findings.chooseAll')}
                checked={all}
                onChange={() => onChoose(all ? new Set() : new Set(rows.map(({ id }) => id)))}
              />
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`col-${column}`}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 && space(from)}
          {rows.slice(from, to).map((row, index) => (
            <Line
              key={row.id}
              row={row}
              index={from + index}
              names={names}
              now={now}
              chosen={chosen.has(row.id)}
              current={from + index === at}
              onToggle={toggle}
              onPoint={setAt}
            />
          ))}
          {to < rows.length && space(rows.length - to)}
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  row: Row;
  index: number;
  names: Names;
  now: number;
  chosen: boolean;
  current: boolean;
  onToggle: (id: string) => void;
  onPoint: (index: number) => void;
}

const Line = memo(function Line({ row, index, names, now, chosen, current, onToggle, onPoint }: LineProps) {
  const { t } = useTranslation('desk');
  const { id, number, description, place, categoryCode, leadUnitId, status, colour, filedAt } = row;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-current={current || undefined}
      onClick={() => onPoint(index)}
      style={{ height: `${ROW_REM}rem` }}
    >
      <td>
        <input
          type="checkbox"
          aria-label={t('findings.choose', { number })}
          checked={chosen}
          onChange={() => onToggle(id)}
        />
      </td>
      <td className="col-number">
        <a href={`/findings/${id}`}>{number}</a>
      </td>
      <td className="col-problem">
        <span title={description}>{description}</span>
        <small>{[names.category(categoryCode), names.place(place)].filter(Boolean).join(' · ')}</small>
      </td>
      <td className="col-unit">{names.unit(leadUnitId)}</td>
      <td>
        <span className="findings-tags">
          <StatusTag status={status} />
          <SlipColour colour={colour} />
        </span>
      </td>
      <td>
        <Lamp state={timelinessOf(row, now)} />
      </td>
      <td>
        <Due of={row} />
      </td>
      <td className="col-filed">{written(filedAt)}</td>
    </tr>
  );
});
