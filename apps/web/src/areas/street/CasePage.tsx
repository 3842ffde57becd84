import './street.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type CommandName, type Payload, useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import { categoriesQuery, findingQuery, type Schemas, unitsQuery } from '../../api/queries';
import { Countdown, useNow } from '../../design/Countdown';
import { dayOf, spoken } from '../../design/dates';
import { Lamp } from '../../design/Lamp';
import { PhotoPair } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { StageStepper } from '../../design/StageStepper';
import { StatusTag } from '../../design/StatusTag';
import { Waiting } from '../../design/Waiting';
import { Ruling } from '../district/Ruling';
import { Feedback } from './Feedback';
import { policyQuery } from './policy';

const route = getRouteApi('/m/cases/$id');
const REASON = 500;
const RULINGS = ['pass-on', 'pass-back', 'settle'] as const;
const DAY_MS = 86_400_000;

type Case = Schemas['Finding'];

/** 一件: what it is, until when, and what the caller may do with it here and now. */
export function CasePage() {
  const { t } = useTranslation('street');
  const { id } = route.useParams();
  const { data, error } = useQuery(findingQuery(id));
  if (!data) return error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />;
  return (
    <article className="case">
      <Facts finding={data} />
      <Actions finding={data} />
      <Link to="/findings/$id" params={{ id }} className="act act-wide">
        {t('case.whole')}
      </Link>
    </article>
  );
}

function Facts({ finding }: { finding: Case }) {
  const { t, i18n } = useTranslation('street');
  const categories = useQuery(categoriesQuery).data?.items;
  const units = useQuery(unitsQuery).data?.items;
  const { number, description, place, status, stage, cycle, timeliness, colour, fixings, defects } = finding;
  const nameOf = (unitId: string | null) => units?.find((unit) => unit.id === unitId)?.name;
  const category = categories?.find(({ code }) => code === finding.categoryCode)?.name;
  const where = [nameOf(place.streetId), nameOf(place.communityId), place.pointName].filter(Boolean).join(' · ');
  return (
    <>
      <header>
        <small>{number}</small>
        <h1>{description}</h1>
        <p className="hint">{[category, where].filter(Boolean).join(' · ')}</p>
        <p className="tags">
          <StatusTag status={status} />
          <Lamp state={timeliness.state} />
          <SlipColour colour={colour} />
        </p>
      </header>
      {timeliness.dueAt && (
        <div className="due">
          <Countdown dueAt={timeliness.dueAt} provisional={timeliness.provisional} />
        </div>
      )}
      <StageStepper stage={stage} cycle={cycle} />
      {Array.from({ length: defects }, (_, index) => (
        <PhotoPair
          key={index}
          before={photoOf(finding.evidence, 'before', index + 1)}
          after={photoOf(finding.evidence, 'after', index + 1)}
        />
      ))}
      {fixings && (
        <dl className="facts">
          <dt>{t('case.unit')}</dt>
          <dd>{nameOf(fixings.unitId)}</dd>
          <dt>{t('case.task')}</dt>
          <dd>{fixings.task}</dd>
        </dl>
      )}
      <p className="hint">
        {t('filed.at', { at: spoken(finding.filedAt, i18n.language) })}
        {finding.capturedAt && ` · ${t('case.captured', { at: spoken(finding.capturedAt, i18n.language) })}`}
      </p>
    </>
  );
}

const photoOf = (evidence: Case['evidence'], role: 'before' | 'after', defect: number) =>
  evidence.findLast((photo) => photo.role === role && photo.defect === defect) ??
  (role === 'before' && defect === 1 ? evidence.find((photo) => photo.role === role) : undefined);

/** Only what the api says the caller may do. */
function Actions({ finding }: { finding: Case }) {
  const { t } = useTranslation('street');
  const now = useNow();
  const may = (command: CommandName) => finding.allowedCommands.includes(command);
  const undo = may('take-back') && finding.undoUntil !== null && Date.parse(finding.undoUntil) > now;
  return (
    <div className="case-acts">
      {undo && <OneTap finding={finding} name="take-back" words={t('act.takeBack')} />}
      {finding.chainLevel && (
        <Ruling
          id={finding.id}
          revision={finding.revision}
          level={finding.chainLevel}
          commands={RULINGS.filter((command) => may(command))}
        />
      )}
      {may('claim') && <OneTap finding={finding} name="claim" words={t('act.claim')} main />}
      {may('sign') && <OneTap finding={finding} name="sign" words={t('act.sign')} main />}
      {may('endorse') && <OneTap finding={finding} name="endorse" words={t('act.endorse')} main />}
      {may('send-back') && (
        <Told finding={finding} name="send-back" title={t('act.sendBack')} label={t('act.reason')} />
      )}
      {may('submit') && <Feedback finding={finding} />}
      {may('report-progress') && (
        <Told finding={finding} name="report-progress" title={t('act.progress')} label={t('act.progressText')} />
      )}
      {may('request-extension') && <AskExtension finding={finding} />}
      {may('request-return') && <AskReturn finding={finding} />}
      {may('comment') && (
        <Told finding={finding} name="comment" title={t('act.comment')} label={t('act.commentText')} />
      )}
    </div>
  );
}

