import './verify.css';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type Payload, useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { findingQuery, type Schemas } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { Countdown } from '../../../design/Countdown';
import { written } from '../../../design/dates';
import { EmptyState } from '../../../design/EmptyState';
import { PhotoPair } from '../../../design/PhotoPair';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { Ask, ReasonField, textIn } from '../Ask';
import { useNames } from '../names';
import { waitingQuery } from '../queries';
import { flagsOf, metresOff, pairsOf } from './pairs';
import { Sampling } from './Sampling';

type Row = Schemas['FindingSummary'];
type Asking = 'fail' | 'sham';
const MOST = 200;

/** 核查墙: before and after, large, one key each. */
export function VerifyPage() {
  const { t } = useTranslation('desk');
  const { data, error } = useQuery(waitingQuery('verify', MOST));
  const [at, setAt] = useState(0);
  const [done, setDone] = useState(0);
  const [sample, setSample] = useState<Schemas['Sample'] | null>(null);
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const drawn = new Set(sample?.drawn);
  const rows = sample ? data.items.filter(({ id }) => drawn.has(id)) : data.items;
  const here = Math.max(0, Math.min(at, rows.length - 1));
  const row = rows[here];
  return (
    <>
      <header className="page-head">
        <h1>{t('verify.title')}</h1>
        <p>{t('verify.progress', { done, left: rows.length })}</p>
        <progress
          value={done}
          max={Math.max(1, done + rows.length)}
          aria-label={t('verify.progress', { done, left: rows.length })}
        />
      </header>
      <Sampling rows={data.items} sample={sample} onSample={setSample} />
      {row ? (
        <Wall
          key={row.id}
          row={row}
          position={t('verify.position', { at: here + 1, of: rows.length })}
          next={rows[here + 1]}
          onMove={(step) => setAt(Math.max(0, Math.min(rows.length - 1, here + step)))}
          onDone={() => setDone(done + 1)}
        />
      ) : (
        <section className="sheet">
          <EmptyState title={t('verify.none.title')} hint={t('verify.none.hint')} />
        </section>
      )}
    </>
  );
}

interface WallProps {
  row: Row;
  position: string;
  next: Row | undefined;
  onMove: (step: number) => void;
  onDone: () => void;
}

