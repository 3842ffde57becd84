import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { periodName } from './period';
import { CHANGED, recordExit } from './queries';

type Exit = Schemas['CreditFile']['exits'][number];
type Owners = NonNullable<Exit['proposal']['owners']>;

/** 退出与解聘: what the lists proposed, and what those decided who may. */
export function Exits({ exits }: { exits: readonly Exit[] }) {
  const { t } = useTranslation('assessment');
  const [recording, setRecording] = useState<Exit | null>(null);
  return (
    <section aria-label={t('exit.title')}>
      <h2>{t('exit.title')}</h2>
      <p className="assess-note">{t('exit.hint')}</p>
      <ul className="credit-file">
        {exits.map((exit) => (
          <li key={exit.proposal.id}>
            <article className="credit-entry" aria-label={t('exit.of', { name: exit.projectName })}>
              <header>
                <b>{exit.companyName}</b>
                <Link to="/property/projects/$id" params={{ id: exit.projectId }}>
                  {exit.projectName}
                </Link>
                <span className="assess-soft">{periodName(t, 'quarter', exit.start)}</span>
              </header>
              <p>
                {exit.proposal.basis}
                {t('stop')}
                {t('exit.deciders', { who: exit.proposal.deciders ?? t('proposal.office') })}
              </p>
              <Standing exit={exit} />
              {exit.mayRecord && (
                <p className="credit-acts">
                  <Button size="small" onClick={() => setRecording(exit)}>
                    {t(exit.proposal.owners ? 'exit.amend' : 'exit.record')}
                  </Button>
                </p>
              )}
            </article>
          </li>
        ))}
      </ul>
      {recording && <Recording exit={recording} onDone={() => setRecording(null)} />}
    </section>
  );
}

/** How far it has come: proposed, put to those who may decide, decided. */
function Standing({ exit: { proposal } }: { exit: Exit }) {
  const { t } = useTranslation('assessment');
  if (proposal.owners) return <Decided owners={proposal.owners} />;
  const at = proposal.decision === null ? 'open' : proposal.decision === 'approved' ? 'waiting' : 'refused';
  return (
    <p>
      <span className={`tag ${at === 'refused' ? 'tone-still' : 'tone-soon'}`}>{t(`exit.at.${at}`)}</span>
    </p>
  );
}

/** What was decided, when, by whom and by which document. */
export function Decided({ owners: { outcome, decidedOn, decider, document } }: { owners: Owners }) {
  const { t } = useTranslation('assessment');
  return (
    <p>
      <span className={`tag ${outcome === 'dismissed' ? 'tone-late' : 'tone-still'}`}>
        {t(`exit.outcome.${outcome}`)}
      </span>{' '}
      {t('exit.decided', { on: decidedOn, who: decider, document })}
    </p>
  );
}

function Recording({ exit: { proposal, projectName }, onDone }: { exit: Exit; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const today = dayOf(serverNow());
  const [given, setGiven] = useState<Schemas['RecordExit']>(
    proposal.owners ?? { outcome: 'dismissed', decidedOn: today, decider: '', document: '' },
  );
  const record = useMutation({
    mutationFn: () => recordExit(proposal.id, given),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const whole = given.decider.trim() && given.document.trim() && given.decidedOn;
  return (
    <Modal
      open
      title={t('exit.recording', { name: projectName })}
      onCancel={onDone}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !whole }}
      confirmLoading={record.isPending}
      onOk={() => record.mutate()}
    >
      <p className="assess-note">{t('exit.deciders', { who: proposal.deciders ?? t('proposal.office') })}</p>
      <div className="assess-form">
        <Radio.Group
          aria-label={t('exit.what')}
          value={given.outcome}
          onChange={({ target }) => setGiven({ ...given, outcome: target.value as Owners['outcome'] })}
          options={(['dismissed', 'kept'] as const).map((value) => ({ value, label: t(`exit.outcome.${value}`) }))}
        />
        <label className="field">
          {t('exit.on')}
          <input
            type="date"
            max={today}
            value={given.decidedOn}
            onChange={({ target }) => setGiven({ ...given, decidedOn: target.value })}
          />
        </label>
        <label className="field">
          {t('exit.decider')}
          <Input
            maxLength={100}
            placeholder={proposal.deciders ?? ''}
            value={given.decider}
            onChange={({ target }) => setGiven({ ...given, decider: target.value })}
          />
        </label>
        <label className="field">
          {t('exit.document')}
          <Input
            maxLength={200}
            placeholder={t('exit.documentHint')}
            value={given.document}
            onChange={({ target }) => setGiven({ ...given, document: target.value })}
          />
        </label>
      </div>
      {given.outcome === 'dismissed' && <p className="assess-note">{t('exit.then')}</p>}
      {record.error && <ProblemNote problem={problemOf(record.error)} />}
    </Modal>
  );
}
