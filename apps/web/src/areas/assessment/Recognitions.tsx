import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { dayOf } from '../../design/dates';
import { CHANGED, confirmRecognition, enterRecognition, recognitionsQuery, withdrawRecognition } from './queries';

type Recognition = Schemas['Recognition'];
type Shown = Schemas['Recognitions'];

/** 加分登记: what those above recognised units for; a unit sees its own. */
export function Recognitions() {
  const { t } = useTranslation('assessment');
  const { data, error } = useQuery(recognitionsQuery);
  const [entering, setEntering] = useState(false);
  const mayEnter = (data?.units.length ?? 0) > 0;
  if (data && data.items.length === 0 && !mayEnter) return null;
  return (
    <section className="sheet sheet-further" aria-label={t('recognition.title')}>
      <div className="assess-head">
        <h2>{t('recognition.title')}</h2>
        {mayEnter && (
          <span className="assess-acts">
            <Button onClick={() => setEntering(true)}>{t('recognition.enter')}</Button>
          </span>
        )}
      </div>
      <p className="assess-note">{t('recognition.hint')}</p>
      {error && <ProblemNote problem={problemOf(error)} />}
      {data && <Entries data={data} />}
      {data && entering && <EntryForm data={data} onDone={() => setEntering(false)} />}
    </section>
  );
}

function Entries({ data: { items, bonuses } }: { data: Shown }) {
  const { t } = useTranslation('assessment');
  const columns: TableColumnsType<Recognition> = [
    { title: t('recognition.on'), dataIndex: 'on', width: 120 },
    { title: t('column.unit'), dataIndex: 'unitName', width: 160 },
    {
      title: t('entry.rule'),
      key: 'bonus',
      render: (_, { bonus, place }) =>
        [bonuses.find(({ code }) => code === bonus)?.zh ?? bonus, place].filter(Boolean).join(' · '),
    },
    { title: t('recognition.document'), key: 'document', render: (_, one) => <Document ground={one} /> },
    { title: t('recognition.state'), key: 'state', width: 200, render: (_, one) => <State one={one} /> },
    ...(items.some(({ allowedSteps }) => allowedSteps.length > 0)
      ? [
          {
            title: t('entry.action'),
            key: 'action',
            width: 170,
            render: (_: unknown, one: Recognition) => <Steps one={one} />,
          },
        ]
      : []),
  ];
  return (
    <Table<Recognition>
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={items}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 900 }}
      locale={{ emptyText: <EmptyState title={t('recognition.none')} hint={t('recognition.noneHint')} /> }}
    />
  );
}

/** 《title》 number. */
export const Document = ({ ground }: { ground: Schemas['RecognitionGround'] }) => {
  const { t } = useTranslation('assessment');
  return <>{t('recognition.named', { title: ground.documentTitle, number: ground.documentNumber })}</>;
};

function State({ one: { confirmed, withdrawn } }: { one: Recognition }) {
  const { t } = useTranslation('assessment');
  const at = withdrawn !== null ? 'withdrawn' : confirmed ? 'confirmed' : 'entered';
  return (
    <>
      <span className={`tag ${TONE[at]}`}>{t(`recognition.at.${at}`)}</span>
      {withdrawn !== null && <small className="assess-soft"> {withdrawn}</small>}
    </>
  );
}

const TONE = { entered: 'tone-soon', confirmed: 'tone-good', withdrawn: 'tone-still' } as const;

