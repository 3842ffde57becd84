import './rulings.css';

import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import { problemOf } from '../../../api/problem';
import { findingQuery, type Schemas } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { Countdown } from '../../../design/Countdown';
import { dayOf, spoken } from '../../../design/dates';
import { EmptyState } from '../../../design/EmptyState';
import { ProblemNote } from '../../../design/ProblemNote';
import { offerUndo } from '../../../design/undo';
import { Waiting } from '../../../design/Waiting';
import { Ask, ReasonField, textIn } from '../Ask';
import { useNames } from '../names';
import { waitingQuery } from '../queries';
import { type Asked, askedOf, REASONED, RULED, type Ruled, rulingOf } from './asked';

type Row = Schemas['FindingSummary'];

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => answered(api.GET('/api/v1/policies/current', { signal })),
  staleTime: 600_000,
});

interface Waits {
  ruled: Ruled;
  row: Row;
}

/** 裁定与审批: what was asked of us, the facts, what a yes would give; one key each. */
export function RulingsPage() {
  const { t } = useTranslation('desk');
  const lists = useQueries({ queries: RULED.map((ruled) => waitingQuery(ruled)) });
  const [at, setAt] = useState(0);
  const failed = lists.find(({ error, data }) => error && !data);
  if (failed) return <ProblemNote problem={problemOf(failed.error)} />;
  if (lists.some(({ isPending }) => isPending)) return <Waiting />;
  const waits = lists.flatMap(({ data }, index): Waits[] =>
    (data?.items ?? []).map((row) => ({ ruled: RULED[index] ?? 'rule_return', row })),
  );
  const here = Math.max(0, Math.min(at, waits.length - 1));
  return (
    <>
      <header className="page-head">
        <h1>{t('rulings.title')}</h1>
        <p>{t('rulings.hint', { count: waits.length })}</p>
      </header>
      {waits.length === 0 && (
        <section className="sheet">
          <EmptyState title={t('rulings.none.title')} hint={t('rulings.none.hint')} />
        </section>
      )}
      <ul className="rulings">
        {waits.map(({ ruled, row }, index) => (
          <Request
            key={`${ruled}/${row.id}`}
            ruled={ruled}
            row={row}
            current={index === here}
            onPoint={() => setAt(index)}
            onMove={(step) => setAt(Math.max(0, Math.min(waits.length - 1, here + step)))}
          />
        ))}
      </ul>
    </>
  );
}

interface RequestProps extends Waits {
  current: boolean;
  onPoint: () => void;
  onMove: (step: number) => void;
}

function Request({ ruled, row, current, onPoint, onMove }: RequestProps) {
  const { t } = useTranslation('desk');
  const { data } = useQuery(findingQuery(row.id));
  const [asking, setAsking] = useState<'grant' | 'refuse' | null>(null);
  const give = useRuling(ruled, row, () => setAsking(null));
  const asked = data && askedOf(ruled, data);
  const may = data?.allowedCommands.includes(rulingOf(ruled, true, '').command) ?? false;
  const start = (answer: 'grant' | 'refuse') => {
    if (answer === 'grant' && !REASONED.has(ruled)) give.rule(true, '', data?.revision);
    else setAsking(answer);
  };
  useKeys(
    {
      j: () => onMove(1),
      k: () => onMove(-1),
      ...(may && {
        y: (event) => {
          event.preventDefault();
          start('grant');
        },
        n: (event) => {
          event.preventDefault();
          start('refuse');
        },
      }),
    },
    current,
  );
  return (
    <li className="sheet desk-ruling" data-current={current || undefined} onFocus={onPoint}>
      <header>
        <span className="tag tone-blue">{t(`bucket.${ruled}`)}</span>
        <h2>
          <a href={`/findings/${row.id}`}>{row.number}</a> {row.description}
        </h2>
        {asked?.replyDueAt && (
          <span className="ruling-due">
            {t('rulings.replyDue')}
            <Countdown dueAt={asked.replyDueAt} />
          </span>
        )}
      </header>
      {data && asked ? <Facts ruled={ruled} row={row} finding={data} asked={asked} /> : <Waiting />}
      {give.error && !asking && <ProblemNote problem={problemOf(give.error)} />}
      {may && (
        <footer>
          <button type="button" className="act act-main" disabled={give.pending} onClick={() => start('grant')}>
            {t(`rulings.grant.${ruled}`)}
            {current && <kbd>Y</kbd>}
          </button>
          <button type="button" className="act" disabled={give.pending} onClick={() => start('refuse')}>
            {t(`rulings.refuse.${ruled}`)}
            {current && <kbd>N</kbd>}
          </button>
        </footer>
      )}
      {asking && (
        <Ask
          title={t('rulings.ask', { number: row.number })}
          act={asking === 'grant' ? t(`rulings.grant.${ruled}`) : t(`rulings.refuse.${ruled}`)}
          pending={give.pending}
          error={give.error}
          onClose={() => setAsking(null)}
          onGive={(form) => give.rule(asking === 'grant', textIn(form, 'reason'), data?.revision)}
        >
          <ReasonField
            label={t('rulings.reason')}
            chips={
              asking === 'grant'
                ? [t('rulings.chip.true')]
                : [t('rulings.chip.duty'), t('rulings.chip.noBasis'), t('rulings.chip.time')]
            }
          />
        </Ask>
      )}
    </li>
  );
}

