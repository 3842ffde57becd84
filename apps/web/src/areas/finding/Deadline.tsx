import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { Countdown, useNow } from '../../design/Countdown';
import { dayOf, spoken } from '../../design/dates';
import { Lamp } from '../../design/Lamp';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { Calendar } from './Calendar';
import { Ladder } from './Ladder';
import { Part } from './Part';
import { type Clock, deadlineQuery, type Explained, type Finding } from './queries';
import { useNames } from './useNames';

/** 时限: how long is left, and one tap away why. */
export function Deadline({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const [open, setOpen] = useState(false);
  return (
    <Part title={t('deadline.title')}>
      <div className="deadline-now">
        <Standing finding={finding} />
        <button type="button" className="act" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'deadline.close' : 'deadline.why')}
        </button>
      </div>
      <Waits finding={finding} />
      {open && <Explanation finding={finding} />}
    </Part>
  );
}

const JUDGED: ReadonlySet<string> = new Set(['in_time', 'late']);

/** What is left; or, once it is answered, whether that was in time. */
function Standing({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation('finding');
  const { state, dueAt, provisional } = finding.timeliness;
  if (dueAt === null && finding.suspended) return <Suspended finding={finding} />;
  if (dueAt === null || !JUDGED.has(state)) return <Countdown dueAt={dueAt} provisional={provisional} />;
  return (
    <p className="deadline-judged">
      <Lamp state={state} /> {t('deadline.judged', { due: spoken(dueAt, i18n.language) })}
    </p>
  );
}

function Suspended({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const open = finding.suspensions.filter(({ endedAt }) => endedAt === null);
  return (
    <ul className="plain">
      {open.map(({ id, reason, until }) => (
        <li key={id}>
          {t('deadline.suspended', { reason: names.word('reason', reason), until: names.moment(until) })}
        </li>
      ))}
    </ul>
  );
}

const OURS: ReadonlySet<string> = new Set([
  'screen',
  'grid_village',
  'grid_township',
  'dispatch',
  'return_ruling',
  'extension_reply',
  'suspension_reply',
  'verify',
  'approve',
  'objection_ruling',
  'recheck',
  'review_decision',
  'sign_document',
]);

/** What it waits for at this moment beside the case's own clock; our lateness too. */
function Waits({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const now = useNow();
  const running = finding.clocks.filter(
    ({ kind, stopped, dueAt }) => kind !== 'case' && kind !== 'rectify' && !stopped && dueAt !== null,
  );
  if (running.length === 0) return null;
  return (
    <ul className="deadline-waits">
      {running.map((clock) => {
        const late = clock.dueAt !== null && Date.parse(clock.dueAt) < now;
        return (
          <li key={clock.id}>
            <span>
              {names.word('clock', clock.kind)}
              <small>{OURS.has(clock.kind) ? t('deadline.ours') : names.unit(clock.unitId)}</small>
            </span>
            <Countdown dueAt={clock.dueAt} provisional={clock.provisional} />
            {late && OURS.has(clock.kind) && <p className="finding-note">{t('deadline.weAreLate')}</p>}
          </li>
        );
      })}
    </ul>
  );
}

function Explanation({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const { data, error } = useQuery(deadlineQuery(finding.id));
  const [all, setAll] = useState(false);
  if (!data) return error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />;
  const ordered = data.clocks.toSorted((a, b) => rank(a) - rank(b));
  const shown = all ? ordered : ordered.filter(({ running, kind }) => running || kind === 'case' || kind === 'rectify');
  return (
    <div className="explanation">
      {shown.length === 0 && <p>{t('deadline.noClock')}</p>}
      {shown.map((one) => (
        <ClockExplained
          key={one.clockId}
          finding={finding}
          explained={one}
          clock={finding.clocks.find(({ id }) => id === one.clockId)}
        />
      ))}
      {ordered.length > shown.length && (
        <button type="button" className="act" onClick={() => setAll(true)}>
          {t('deadline.past', { count: ordered.length - shown.length })}
        </button>
      )}
    </div>
  );
}

const rank = ({ kind, running }: Explained): number =>
  (kind === 'case' ? 0 : kind === 'rectify' ? 1 : 2) + (running ? 0 : 3);

interface ClockExplainedProps {
  finding: Finding;
  explained: Explained;
  clock: Clock | undefined;
}

/** One clock: its days, what moved it, and its ladder. */
function ClockExplained({ finding, explained, clock }: ClockExplainedProps) {
  const { t, i18n } = useTranslation('finding');
  const names = useNames(finding);
  const { kind, step, unitId, unit, budget, running, stoppedAt, dueAt, provisional, changes } = explained;
  const lines = explained[i18n.language === 'en' ? 'en' : 'zh'];
  const stepName = finding.steps.find(({ code }) => code === step)?.zh;
  return (
    <section className="explained">
      <h3>
        {names.word('clock', kind)}
        {finding.steps.length > 1 && stepName && <span>{names.word('step', stepName)}</span>}
        {unitId && <span>{names.unit(unitId)}</span>}
      </h3>
      <p className="explained-sum">
        {explained.fixed
          ? t('deadline.fixed', { due: spoken(dueAt, i18n.language) })
          : t('deadline.budget', { budget: names.quanta(unit, budget), due: spoken(dueAt, i18n.language) })}
        {provisional && <b>{t('deadline.provisional')}</b>}
        {!running && stoppedAt && <span>{t('deadline.stopped', { at: spoken(stoppedAt, i18n.language) })}</span>}
        {!running && !stoppedAt && <span>{t('deadline.paused')}</span>}
      </p>
      <Calendar segments={explained.segments} unit={unit} due={dayOf(dueAt)} names={names} />
      {changes.length > 0 && (
        <ul className="explained-changes">
          {changes.map(({ why, at, before, after }) => (
            <li key={at + why}>
              {t('deadline.change', {
                at: names.moment(at),
                why: names.word('why', why),
                before: names.moment(before),
                after: names.moment(after),
              })}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t('deadline.inWords')}</summary>
        <ol>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </details>
      {clock?.ladder && <Ladder finding={finding} clock={clock} />}
    </section>
  );
}
