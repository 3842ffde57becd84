import './write-off.css';

import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { findingQuery, type Schemas } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { written } from '../../../design/dates';
import { EmptyState } from '../../../design/EmptyState';
import { PhotoPair } from '../../../design/PhotoPair';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { Ask, ReasonField, textIn } from '../Ask';
import { DrawnSample } from '../DrawnSample';
import { useNames } from '../names';
import { useBulk, waitingQuery } from '../queries';
import { Results } from '../Results';
import { pairsOf } from '../verify/pairs';
import { type By, type Group, GROUPINGS, groupsOf } from './groups';

type Row = Schemas['FindingSummary'];
const MOST = 200;

/** 批量销号: what was verified, in batches of at most fifty that can be looked through before they are approved. */
export function WriteOffPage() {
  const { t } = useTranslation('desk');
  const names = useNames();
  const { data, error } = useQuery(waitingQuery('approve', MOST));
  const [by, setBy] = useState<By>('all');
  const [open, setOpen] = useState<string | null>(null);
  const bulk = useBulk();
  const [numbers, setNumbers] = useState<ReadonlyMap<string, string>>(new Map());
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const groups = groupsOf(data.items, by);
  const shown = groups.find(({ key }) => key === open) ?? groups[0];
  const nameOf = ({ of }: Group, index: number): string => {
    if (by === 'all') return t('writeOff.nth', { nth: index + 1 });
    return by === 'unit' ? names.unit(of) : names.category(of);
  };
  const approve = (rows: readonly Row[]) => {
    setNumbers(new Map(data.items.map(({ id, number }) => [id, number])));
    bulk.mutate(
      { command: 'approve', items: rows.map(({ id, revision }) => ({ findingId: id, revision })) },
      {
        onSuccess: ({ items }) => {
          const done = items.flatMap((item) => item.done ?? []);
          offerUndo(t('results.done', { said: t('writeOff.approve'), count: done.length }), done);
        },
      },
    );
  };
  return (
    <>
      <header className="page-head">
        <h1>{t('writeOff.title')}</h1>
        <p>{t('writeOff.hint', { count: data.items.length })}</p>
        <div className="findings-views" role="group" aria-label={t('writeOff.by')}>
          {GROUPINGS.map((one) => (
            <button key={one} type="button" className="switch" aria-pressed={by === one} onClick={() => setBy(one)}>
              {t(`writeOff.group.${one}`)}
            </button>
          ))}
        </div>
      </header>
      {bulk.error && <ProblemNote problem={problemOf(bulk.error)} />}
      {bulk.data && (
        <Results
          said={t('writeOff.approve')}
          items={bulk.data.items}
          nameOf={(id) => numbers.get(id) ?? ''}
          onClose={() => bulk.reset()}
        />
      )}
      {bulk.data?.sample && <LookBack sample={bulk.data.sample} numbers={numbers} />}
      {shown ? (
        <div className="writeoff" data-alone={groups.length === 1 || undefined}>
          {groups.length > 1 && (
            <nav className="sheet" aria-label={t('writeOff.batches')}>
              {groups.map((group, index) => (
                <button key={group.key} type="button" aria-current={group === shown} onClick={() => setOpen(group.key)}>
                  <span>{nameOf(group, index)}</span>
                  <b>{group.rows.length}</b>
                </button>
              ))}
            </nav>
          )}
          <Batch
            key={shown.key}
            group={shown}
            name={nameOf(shown, groups.indexOf(shown))}
            pending={bulk.isPending}
            onApprove={approve}
          />
        </div>
      ) : (
        <section className="sheet">
          <EmptyState title={t('writeOff.none.title')} hint={t('writeOff.none.hint')} />
        </section>
      )}
    </>
  );
}