interface OneTapProps {
  finding: Case;
  name: 'sign' | 'claim' | 'endorse' | 'take-back';
  words: string;
  main?: boolean;
}

function OneTap({ finding: { id, revision }, name, words, main = false }: OneTapProps) {
  const command = useCommand(name);
  return (
    <>
      {command.isError && <ProblemNote problem={problemOf(command.error)} />}
      <button
        type="button"
        className={`act act-wide ${main ? 'act-main' : ''}`}
        disabled={command.isPending}
        onClick={() => command.mutate({ id, revision, body: {} })}
      >
        {words}
      </button>
    </>
  );
}

interface FoldProps<Name extends CommandName> {
  finding: Case;
  name: Name;
  title: string;
  bodyOf: (given: FormData) => Payload<Name>;
  children: ReactNode;
}

/** A form behind its name; closed again once it is done. */
function Fold<Name extends CommandName>({ finding, name, title, bodyOf, children }: FoldProps<Name>) {
  const { t } = useTranslation('street');
  const command = useCommand(name);
  const [open, setOpen] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = bodyOf(new FormData(event.currentTarget));
    command.mutate({ id: finding.id, revision: finding.revision, body }, { onSuccess: () => setOpen(false) });
  };
  return (
    <section className="fold">
      <button type="button" className="act act-wide" aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {command.isSuccess && !open && <p role="status">{t('act.done')}</p>}
      {open && (
        <form onSubmit={send}>
          {command.isError && <ProblemNote problem={problemOf(command.error)} />}
          {children}
          <button type="submit" className="act act-main act-wide" disabled={command.isPending}>
            {t('act.send', { what: title })}
          </button>
        </form>
      )}
    </section>
  );
}

const wordsIn = (given: FormData, name: string): string => {
  const words = given.get(name);
  return typeof words === 'string' ? words.trim() : '';
};

interface ToldProps {
  finding: Case;
  name: 'report-progress' | 'comment' | 'send-back';
  title: string;
  label: string;
}

function Told({ finding, name, title, label }: ToldProps) {
  return (
    <Fold
      finding={finding}
      name={name}
      title={title}
      bodyOf={(given) => (name === 'send-back' ? { reason: wordsIn(given, 'text') } : { text: wordsIn(given, 'text') })}
    >
      <Words name="text" label={label} />
    </Fold>
  );
}

const Words = ({ name, label }: { name: string; label: string }) => (
  <label className="field">
    <span>{label}</span>
    <textarea name={name} rows={3} required maxLength={REASON} />
  </label>
);

function AskExtension({ finding }: { finding: Case }) {
  const { t } = useTranslation('street');
  const { dueAt } = finding.timeliness;
  const now = useNow();
  const earliest = dayOf(Math.max(now, dueAt ? Date.parse(dueAt) : now) + DAY_MS);
  return (
    <Fold
      finding={finding}
      name="request-extension"
      title={t('act.extension')}
      bodyOf={(given) => ({ until: wordsIn(given, 'until'), reason: wordsIn(given, 'reason') })}
    >
      <label className="field">
        <span>{t('act.until')}</span>
        <input type="date" name="until" required min={earliest} />
      </label>
      <Words name="reason" label={t('act.reason')} />
    </Fold>
  );
}

function AskReturn({ finding }: { finding: Case }) {
  const { t, i18n } = useTranslation('street');
  const reasons = useQuery(policyQuery).data?.returnReasons ?? [];
  const units = useQuery(unitsQuery).data?.items.filter(({ validTo, kind }) => validTo === null && kind !== 'district');
  return (
    <Fold
      finding={finding}
      name="request-return"
      title={t('act.return')}
      bodyOf={(given) => ({
        reason: wordsIn(given, 'reason'),
        basis: wordsIn(given, 'basis'),
        proposedUnitId: wordsIn(given, 'unit') || null,
      })}
    >
      <label className="field">
        <span>{t('act.returnReason')}</span>
        <select name="reason" required defaultValue="">
          <option value="" disabled>
            {t('place.choose')}
          </option>
          {reasons.map(({ code, zh }) => (
            <option key={code} value={code}>
              {i18n.exists(`street:returnReason.${code}`) ? t(`returnReason.${code}`) : zh}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('act.proposedUnit')}</span>
        <select name="unit" defaultValue="">
          <option value="">{t('act.noProposal')}</option>
          {units?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Words name="basis" label={t('act.basis')} />
    </Fold>
  );
}
