import './network.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Drawer, Input, Select, Skeleton, Table, Tabs } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf, spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { type Act, ACTS, type Entered, operationsOf } from './operations';
import { changesQuery, useReadAgain } from './queries';
import { WorkbookDrawer } from './WorkbookDrawer';

type Unit = Schemas['Units']['items'][number];
type Batch = Schemas['UnitBatch'];
type Foretold = Schemas['ForetoldBatch'];

/** 单位: a dated tree; merged, split, renamed and closed by batches with a preview. */
export function UnitsPage() {
  const { t } = useTranslation('network');
  const { data, error } = useQuery(unitsQuery);
  const [picked, setPicked] = useState<string[]>([]);
  const [act, setAct] = useState<Act | null>(null);
  const [importing, setImporting] = useState(false);
  const units = data?.items ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('units.title')}</h1>
        <p>{t('units.hint')}</p>
        <span className="head-acts">
          <Button href="/api/v1/directory/workbook/template">{t('workbook.template')}</Button>
          <Button href="/api/v1/directory/workbook">{t('workbook.export')}</Button>
          <Button onClick={() => setImporting(true)}>{t('workbook.import')}</Button>
        </span>
      </header>
      {error && <ProblemNote problem={problemOf(error)} />}
      <Tabs
        items={[
          {
            key: 'tree',
            label: t('units.tree'),
            children: (
              <>
                <div className="acts-row">
                  {ACTS.map(({ act: one, least, most }) => (
                    <Button
                      key={one}
                      disabled={picked.length < least || picked.length > most}
                      onClick={() => setAct(one)}
                    >
                      {t(`act.${one}`)}
                    </Button>
                  ))}
                  <span>{t('units.picked', { count: picked.length })}</span>
                </div>
                {data ? <Tree units={units} picked={picked} onPick={setPicked} /> : <Skeleton active />}
              </>
            ),
          },
          { key: 'log', label: t('units.log'), children: <Log /> },
        ]}
      />
      {importing && <WorkbookDrawer onClose={() => setImporting(false)} />}
      {act && (
        <BatchDrawer
          act={act}
          picked={units.filter(({ id }) => picked.includes(id))}
          units={units}
          onClose={(done) => {
            setAct(null);
            if (done) setPicked([]);
          }}
        />
      )}
    </>
  );
}

interface Row extends Unit {
  children?: Row[];
}

function rowsBelow(units: readonly Unit[], parentId: string | null): Row[] {
  return units
    .filter((unit) => unit.parentId === parentId)
    .map((unit) => {
      const children = rowsBelow(units, unit.id);
      return children.length > 0 ? { ...unit, children } : unit;
    });
}

function Tree({
  units,
  picked,
  onPick,
}: {
  units: readonly Unit[];
  picked: string[];
  onPick: (ids: string[]) => void;
}) {
  const { t } = useTranslation('network');
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rowsBelow(units, null)}
      expandable={{ defaultExpandedRowKeys: units.filter(({ parentId }) => parentId === null).map(({ id }) => id) }}
      rowSelection={{
        checkStrictly: true,
        selectedRowKeys: picked,
        onChange: (keys) => onPick(keys.map(String)),
        getCheckboxProps: ({ name }) => ({ 'aria-label': name }) as never,
        columnTitle: <span className="unseen">{t('units.pick')}</span>,
      }}
      columns={[
        { title: t('units.name'), dataIndex: 'name' },
        { title: t('units.kind'), render: (_, { kind }) => t(`kind.${kind}`) },
        { title: t('units.relation'), render: (_, { relation }) => t(`relation.${relation}`) },
        { title: t('units.from'), dataIndex: 'validFrom' },
        { title: t('units.to'), render: (_, { validTo }) => validTo ?? t('units.openEnd') },
      ]}
    />
  );
}

interface BatchDrawerProps {
  act: Act;
  picked: readonly Unit[];
  units: readonly Unit[];
  onClose: (done: boolean) => void;
}