function useRuling(ruled: Ruled, row: Row, onDone: () => void) {
  const { t } = useTranslation('desk');
  const { command } = rulingOf(ruled, true, '');
  const give = useCommand(command);
  return {
    pending: give.isPending,
    error: give.error,
    rule: (granted: boolean, reason: string, revision: number | undefined) =>
      give.mutate(
        { id: row.id, body: rulingOf(ruled, granted, reason).body, ...(revision !== undefined && { revision }) },
        {
          onSuccess: (answer) => {
            const said = granted ? t(`rulings.grant.${ruled}`) : t(`rulings.refuse.${ruled}`);
            offerUndo(t('results.one', { said, number: row.number }), [answer]);
            onDone();
          },
        },
      ),
  };
}

interface FactsProps extends Waits {
  finding: Schemas['Finding'];
  asked: Asked;
}

function Facts({ ruled, row, finding, asked }: FactsProps) {
  const { t, i18n } = useTranslation('desk');
  const names = useNames();
  const policy = useQuery(policyQuery).data;
  const reasonWord = (code: string): string => {
    const named = [
      ...(policy?.returnReasons ?? []).map((one) => [one.code, one.zh]),
      ...(policy?.suspensions ?? []).map((one) => [one.reason, one.zh]),
    ];
    const zh = named.find(([known]) => known === code)?.[1];
    if (i18n.language !== 'en') return zh ?? code;
    return i18n.exists(`desk:reason.${code}`) ? t(`reason.${code}`) : (zh ?? code);
  };
  const upheld = policy?.returnReasons.find(({ code }) => code === asked.reason)?.upheld;
  return (
    <dl className="ruling-facts">
      <dt>{t('rulings.asks')}</dt>
      <dd>
        {[asked.by, names.unit(row.leadUnitId), asked.at && spoken(asked.at, i18n.language)]
          .filter(Boolean)
          .join(' · ')}
      </dd>
      {asked.reason && (
        <>
          <dt>{t('rulings.because')}</dt>
          <dd>
            {reasonWord(asked.reason)}
            {asked.basis && <span>{t('rulings.basis', { basis: asked.basis })}</span>}
            {asked.proposedUnitId && <span>{t('rulings.proposes', { unit: names.unit(asked.proposedUnitId) })}</span>}
          </dd>
        </>
      )}
      <dt>{t('rulings.clock')}</dt>
      <dd>
        <Countdown dueAt={row.dueAt} provisional={row.provisional} />
      </dd>
      <dt>{t('rulings.history')}</dt>
      <dd>
        {t('rulings.before', { granted: asked.before.granted, refused: asked.before.refused })}
        {finding.cycle > 1 && ` · ${t('rulings.cycle', { cycle: finding.cycle })}`}
      </dd>
      <dt>{t('rulings.gives')}</dt>
      <dd>
        {ruled === 'rule_return' && upheld && t(`rulings.upheld.${upheld}`)}
        {ruled === 'decide_extension' && <Granting granting={asked.granting} />}
        {ruled !== 'rule_return' &&
          ruled !== 'decide_extension' &&
          t(`rulings.given.${ruled}`, { date: asked.until ? dayOf(asked.until) : '' })}
      </dd>
    </dl>
  );
}

/** The due that a yes would give, and why. */
function Granting({ granting }: Pick<Asked, 'granting'>) {
  const { t, i18n } = useTranslation('desk');
  if (!granting) return t('rulings.given.notSo');
  const { newDueAt, provisional, zh, en } = granting;
  return (
    <details className="ruling-granting">
      <summary>
        {t('rulings.given.due', { date: spoken(newDueAt, i18n.language) })}
        {provisional && t('rulings.given.provisional')}
      </summary>
      <ul>
        {(i18n.language === 'en' ? en : zh).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
