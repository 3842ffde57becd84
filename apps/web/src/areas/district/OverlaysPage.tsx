import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { categoriesQuery, type Schemas, unitsQuery } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { useDistrictNames } from './names';
import { Arrangements } from './Arrangements';
import { overlaysQuery } from './queries';

type Overlay = Schemas['Overlay'];
type Preview = Schemas['OverlayPreview']['items'][number];

/** 迎检保障期: what shortens limits, when, where, and on whose decision. */
export function OverlaysPage() {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const names = useDistrictNames();
  const { data, error, isPending } = useQuery(overlaysQuery);
  const withdraw = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/overlays/{id}/withdraw', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: overlaysQuery.queryKey }),
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('overlays.title')}</h1>
        <p>{t('overlays.hint')}</p>
        <Arrangements />
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {withdraw.error && <ProblemNote problem={problemOf(withdraw.error)} />}
      <section className="sheet district-sheet">
        <Table<Overlay>
          rowKey="id"
          loading={isPending}
          dataSource={data?.items ?? []}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{ emptyText: <EmptyState title={t('overlays.none')} /> }}
          columns={[
            { title: t('overlays.name'), dataIndex: 'zh' },
            { title: t('overlays.dates'), width: 220, render: (_, { from, to }) => `${from} – ${to}` },
            { title: t('overlays.area'), dataIndex: 'areaName', width: 140 },
            {
              title: t('overlays.categories'),
              width: 200,
              render: (_, { categories }) =>
                categories.length === 0 ? t('overlays.all') : categories.map(names.category).join(t('and')),
            },
            { title: t('overlays.basis'), dataIndex: 'basis' },
            {
              title: t('overlays.state'),
              width: 110,
              render: (_, { inForce, withdrawnAt }) => (
                <span className={`tag ${inForce && !withdrawnAt ? 'tone-soon' : 'tone-still'}`}>
                  {withdrawnAt ? t('overlays.withdrawn') : inForce ? t('overlays.inForce') : t('overlays.notNow')}
                </span>
              ),
            },
            {
              title: t('overlays.act'),
              width: 120,
              render: (_, { id, withdrawnAt }) =>
                data?.mayDecide && !withdrawnAt ? (
                  <Button size="small" onClick={() => withdraw.mutate(id)}>
                    {t('overlays.withdraw')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </section>
      {data?.mayDecide && <Decide rules={data.rules} />}
    </>
  );
}

function Decide({ rules }: { rules: Schemas['Overlays']['rules'] }) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const categories = useQuery(categoriesQuery).data?.items;
  const units = useQuery(unitsQuery).data?.items;
  const [dates, setDates] = useState<[Dayjs, Dayjs] | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [basis, setBasis] = useState('');
  const [code, setCode] = useState(rules[0]?.code ?? '');
  const [area, setArea] = useState<string | null>(null);
  const body = {
    code,
    ...(area && { areaUnitId: area }),
    from: dates?.[0].format('YYYY-MM-DD') ?? '',
    to: dates?.[1].format('YYYY-MM-DD') ?? '',
    categories: chosen,
    basis,
  };
  const preview = useMutation({ mutationFn: () => answered(api.POST('/api/v1/overlays/preview', { body })) });
  const decide = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/overlays', { body })),
    onSuccess: () => preview.reset(),
    onSettled: () => queries.invalidateQueries({ queryKey: overlaysQuery.queryKey }),
  });
  /** What was looked at is what is decided: whoever changes the form looks again. */
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      preview.reset();
    };
  const ready = dates !== null && basis.trim() !== '';
  const said = ({ amount, unit }: Preview['before']) => t(`amount.${unit}`, { count: amount });
  return (
    <section className="sheet district-sheet">
      <h2>{t('overlays.new')}</h2>
      <form
        className="district-form district-form-wide"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <div className="district-pair">
          <label>
            {t('overlays.name')}
            <Select
              aria-label={t('overlays.name')}
              value={code}
              onChange={changing(setCode)}
              options={rules.map(({ code: value, zh, limitFactor }) => ({
                value,
                label: t('overlays.rule', { name: zh, percent: Math.round((limitFactor ?? 1) * 100) }),
              }))}
            />
          </label>
          <label>
            {t('overlays.dates')}
            <DatePicker.RangePicker onChange={changing((given) => setDates(given as [Dayjs, Dayjs] | null))} />
          </label>
          <label>
            {t('overlays.area')}
            <Select
              aria-label={t('overlays.area')}
              value={area}
              allowClear
              placeholder={t('overlays.wholeArea')}
              onChange={changing((id: string | null) => setArea(id ?? null))}
              options={units
                ?.filter(({ kind, validTo }) => validTo === null && (kind === 'street' || kind === 'township'))
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
        </div>
        <label>
          {t('overlays.categories')}
          <Select
            aria-label={t('overlays.categories')}
            mode="multiple"
            value={chosen}
            onChange={changing(setChosen)}
            optionFilterProp="label"
            placeholder={t('overlays.all')}
            options={categories?.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </label>
        <label>
          {t('overlays.basis')}
          <Input value={basis} maxLength={500} onChange={({ target }) => setBasis(target.value)} />
        </label>
        <p className="district-acts">
          <Button disabled={!ready} loading={preview.isPending} onClick={() => preview.mutate()}>
            {t('overlays.preview')}
          </Button>
          <Button type="primary" htmlType="submit" disabled={!ready || !preview.data} loading={decide.isPending}>
            {preview.data ? t('overlays.decide') : t('suspensions.lookFirst')}
          </Button>
        </p>
      </form>
      {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
      {decide.error && <ProblemNote problem={problemOf(decide.error)} />}
      {preview.data && (
        <>
          <p className="district-note">{t('overlays.waiting', { count: preview.data.waiting })}</p>
          <Table<Preview>
            rowKey={({ categoryCode, step }) => `${categoryCode} ${step}`}
            size="small"
            dataSource={preview.data.items}
            pagination={{ pageSize: 10, hideOnSinglePage: true }}
            columns={[
              { title: t('overlays.category'), dataIndex: 'category' },
              { title: t('overlays.step'), dataIndex: 'step' },
              { title: t('overlays.before'), render: (_, { before }) => said(before) },
              { title: t('overlays.after'), render: (_, { after }) => said(after) },
            ]}
          />
        </>
      )}
    </section>
  );
}
