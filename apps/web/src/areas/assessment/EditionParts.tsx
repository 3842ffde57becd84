import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Modal, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { spoken } from '../../design/dates';
import { Decided } from './Exits';
import { periodName, verifyCommand } from './period';
import { CHANGED, correctEdition, decideProposal, draftBulletin, verificationQuery } from './queries';

type Edition = Schemas['AssessmentEdition'];
type Proposal = Schemas['AssessmentProposal'];
const KINDS = ['month', 'quarter', 'year'] as const;
export type Kind = (typeof KINDS)[number];

interface PickerProps {
  kind: Kind;
  chosen: Edition | undefined;
  items: readonly Edition[];
  onChange: (changed: { kind: Kind; edition?: string }) => void;
  children?: ReactNode;
}

/** 考核期 and 版次. */
export function EditionPicker({ kind, chosen, items, onChange, children }: PickerProps) {
  const { t } = useTranslation('assessment');
  return (
    <div className="assess-head">
      <Segmented
        aria-label={t('board.period')}
        value={kind}
        onChange={(value) => onChange({ kind: value })}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      {chosen && (
        <Select
          aria-label={t('board.edition')}
          className="assess-edition"
          value={chosen.id}
          onChange={(edition) => onChange({ kind, edition })}
          options={items.map((one) => ({
            value: one.id,
            label: `${periodName(t, one.kind, one.start)} · ${t('board.nth', { n: one.edition })} · ${t(`status.${one.status}`)}`,
          }))}
        />
      )}
      <span className="assess-acts">{children}</span>
    </div>
  );
}

/** 草案 → 申诉期 → 发布, with when. */
export function EditionLife({ edition }: { edition: Edition }) {
  const { t, i18n } = useTranslation('assessment');
  const { status, computedAt, appealsUntil, publishedAt, corrects, policyVersion } = edition;
  const at = status === 'draft' ? 0 : status === 'appealable' ? 1 : 2;
  const when = [computedAt, appealsUntil, publishedAt];
  return (
    <div className="edition-life">
      <ol className="edition-steps" aria-label={t('life.title')}>
        {(['computed', 'appeals', 'published'] as const).map((step, index) => (
          <li
            key={step}
            data-at={index < at ? 'done' : index === at ? 'now' : 'ahead'}
            {...(index === at && { 'aria-current': 'step' as const })}
          >
            <i aria-hidden="true">{index < at || status === 'published' ? '✓' : index + 1}</i>
            <span>
              <b>{t(`life.${step}`)}</b>
              <small>
                {when[index]
                  ? t(step === 'appeals' ? 'life.until' : 'life.at', { at: spoken(when[index], i18n.language) })
                  : '—'}
              </small>
            </span>
          </li>
        ))}
      </ol>
      <p>
        {corrects && <span className="tag tone-blue">{t('corrects', { n: edition.edition - 1 })}</span>}
        {status === 'superseded' && <span className="tag tone-soon">{t('life.superseded')}</span>}
        <Link to="/rulebook" search={{ version: policyVersion }}>
          {t('life.rules', { version: policyVersion })}
        </Link>
      </p>
    </div>
  );
}

/** 奖惩建议: the machine proposes, people decide. */
export function Proposals({
  proposals,
  mayDecide,
}: {
  proposals: readonly { edition: string; proposal: Proposal }[];
  mayDecide: boolean;
}) {
  const { t, i18n } = useTranslation('assessment');
  const [deciding, setDeciding] = useState<{ edition: string; proposal: Proposal } | null>(null);
  type Row = (typeof proposals)[number];
  const columns: TableColumnsType<Row> = [
    {
      title: t('proposal.measure'),
      key: 'measure',
      width: 150,
      render: (_, row) => t(`measure.${row.proposal.measure}`),
    },
    { title: t('proposal.subject'), key: 'subject', width: 190, render: (_, row) => row.proposal.subjectName },
    {
      title: t('proposal.share'),
      key: 'share',
      width: 110,
      align: 'right',
      render: (_, { proposal: { share } }) => (share === null ? '—' : `${(share / 100).toFixed(2)}%`),
    },
    { title: t('proposal.basis'), key: 'basis', render: (_, row) => row.proposal.basis },
    {
      title: t('proposal.deciders'),
      key: 'deciders',
      render: (_, row) => row.proposal.deciders ?? t('proposal.office'),
    },
    {
      title: t('proposal.decision'),
      key: 'decision',
      width: 250,
      render: (_, row) => {
        const { decision, reason, decidedAt, owners } = row.proposal;
        if (decision === null)
          return mayDecide ? (
            <Button size="small" onClick={() => setDeciding(row)}>
              {t('proposal.decide')}
            </Button>
          ) : (
            t('decision.open')
          );
        return (
          <>
            <span className={`tag ${decision === 'approved' ? 'tone-good' : 'tone-still'}`}>
              {t(`decision.${decision}`)}
            </span>{' '}
            {reason} {decidedAt && <small>{spoken(decidedAt, i18n.language)}</small>}
            {owners && <Decided owners={owners} />}
          </>
        );
      },
    },
  ];
  return (
    <>
      <Table<Row>
        rowKey={({ proposal }) => proposal.id}
        size="small"
        columns={columns}
        dataSource={[...proposals]}
        pagination={proposals.length > 12 ? { pageSize: 12, showSizeChanger: false } : false}
        scroll={{ x: 900 }}
      />
      {deciding && <Deciding {...deciding} onDone={() => setDeciding(null)} />}
    </>
  );
}

