import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { spoken } from '../../design/dates';
import { signed } from './figures';
import { CHANGED, giveNotice, takeStep } from './queries';

type Entry = Schemas['CreditEntry'];
type Step = Entry['allowedSteps'][number];
type Act = Schemas['CreditStep'];

/** 告知 → 陈述申辩 → 决定 → 公示 → 异议 → 修复 → 移出: how far it has come. */
const WAY = ['noticed', 'stated', 'decided', 'published', 'removed'] as const;

export function CreditLife({ entry }: { entry: Entry }) {
  const { t } = useTranslation('assessment');
  const passed = new Set(entry.events.map(({ type }) => type));
  const at = placeOf(entry);
  const way = entry.status === 'dropped' ? (['noticed', 'stated', 'dropped'] as const) : WAY;
  return (
    <ol className="edition-steps credit-steps" aria-label={t('credit.life')}>
      {way.map((step, index) => (
        <li
          key={step}
          data-at={index < at ? 'done' : index === at ? 'now' : 'ahead'}
          {...(index === at && { 'aria-current': 'step' as const })}
        >
          <i aria-hidden="true">{index < at ? (passed.has(step) ? '✓' : '–') : index + 1}</i>
          <span>
            <b>{index === at ? t(`credit.step.${entry.status}`) : t(`credit.way.${step}`)}</b>
            {index < at && !passed.has(step) && <small>{t('credit.notStated')}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function placeOf({ status }: Entry): number {
  if (status === 'dropped') return 2;
  if (status === 'objected' || status === 'repairing') return WAY.indexOf('published');
  return WAY.indexOf(status);
}

/** What happened to it, with what was written each time. */
export function CreditEvents({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('assessment');
  return (
    <ol className="credit-events">
      {entry.events.map((event, index) => (
        <li key={`${event.type} ${index}`}>
          <time dateTime={event.at}>{spoken(event.at, i18n.language)}</time> <b>{t(`credit.event.${event.type}`)}</b>{' '}
          {event.reason}
        </li>
      ))}
    </ol>
  );
}

/** 有效期, as a window with its end. */
export function Validity({ entry: { effectiveFrom, expiresOn, inForce } }: { entry: Entry }) {
  const { t } = useTranslation('assessment');
  if (!effectiveFrom || !expiresOn) return <>—</>;
  return (
    <>
      {t('credit.window', { from: effectiveFrom, to: expiresOn })}{' '}
      <span className={`tag ${inForce ? 'tone-blue' : 'tone-still'}`}>
        {t(inForce ? 'credit.inForce' : 'credit.notInForce')}
      </span>
    </>
  );
}

interface Asked {
  step: Step;
  /** The two ways of a decision; a step without them only goes forward. */
  ways: readonly { key: string; yes: boolean | null }[];
}

const WAYS: Record<Step, Asked['ways']> = {
  state: [{ key: 'state', yes: null }],
  decide: [
    { key: 'decideNo', yes: false },
    { key: 'decideYes', yes: true },
  ],
  publish: [{ key: 'publish', yes: null }],
  object: [{ key: 'object', yes: null }],
  'rule-objection': [
    { key: 'objectionNo', yes: false },
    { key: 'objectionYes', yes: true },
  ],
  'apply-repair': [{ key: 'applyRepair', yes: null }],
  'rule-repair': [
    { key: 'repairNo', yes: false },
    { key: 'repairYes', yes: true },
  ],
};

function actOf(step: Step, words: string, yes: boolean | null): Act {
  switch (step) {
    case 'state':
    case 'object':
      return { type: step, text: words };
    case 'decide':
      return { type: step, list: yes ?? false, reason: words };
    case 'rule-objection':
      return { type: step, upheld: yes ?? false, reason: words };
    case 'apply-repair':
      return { type: step, evidence: words };
    case 'rule-repair':
      return { type: step, granted: yes ?? false, reason: words };
    case 'publish':
      return { type: step };
  }
}

/** Only what the reader may do now; the next step of others is named. */
export function CreditActs({ entry }: { entry: Entry }) {
  const { t } = useTranslation('assessment');
  const [asked, setAsked] = useState<Step | null>(null);
  if (entry.allowedSteps.length === 0) {
    const waits = entry.status === 'removed' || entry.status === 'dropped' ? null : t(`credit.waits.${entry.status}`);
    return waits ? <p className="assess-note">{waits}</p> : null;
  }
  return (
    <p className="credit-acts">
      {entry.allowedSteps.map((step) => (
        <Button key={step} size="small" onClick={() => setAsked(step)}>
          {t(`credit.act.${step}`)}
        </Button>
      ))}
      {asked && <Taking entry={entry} step={asked} onDone={() => setAsked(null)} />}
    </p>
  );
}

function Taking({ entry, step, onDone }: { entry: Entry; step: Step; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const take = useMutation({
    mutationFn: (yes: boolean | null) => takeStep(entry.id, actOf(step, words.trim(), yes)),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const ways = WAYS[step];
  return (
    <Modal
      open
      title={t('credit.taking', { act: t(`credit.act.${step}`), name: entry.projectName })}
      onCancel={onDone}
      footer={ways.map(({ key, yes }, index) => (
        <Button
          key={key}
          type={index === ways.length - 1 ? 'primary' : 'default'}
          disabled={step !== 'publish' && !words.trim()}
          loading={take.isPending}
          onClick={() => take.mutate(yes)}
        >
          {t(`credit.go.${key}`)}
        </Button>
      ))}
    >
      <p className="assess-note">
        {entry.fact}
        {t('stop')}
        {t(`credit.about.${step}`)}
      </p>
      {step !== 'publish' && (
        <label className="field">
          {t(`credit.words.${step}`)}
          <Input.TextArea rows={4} maxLength={500} value={words} onChange={({ target }) => setWords(target.value)} />
        </label>
      )}
      {take.error && <ProblemNote problem={problemOf(take.error)} />}
    </Modal>
  );
}

export interface NoticeOf {
  projectId: string;
  projectName: string;
  companyName: string;
  points: number;
  fact: string;
  basis: string;
  editionId: string;
  /** Working days in which the company is heard. */
  statementDays: number;
}

/** 告知: the company is told what is to be entered, and until when it is heard. */
export function Notice({ of, onDone }: { of: NoticeOf; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [fact, setFact] = useState(of.fact);
  const [basis, setBasis] = useState(of.basis);
  const give = useMutation({
    mutationFn: () => giveNotice({ projectId: of.projectId, points: of.points, fact, basis, editionId: of.editionId }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <Modal
      open
      title={t('credit.noticeTitle', { name: of.projectName })}
      onCancel={onDone}
      okText={t('credit.go.notice')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !fact.trim() || !basis.trim() }}
      confirmLoading={give.isPending}
      onOk={() => give.mutate()}
    >
      <p className="assess-note">
        {t('credit.noticeHint', { company: of.companyName, points: signed(of.points), days: of.statementDays })}
      </p>
      <label className="field">
        {t('credit.fact')}
        <Input.TextArea rows={3} maxLength={500} value={fact} onChange={({ target }) => setFact(target.value)} />
      </label>
      <label className="field">
        {t('credit.basisField')}
        <Input.TextArea rows={2} maxLength={500} value={basis} onChange={({ target }) => setBasis(target.value)} />
      </label>
      {give.error && <ProblemNote problem={problemOf(give.error)} />}
    </Modal>
  );
}