/** Of what was just written off, what will be looked back at: drawn by the record, not chosen. */
function LookBack({ sample, numbers }: { sample: Schemas['Sample']; numbers: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('desk');
  return (
    <section className="sheet lookback" aria-label={t('writeOff.lookBack')}>
      <h2>{t('writeOff.lookBack')}</h2>
      <p>
        {t('drawn.of', { drawn: sample.drawn.length, population: sample.population.length })}
        {sample.drawn.map((id) => (
          <a key={id} href={`/findings/${id}`}>
            {numbers.get(id)}
          </a>
        ))}
      </p>
      <DrawnSample sample={sample} />
    </section>
  );
}

interface BatchProps {
  group: Group;
  name: string;
  pending: boolean;
  onApprove: (rows: readonly Row[]) => void;
}

function Batch({ group: { rows }, name, pending, onApprove }: BatchProps) {
  const { t } = useTranslation('desk');
  const details = useQueries({
    queries: rows.map(({ id }) => ({ ...findingQuery(id), refetchInterval: false as const })),
  });
  const [at, setAt] = useState(0);
  const [rejecting, setRejecting] = useState<Row | null>(null);
  const here = Math.min(at, rows.length - 1);
  const show = (index: number) => {
    setAt(index);
    document.getElementById(`case-${rows[index]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys(
    {
      j: () => show(Math.min(rows.length - 1, here + 1)),
      k: () => show(Math.max(0, here - 1)),
      p: () => rows[here] && onApprove([rows[here]]),
      f: (event) => {
        event.preventDefault();
        setRejecting(rows[here] ?? null);
      },
      'Shift+P': () => onApprove(rows),
    },
    !pending,
  );
  return (
    <section className="writeoff-batch" aria-label={name}>
      <header className="sheet">
        <h2>{name}</h2>
        <span>{t('writeOff.inBatch', { count: rows.length })}</span>
        <button type="button" className="act act-main" disabled={pending} onClick={() => onApprove(rows)}>
          {t('writeOff.approveAll', { count: rows.length })}
          <kbd>Shift P</kbd>
        </button>
      </header>
      <ul>
        {rows.map((row, index) => (
          <Case
            key={row.id}
            row={row}
            finding={details[index]?.data}
            current={index === here}
            pending={pending}
            onApprove={() => onApprove([row])}
            onReject={() => setRejecting(row)}
          />
        ))}
      </ul>
      {rejecting && <Reject row={rejecting} onDone={() => setRejecting(null)} />}
    </section>
  );
}

interface CaseProps {
  row: Row;
  finding: Schemas['Finding'] | undefined;
  current: boolean;
  pending: boolean;
  onApprove: () => void;
  onReject: () => void;
}

function Case({ row, finding, current, pending, onApprove, onReject }: CaseProps) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const pair = finding && pairsOf(finding)[0];
  const verified = finding?.verification;
  return (
    <li id={`case-${row.id}`} className="sheet writeoff-case" data-current={current || undefined}>
      <PhotoPair before={pair?.before} after={pair?.after} />
      <div>
        <b>
          <a href={`/findings/${row.id}`}>{row.number}</a> {row.description}
        </b>
        <p>{[names.place(row.place), names.unit(row.leadUnitId)].filter(Boolean).join(' · ')}</p>
        {verified && (
          <p>
            {t('writeOff.verified', {
              by: verified.by.name,
              mode: t(`writeOff.mode.${verified.mode}`),
              at: written(verified.at),
            })}
          </p>
        )}
        <footer>
          <button type="button" className="act" disabled={pending} onClick={onApprove}>
            {t('writeOff.approve')}
            <span className="unseen"> {row.number}</span>
            {current && <kbd>P</kbd>}
          </button>
          <button type="button" className="act" onClick={onReject}>
            {t('writeOff.reject')}
            <span className="unseen"> {row.number}</span>
            {current && <kbd>F</kbd>}
          </button>
        </footer>
      </div>
    </li>
  );
}

function Reject({ row, onDone }: { row: Row; onDone: () => void }) {
  const { t } = useTranslation('desk');
  const reject = useCommand('reject-write-off');
  return (
    <Ask
      title={t('writeOff.rejectOne', { number: row.number })}
      act={t('writeOff.reject')}
      pending={reject.isPending}
      error={reject.error}
      onClose={onDone}
      onGive={(form) =>
        reject.mutate(
          {
            id: row.id,
            body: {
              to: textIn(form, 'to') === 'submitted' ? 'submitted' : 'rectifying',
              reason: textIn(form, 'reason'),
            },
            revision: row.revision,
          },
          {
            onSuccess: (answer) => {
              offerUndo(t('results.one', { said: t('writeOff.reject'), number: row.number }), [answer]);
              onDone();
            },
          },
        )
      }
    >
      <label className="field">
        {t('writeOff.to')}
        <select name="to" defaultValue="rectifying">
          <option value="rectifying">{t('writeOff.toUnit')}</option>
          <option value="submitted">{t('writeOff.toVerifier')}</option>
        </select>
      </label>
      <ReasonField
        label={t('writeOff.reason')}
        chips={[t('writeOff.chip.notDone'), t('writeOff.chip.photo'), t('writeOff.chip.paper')]}
      />
    </Ask>
  );
}