function Steps({ one }: { one: Recognition }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [withdrawing, setWithdrawing] = useState(false);
  const confirm = useMutation({
    mutationFn: () => confirmRecognition(one),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const label = (act: string) => t('recognition.actOn', { act, name: one.unitName, document: one.documentNumber });
  return (
    <span className="credit-acts">
      {one.allowedSteps.includes('confirm') && (
        <Button
          size="small"
          aria-label={label(t('recognition.confirm'))}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t('recognition.confirm')}
        </Button>
      )}
      {one.allowedSteps.includes('withdraw') && (
        <Button size="small" aria-label={label(t('recognition.withdraw'))} onClick={() => setWithdrawing(true)}>
          {t('recognition.withdraw')}
        </Button>
      )}
      {confirm.error && <ProblemNote problem={problemOf(confirm.error)} />}
      {withdrawing && <Withdrawing one={one} onDone={() => setWithdrawing(false)} />}
    </span>
  );
}

function Withdrawing({ one, onDone }: { one: Recognition; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => withdrawRecognition(one, reason),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <Modal
      open
      title={t('recognition.withdrawing', { name: one.unitName })}
      onCancel={onDone}
      okText={t('recognition.withdraw')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !reason.trim() }}
      confirmLoading={withdraw.isPending}
      onOk={() => withdraw.mutate()}
    >
      <p className="assess-note">
        <Document ground={one} />
      </p>
      <label className="field">
        {t('recognition.reason')}
        <Input.TextArea rows={3} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      {withdraw.error && <ProblemNote problem={problemOf(withdraw.error)} />}
    </Modal>
  );
}

function EntryForm({ data: { bonuses, units }, onDone }: { data: Shown; onDone: () => void }) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const today = dayOf(serverNow());
  const [given, setGiven] = useState<Partial<Schemas['EnterRecognition']>>({ on: today });
  const ofPlace = bonuses.find(({ code }) => code === given.bonus)?.ofPlace ?? false;
  const enter = useMutation({
    mutationFn: () =>
      enterRecognition({ ...(given as Schemas['EnterRecognition']), place: ofPlace ? (given.place ?? null) : null }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const whole =
    given.bonus &&
    given.unitId &&
    given.on &&
    given.documentTitle?.trim() &&
    given.documentNumber?.trim() &&
    (!ofPlace || given.place?.trim());
  return (
    <Modal
      open
      title={t('recognition.enter')}
      onCancel={onDone}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !whole }}
      confirmLoading={enter.isPending}
      onOk={() => enter.mutate()}
    >
      <p className="assess-note">{t('recognition.two')}</p>
      <div className="assess-form">
        <label className="field">
          {t('recognition.bonus')}
          <Select
            aria-label={t('recognition.bonus')}
            value={given.bonus}
            options={bonuses.map(({ code, zh, points }) => ({
              value: code,
              label: t('recognition.worth', { name: zh, points }),
            }))}
            onChange={(bonus) => setGiven({ ...given, bonus })}
          />
        </label>
        <label className="field">
          {t('recognition.unit')}
          <Select
            aria-label={t('recognition.unit')}
            showSearch={{ optionFilterProp: 'label' }}
            value={given.unitId}
            options={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
            onChange={(unitId) => setGiven({ ...given, unitId })}
          />
        </label>
        <label className="field">
          {t('recognition.on')}
          <input
            type="date"
            max={today}
            value={given.on}
            onChange={({ target }) => setGiven({ ...given, on: target.value })}
          />
        </label>
        {ofPlace && (
          <label className="field">
            {t('recognition.place')}
            <Input
              maxLength={100}
              value={given.place ?? ''}
              onChange={({ target }) => setGiven({ ...given, place: target.value })}
            />
          </label>
        )}
        <label className="field">
          {t('recognition.documentTitle')}
          <Input
            maxLength={200}
            value={given.documentTitle}
            onChange={({ target }) => setGiven({ ...given, documentTitle: target.value })}
          />
        </label>
        <label className="field">
          {t('recognition.documentNumber')}
          <Input
            maxLength={100}
            placeholder={t('recognition.documentHint')}
            value={given.documentNumber}
            onChange={({ target }) => setGiven({ ...given, documentNumber: target.value })}
          />
        </label>
      </div>
      {enter.error && <ProblemNote problem={problemOf(enter.error)} />}
    </Modal>
  );
}
