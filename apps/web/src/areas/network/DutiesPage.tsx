import './network.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, Table } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { categoriesQuery, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { bears, useMe } from '../../app/session';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { aliasesQuery, leadRulesQuery, suretiesQuery, useReadAgain } from './queries';

/** 牵头、包保与别名: who leads what where, who stands surety, and which names mean whom. */
export function DutiesPage() {
  const { t } = useTranslation('network');
  const mayKeep = bears(useMe(), ['admin']);
  return (
    <>
      <header className="page-head">
        <h1>{t('duties.title')}</h1>
        <p>{t('duties.hint')}</p>
      </header>
      <LeadRules mayKeep={mayKeep} />
      <Sureties mayKeep={mayKeep} />
      <Aliases mayKeep={mayKeep} />
    </>
  );
}

interface PickProps {
  label: string;
  value: string | null;
  empty?: string;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

const Pick = ({ label, value, empty, options, onChange }: PickProps) => (
  <label>
    <span>{label}</span>
    <Select
      aria-label={label}
      allowClear={empty !== undefined}
      placeholder={empty ?? label}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={options}
      onChange={(chosen) => onChange(chosen ?? null)}
    />
  </label>
);

function useUnits() {
  const { t } = useTranslation('network');
  const { data } = useQuery(unitsQuery);
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return { options, nameOf: (id: string) => options.find(({ value }) => value === id)?.label ?? t('former') };
}

function FromField({ value, onChange }: { value: string; onChange: (date: string) => void }) {
  const { t } = useTranslation('network');
  return (
    <label>
      <span>{t('batch.from')}</span>
      <DatePicker
        aria-label={t('batch.from')}
        allowClear={false}
        value={dayjs(value)}
        onChange={(at) => at && onChange(at.format('YYYY-MM-DD'))}
      />
    </label>
  );
}

function LeadRules({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useTranslation('network');
  const { data, error } = useQuery(leadRulesQuery);
  const { data: categories } = useQuery(categoriesQuery);
  const { options, nameOf } = useUnits();
  const readAgain = useReadAgain();
  const [categoryCode, setCategory] = useState<string | null>(null);
  const [areaId, setArea] = useState<string | null>(null);
  const [unitId, setUnit] = useState<string | null>(null);
  const [from, setFrom] = useState(() => dayOf(serverNow()));
  const set = useMutation({
    mutationFn: (body: { categoryCode: string; areaId: string | null; unitId: string | null; from: string }) =>
      answered(api.POST('/api/v1/directory/lead-rules', { body })),
    onSuccess: readAgain,
  });
  const named = (categories?.items ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const failed = set.error ?? error;
  return (
    <section className="sheet part" aria-label={t('duties.leads')}>
      <h2>{t('duties.leads')}</h2>
      {mayKeep && (
        <div className="form-row">
          <Pick label={t('duties.category')} value={categoryCode} options={named} onChange={setCategory} />
          <Pick
            label={t('duties.area')}
            value={areaId}
            empty={t('duties.everywhere')}
            options={options}
            onChange={setArea}
          />
          <Pick label={t('duties.unit')} value={unitId} options={options} onChange={setUnit} />
          <FromField value={from} onChange={setFrom} />
          <Button
            type="primary"
            disabled={!categoryCode || !unitId}
            loading={set.isPending}
            onClick={() => categoryCode && set.mutate({ categoryCode, areaId, unitId, from })}
          >
            {t('duties.set')}
          </Button>
        </div>
      )}
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={data?.items ?? []}
        locale={{ emptyText: t('duties.noLeads') }}
        columns={[
          {
            title: t('duties.category'),
            render: (_, one) => named.find(({ value }) => value === one.categoryCode)?.label ?? t('former'),
          },
          { title: t('duties.area'), render: (_, one) => (one.areaId ? nameOf(one.areaId) : t('duties.everywhere')) },
          { title: t('duties.unit'), render: (_, one) => nameOf(one.unitId) },
          { title: t('units.from'), dataIndex: 'validFrom' },
          { title: t('units.to'), render: (_, { validTo }) => validTo ?? t('units.openEnd') },
          {
            title: t('duties.act'),
            render: (_, one) =>
              mayKeep &&
              one.validTo === null && (
                <Button
                  size="small"
                  onClick={() =>
                    set.mutate({
                      categoryCode: one.categoryCode,
                      areaId: one.areaId,
                      unitId: null,
                      from: dayOf(serverNow()),
                    })
                  }
                >
                  {t('person.end')}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

function Sureties({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useTranslation('network');
  const { data, error } = useQuery(suretiesQuery);
  const { options, nameOf } = useUnits();
  const readAgain = useReadAgain();
  const [unitId, setUnit] = useState<string | null>(null);
  const [areaId, setArea] = useState<string | null>(null);
  const today = dayOf(serverNow());
  const [from, setFrom] = useState(today);
  const set = useMutation({
    mutationFn: (body: { unitId: string; areaId: string; from: string; ends: boolean }) =>
      answered(api.POST('/api/v1/directory/sureties', { body })),
    onSuccess: readAgain,
  });
  const failed = set.error ?? error;
  return (
    <section className="sheet part" aria-label={t('duties.sureties')}>
      <h2>{t('duties.sureties')}</h2>
      {mayKeep && (
        <div className="form-row">
          <Pick label={t('duties.surety')} value={unitId} options={options} onChange={setUnit} />
          <Pick label={t('duties.suretyArea')} value={areaId} options={options} onChange={setArea} />
          <FromField value={from} onChange={setFrom} />
          <Button
            type="primary"
            disabled={!unitId || !areaId}
            loading={set.isPending}
            onClick={() => unitId && areaId && set.mutate({ unitId, areaId, from, ends: false })}
          >
            {t('duties.set')}
          </Button>
        </div>
      )}
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <Table
        size="small"
        rowKey={({ unitId: unit, areaId: area, validFrom }) => `${unit}${area}${validFrom}`}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={data?.items ?? []}
        locale={{ emptyText: t('duties.noSureties') }}
        columns={[
          { title: t('duties.surety'), render: (_, one) => nameOf(one.unitId) },
          { title: t('duties.suretyArea'), render: (_, one) => nameOf(one.areaId) },
          { title: t('units.from'), dataIndex: 'validFrom' },
          { title: t('units.to'), render: (_, { validTo }) => validTo ?? t('units.openEnd') },
          {
            title: t('duties.act'),
            render: (_, one) =>
              mayKeep &&
              one.validTo === null &&
              one.validFrom < today && (
                <Button
                  size="small"
                  aria-label={t('duties.endSurety', { unit: nameOf(one.unitId), area: nameOf(one.areaId) })}
                  onClick={() => set.mutate({ unitId: one.unitId, areaId: one.areaId, from: today, ends: true })}
                >
                  {t('person.end')}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

function Aliases({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useTranslation('network');
  const { data, error } = useQuery(aliasesQuery);
  const { options, nameOf } = useUnits();
  const readAgain = useReadAgain();
  const [alias, setAlias] = useState('');
  const [unitId, setUnit] = useState<string | null>(null);
  const set = useMutation({
    mutationFn: (body: { alias: string; unitId: string | null; note: string | null }) =>
      answered(api.POST('/api/v1/directory/aliases', { body })),
    onSuccess: readAgain,
  });
  const failed = set.error ?? error;
  return (
    <section className="sheet part" aria-label={t('duties.aliases')}>
      <h2>{t('duties.aliases')}</h2>
      {mayKeep && (
        <div className="form-row">
          <label>
            <span>{t('duties.alias')}</span>
            <Input aria-label={t('duties.alias')} value={alias} onChange={({ target }) => setAlias(target.value)} />
          </label>
          <Pick label={t('duties.unit')} value={unitId} options={options} onChange={setUnit} />
          <Button
            type="primary"
            disabled={alias.trim() === '' || !unitId}
            loading={set.isPending}
            onClick={() => set.mutate({ alias, unitId, note: null })}
          >
            {t('duties.set')}
          </Button>
        </div>
      )}
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <Table
        size="small"
        rowKey="alias"
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={data?.items ?? []}
        columns={[
          { title: t('duties.alias'), dataIndex: 'alias' },
          { title: t('duties.unit'), render: (_, one) => nameOf(one.unitId) },
          { title: t('duties.note'), render: (_, { note }) => note ?? '' },
        ]}
      />
    </section>
  );
}