function Deciding({ edition, proposal, onDone }: { edition: string; proposal: Proposal; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'refused') => decideProposal(edition, proposal.id, { decision, reason }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const missing = !reason.trim();
  return (
    <Modal
      open
      title={t('proposal.deciding', { measure: t(`measure.${proposal.measure}`), name: proposal.subjectName })}
      onCancel={onDone}
      footer={
        <>
          <Button disabled={missing} loading={decide.isPending} onClick={() => decide.mutate('refused')}>
            {t('decision.refused')}
          </Button>
          <Button
            type="primary"
            disabled={missing}
            loading={decide.isPending}
            onClick={() => decide.mutate('approved')}
          >
            {t('decision.approved')}
          </Button>
        </>
      }
    >
      <p className="assess-note">{proposal.basis}</p>
      {proposal.deciders && <p className="assess-note">{t('proposal.byOthers', { who: proposal.deciders })}</p>}
      <label className="field">
        {t('proposal.reason')}
        <Input.TextArea rows={3} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {decide.error && <ProblemNote problem={problemOf(decide.error)} />}
    </Modal>
  );
}

/** 拟稿通报 and 更正, for who may. */
export function EditionActs({
  edition: { id, kind, subject },
  mayDraft,
  mayCorrect,
}: {
  edition: Edition;
  mayDraft: boolean;
  mayCorrect: boolean;
}) {
  const { t } = useTranslation('assessment');
  const [drafting, setDrafting] = useState(false);
  const queries = useQueryClient();
  const correct = useMutation({
    mutationFn: () => correctEdition(id),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <>
      {mayDraft && <Button onClick={() => setDrafting(true)}>{t('bulletin.draft')}</Button>}
      {mayCorrect && (
        <Button loading={correct.isPending} title={t('board.correctHint')} onClick={() => correct.mutate()}>
          {t('board.correct')}
        </Button>
      )}
      {correct.error && <ProblemNote problem={problemOf(correct.error)} />}
      {drafting && (
        <Drafting id={id} honours={subject === 'units' && kind !== 'month'} onDone={() => setDrafting(false)} />
      )}
    </>
  );
}

function Drafting({ id, honours, onDone }: { id: string; honours: boolean; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const navigate = useNavigate();
  const [basis, setBasis] = useState('');
  const draft = useMutation({
    mutationFn: () => draftBulletin(id, basis.trim()),
    onSuccess: ({ ref }) => navigate({ to: '/papers/$id', params: { id: ref } }),
  });
  return (
    <Modal
      open
      title={t('bulletin.draft')}
      onCancel={onDone}
      okText={t('bulletin.go')}
      cancelText={t('cancel')}
      confirmLoading={draft.isPending}
      onOk={() => draft.mutate()}
    >
      <p className="assess-note">{t('bulletin.hint')}</p>
      {honours && (
        <label className="field">
          {t('bulletin.honourBasis')}
          <Input
            maxLength={100}
            placeholder={t('bulletin.honourNone')}
            value={basis}
            onChange={({ target }) => setBasis(target.value)}
          />
        </label>
      )}
      {draft.error && <ProblemNote problem={problemOf(draft.error)} />}
    </Modal>
  );
}

/** 核验: recomputed from snapshot and rule version, here or by anybody with the record. */
export function Verification({ edition }: { edition: Edition }) {
  const { t } = useTranslation('assessment');
  const { data, error, isFetching, refetch } = useQuery(verificationQuery(edition.id));
  return (
    <section className="verifying" aria-label={t('verify.title')}>
      <header>
        <h2>{t('verify.title')}</h2>
        <Button loading={isFetching} onClick={() => void refetch()}>
          {t('verify.action')}
        </Button>
        {data && (
          <span role="status" className={`tag ${data.same ? 'tone-good' : 'tone-late'}`}>
            {data.same ? t('verify.same') : t('verify.different')}
          </span>
        )}
      </header>
      <p className="assess-note">{t('verify.hint')}</p>
      <dl>
        <dt>{t('verify.published')}</dt>
        <dd className="assess-hash">{edition.sha256}</dd>
        <dt>{t('verify.recomputed')}</dt>
        <dd className="assess-hash">{data?.recomputed ?? '—'}</dd>
        <dt>{t('verify.basis')}</dt>
        <dd>{t('verify.versions', { rules: edition.policyVersion })}</dd>
        <dt>{t('verify.command')}</dt>
        <dd>
          <code>{verifyCommand(edition)}</code>
        </dd>
      </dl>
      {data && data.differs.length > 0 && (
        <ul>
          {data.differs.map((one) =>
            one.what === 'result' ? (
              <li key={one.path}>
                {t('verify.differs.result')} <code>{`${one.path}: ${one.published} → ${one.recomputed}`}</code>
              </li>
            ) : (
              <li key={one.what}>{t(`verify.differs.${one.what}`)}</li>
            ),
          )}
        </ul>
      )}
      {error && <ProblemNote problem={problemOf(error)} />}
    </section>
  );
}