function Wall({ row, position, next, onMove, onDone }: WallProps) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const { data, error } = useQuery(findingQuery(row.id));
  const verify = useCommand('verify');
  const [onSite, setOnSite] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  useEffect(() => {
    if (next) void queries.prefetchQuery(findingQuery(next.id));
  }, [next, queries]);
  // After a 撤回 the list is read again before the case: what is kept of the case is not decided on.
  const may = data !== undefined && data.revision >= row.revision && data.allowedCommands.includes('verify');
  const mode = onSite ? 'site' : 'photo';
  const give = (body: Payload<'verify'>, said: string) => {
    if (!data || verify.isPending) return;
    verify.mutate(
      { id: row.id, body, revision: data.revision },
      {
        onSuccess: (answer) => {
          setAsking(null);
          offerUndo(t('results.one', { said, number: row.number }), [answer]);
          onDone();
        },
      },
    );
  };
  const pass = () => give({ outcome: 'passed', mode }, t('verify.passed'));
  useKeys({
    j: () => onMove(1),
    k: () => onMove(-1),
    ArrowRight: () => onMove(1),
    ArrowLeft: () => onMove(-1),
    ...(may && {
      p: pass,
      f: (event) => {
        event.preventDefault();
        setAsking('fail');
      },
      s: (event) => {
        event.preventDefault();
        setAsking('sham');
      },
      o: () => setOnSite(!onSite),
    }),
  });
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Waiting />;
  const pairs = pairsOf(data);
  return (
    <section className="sheet verify-wall" aria-label={row.number}>
      <Facts finding={data} row={row} position={position} />
      <div className="wall-pairs">
        {pairs.map(({ defect, before, after }) => (
          <div key={defect}>
            {pairs.length > 1 && <h3>{t('verify.defect', { defect })}</h3>}
            <PhotoPair before={before} after={after} />
          </div>
        ))}
      </div>
      {verify.error && !asking && <ProblemNote problem={problemOf(verify.error)} />}
      <footer className="wall-acts">
        <button type="button" className="act" onClick={() => onMove(-1)}>
          {t('verify.previous')}
          <kbd>K</kbd>
        </button>
        {may && (
          <>
            <button type="button" className="act act-main" disabled={verify.isPending} onClick={pass}>
              {t('verify.pass')}
              <kbd>P</kbd>
            </button>
            <button type="button" className="act" onClick={() => setAsking('fail')}>
              {t('verify.fail')}
              <kbd>F</kbd>
            </button>
            <button type="button" className="act" onClick={() => setAsking('sham')}>
              {t('verify.sham')}
              <kbd>S</kbd>
            </button>
            <button type="button" className="act" aria-pressed={onSite} onClick={() => setOnSite(!onSite)}>
              {onSite ? t('verify.wasOnSite') : t('verify.onSite')}
              <kbd>O</kbd>
            </button>
          </>
        )}
        <button type="button" className="act" onClick={() => onMove(1)}>
          {t('verify.next')}
          <kbd>J</kbd>
        </button>
      </footer>
      {asking && (
        <Ask
          title={t(`verify.ask.${asking}`, { number: row.number })}
          act={t(`verify.${asking}`)}
          pending={verify.isPending}
          error={verify.error}
          onClose={() => setAsking(null)}
          onGive={(form) =>
            give(
              { outcome: 'failed', mode, reason: textIn(form, 'reason'), ...(asking === 'sham' && { sham: true }) },
              t('verify.failed'),
            )
          }
        >
          <ReasonField label={t('verify.reason')} chips={reasonsOf(t, asking)} />
        </Ask>
      )}
    </section>
  );
}

type Translate = ReturnType<typeof useTranslation<'desk'>>['t'];

const reasonsOf = (t: Translate, asking: Asking): string[] =>
  asking === 'sham'
    ? [t('verify.chip.otherPlace'), t('verify.chip.oldPhoto'), t('verify.chip.edited')]
    : [t('verify.chip.notDone'), t('verify.chip.partly'), t('verify.chip.unclear'), t('verify.chip.back')];

function Facts({ finding, row, position }: { finding: Schemas['Finding']; row: Row; position: string }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const pairs = pairsOf(finding);
  const answer = finding.submissions.at(-1);
  const metres = metresOff(finding.place, pairs);
  return (
    <header className="wall-facts">
      <div>
        <h2>
          <a href={`/findings/${row.id}`}>{row.number}</a> {row.description}
        </h2>
        <p>
          {[names.category(row.categoryCode), names.place(row.place), names.unit(row.leadUnitId)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {answer && (
          <p>
            {t('verify.answer')}
            {answer.text}
            {answer.submittedAt && <small>{t('verify.answeredAt', { at: written(answer.submittedAt) })}</small>}
          </p>
        )}
        <p className="wall-flags">
          {flagsOf(pairs).map((flag) => (
            <span key={flag} className={flag === 'no_exif' ? 'tag tone-still' : 'tag tone-late'}>
              {t(`verify.flag.${flag}`)}
            </span>
          ))}
          {metres !== null && (
            <span className={metres > 200 ? 'tag tone-late' : 'tag tone-good'}>{t('verify.metres', { metres })}</span>
          )}
          {row.cycle > 1 && <span className="tag tone-soon">{t('words:cycle', { cycle: row.cycle })}</span>}
        </p>
      </div>
      <div>
        <b>{position}</b>
        <Countdown dueAt={verifyDue(finding)} />
      </div>
    </header>
  );
}

/** Ours: by when the verification itself is due. */
const verifyDue = ({ clocks }: Schemas['Finding']): string | null =>
  clocks.find(({ kind, stopped }) => kind === 'verify' && !stopped)?.dueAt ?? null;