function BatchDrawer({ act, picked, units, onClose }: BatchDrawerProps) {
  const { t } = useTranslation('network');
  const readAgain = useReadAgain();
  const [entered, setEntered] = useState<Entered>({
    names: act === 'rename' ? (picked[0]?.name ?? '') : '',
    kind: picked[0]?.kind ?? 'department',
    heirId: null,
    effectiveOn: dayOf(serverNow()),
    basis: '',
  });
  const key = useRef(freshKey());
  const send = (dryRun: boolean, body: Batch) =>
    answered(
      api.POST('/api/v1/directory/batches', {
        params: { query: { dryRun: dryRun ? 'true' : 'false' } },
        headers: { 'Idempotency-Key': key.current },
        body,
      }),
    );
  const batch = (): Batch => ({
    effectiveOn: entered.effectiveOn,
    basis: entered.basis,
    operations: operationsOf(act, picked, entered),
  });
  const preview = useMutation({ mutationFn: () => send(true, batch()) });
  const carry = useMutation({ mutationFn: () => send(false, batch()), onSuccess: readAgain });
  const change = (changed: Partial<Entered>) => {
    preview.reset();
    setEntered({ ...entered, ...changed });
  };
  const failed = carry.error ?? preview.error;
  const asksName = act !== 'close' && !(act === 'merge' && entered.heirId);
  return (
    <Drawer open size={640} title={t(`act.${act}`)} onClose={() => onClose(carry.isSuccess)}>
      {carry.data ? (
        <>
          <Alert type="success" showIcon title={t('batch.done', { count: carry.data.followed })} />
          <Outcome foretold={carry.data} />
        </>
      ) : (
        <div className="entering">
          <p>{picked.map(({ name }) => name).join(t('comma'))}</p>
          {(act === 'merge' || act === 'close') && (
            <label>
              <span>{t(act === 'merge' ? 'batch.into' : 'batch.heir')}</span>
              <Select
                allowClear
                aria-label={t(act === 'merge' ? 'batch.into' : 'batch.heir')}
                placeholder={t(act === 'merge' ? 'batch.intoNew' : 'batch.noHeir')}
                showSearch={{ optionFilterProp: 'label' }}
                value={entered.heirId}
                options={units
                  .filter(({ id }) => act === 'merge' || !picked.some((one) => one.id === id))
                  .map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(heirId) => change({ heirId: heirId ?? null })}
              />
            </label>
          )}
          {asksName && (
            <label>
              <span>{t(act === 'split' ? 'batch.names' : 'batch.name')}</span>
              <Input.TextArea
                aria-label={t(act === 'split' ? 'batch.names' : 'batch.name')}
                autoSize={{ minRows: act === 'split' ? 3 : 1 }}
                value={entered.names}
                onChange={({ target }) => change({ names: target.value })}
              />
            </label>
          )}
          {act === 'open' && (
            <label>
              <span>{t('units.kind')}</span>
              <Select
                aria-label={t('units.kind')}
                value={entered.kind}
                options={(['department', 'section', 'street', 'township', 'community', 'village'] as const).map(
                  (kind) => ({
                    value: kind,
                    label: t(`kind.${kind}`),
                  }),
                )}
                onChange={(kind) => change({ kind })}
              />
            </label>
          )}
          <label>
            <span>{t('batch.from')}</span>
            <DatePicker
              aria-label={t('batch.from')}
              allowClear={false}
              value={dayjs(entered.effectiveOn)}
              onChange={(at) => at && change({ effectiveOn: at.format('YYYY-MM-DD') })}
            />
          </label>
          <label>
            <span>{t('batch.basis')}</span>
            <Input
              aria-label={t('batch.basis')}
              value={entered.basis}
              onChange={({ target }) => change({ basis: target.value })}
            />
          </label>
          {failed && <ProblemNote problem={problemOf(failed)} />}
          {preview.data && <Outcome foretold={preview.data} />}
          <div className="drawer-foot">
            <Button
              disabled={entered.basis.trim() === '' || (asksName && entered.names.trim() === '')}
              loading={preview.isPending}
              onClick={() => preview.mutate()}
            >
              {t('batch.preview')}
            </Button>
            <Button type="primary" disabled={!preview.data} loading={carry.isPending} onClick={() => carry.mutate()}>
              {t('batch.carry')}
            </Button>
          </div>
        </div>
      )}
    </Drawer>
  );
}

/** What begins, what ends, and what goes where. */
function Outcome({ foretold }: { foretold: Foretold }) {
  const { t } = useTranslation('network');
  const following = (unitId: string) => foretold.following.find((one) => one.unitId === unitId);
  return (
    <ul className="outcome">
      {foretold.opened.map(({ id, name }) => (
        <li key={id}>{t('batch.opens', { name, date: foretold.effectiveOn })}</li>
      ))}
      {foretold.renamed.map(({ unitId, before, after }) => (
        <li key={unitId}>{t('batch.renames', { before, after, date: foretold.effectiveOn })}</li>
      ))}
      {foretold.closed.map(({ unitId, name, successorName }) => (
        <li key={unitId}>
          {successorName ? t('batch.followedBy', { name, heir: successorName }) : t('batch.ends', { name })}
          <p>
            {t('batch.goes', {
              open: following(unitId)?.openWork ?? 0,
              people: following(unitId)?.people.length ?? 0,
            })}
            {(following(unitId)?.findings ?? []).map(({ number }) => number).join(t('comma'))}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Log() {
  const { t, i18n } = useTranslation('network');
  const { data, error } = useQuery(changesQuery);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  return (
    <Table
      size="small"
      rowKey="ordinal"
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={data?.items ?? []}
      locale={{ emptyText: t('log.none') }}
      columns={[
        { title: t('log.at'), render: (_, { at }) => spoken(at, i18n.language) },
        {
          title: t('log.by'),
          render: (_, { byName, byFor }) =>
            byName === 'system' ? t('log.system') : byFor ? t('log.for', { by: byName, principal: byFor }) : byName,
        },
        { title: t('log.what'), render: (_, { what }) => t(`log.kind.${what}`, t('log.kind.other')) },
        { title: t('log.subject'), dataIndex: 'subjectName' },
      ]}
    />
  );
}
