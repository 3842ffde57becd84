import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, DatePicker, Drawer, Input, InputNumber, Select, Switch, Table, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { written } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { roundsQuery } from './queries';

type Round = Schemas['Round'];
const TARGETS = ['back_street', 'old_estate', 'market_surroundings', 'suburban_township'] as const;

/** 督查轮次: the rounds of the side that supervises, the latest first. */
export function RoundsPage() {
  const { t } = useTranslation('district');
  const { data, error, isPending } = useQuery(roundsQuery);
  const [planning, setPlanning] = useState(false);
  return (
    <>
      <header className="page-head district-head">
        <h1>{t('rounds.title')}</h1>
        <span>
          {data?.mayPlan && (
            <Button type="primary" onClick={() => setPlanning(true)}>
              {t('rounds.plan')}
            </Button>
          )}
        </span>
      </header>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <section className="sheet district-sheet">
        <Table<Round>
          rowKey="id"
          size="middle"
          loading={isPending}
          dataSource={data?.items ?? []}
          pagination={false}
          scroll={{ x: 900 }}
          locale={{ emptyText: <EmptyState title={t('rounds.none')} hint={t('rounds.noneHint')} /> }}
          columns={[
            {
              title: t('rounds.issue'),
              width: 130,
              render: (_, { year, issue }) => t('rounds.issueOf', { year, issue }),
            },
            {
              title: t('rounds.name'),
              render: (_, { id, title }) => (
                <Link to="/rounds/$id" params={{ id }}>
                  {title}
                </Link>
              ),
            },
            {
              title: t('rounds.way'),
              width: 150,
              render: (_, { covert, form }) =>
                `${t(`form.${form}`)} · ${covert ? t('rounds.covert') : t('rounds.overt')}`,
            },
            { title: t('rounds.opens'), width: 150, render: (_, { opensAt }) => written(opensAt) },
            { title: t('rounds.closes'), width: 150, render: (_, { closesAt }) => written(closesAt) },
            { title: t('rounds.phase'), width: 110, render: (_, { phase }) => <Tag>{t(`phase.${phase}`)}</Tag> },
            {
              title: t('rounds.found'),
              width: 100,
              render: (_, { summary }) => (summary ? t('rounds.count', { count: summary.findings }) : '—'),
            },
          ]}
        />
      </section>
      <Drawer open={planning} onClose={() => setPlanning(false)} title={t('rounds.plan')} size="large" destroyOnHidden>
        {data && <PlanForm rounds={data} />}
      </Drawer>
    </>
  );
}

function PlanForm({ rounds: { population, inspectors, checklists } }: { rounds: Schemas['Rounds'] }) {
  const { t } = useTranslation('district');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data?.items;
  const [title, setTitle] = useState('');
  const [planNumber, setPlanNumber] = useState('');
  const [covert, setCovert] = useState(true);
  const [form, setForm] = useState<Round['form']>('joint');
  const [memberIds, setMembers] = useState<string[]>([]);
  const [targets, setTargets] = useState<(typeof TARGETS)[number][]>(['back_street']);
  const [streets, setStreets] = useState<string[]>([]);
  const [places, setPlaces] = useState(2);
  const [window, setWindow] = useState<[Dayjs, Dayjs] | null>(null);
  const plan = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/rounds', {
          body: {
            title,
            planNumber,
            covert,
            form,
            memberIds,
            leaderId: memberIds[0] ?? '',
            targets,
            quotas: Object.fromEntries(streets.map((id) => [id, places])),
            perPlace: 2,
            spareDays: 30,
            checklistId: checklists[0]?.id ?? '',
            opensAt: window?.[0].toISOString() ?? '',
            closesAt: window?.[1].toISOString() ?? '',
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['rounds'] });
      await navigate({ to: '/rounds/$id', params: { id } });
    },
  });
  const streetIds = [...new Set(population.map(({ streetId }) => streetId))];
  const nameOf = (id: string) => units?.find((unit) => unit.id === id)?.name ?? '—';
  const ready = title && planNumber && memberIds.length >= 2 && targets.length > 0 && streets.length > 0 && window;
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        plan.mutate();
      }}
    >
      <label>
        {t('plan.title')}
        <Input value={title} maxLength={100} onChange={({ target }) => setTitle(target.value)} />
      </label>
      <label>
        {t('plan.number')}
        <Input value={planNumber} maxLength={60} onChange={({ target }) => setPlanNumber(target.value)} />
      </label>
      <label>
        {t('plan.form')}
        <Select
          aria-label={t('plan.form')}
          value={form}
          onChange={setForm}
          options={(['joint', 'task_force'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
        />
      </label>
      <span>
        <Switch checked={covert} onChange={setCovert} aria-label={t('plan.covert')} /> {t('plan.covert')}
      </span>
      <label>
        {t('plan.members')}
        <Select
          aria-label={t('plan.members')}
          mode="multiple"
          value={memberIds}
          onChange={setMembers}
          optionFilterProp="label"
          options={inspectors.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <label>
        {t('plan.targets')}
        <Select
          aria-label={t('plan.targets')}
          mode="multiple"
          value={targets}
          onChange={setTargets}
          options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
        />
      </label>
      <label>
        {t('plan.streets')}
        <Select
          aria-label={t('plan.streets')}
          mode="multiple"
          value={streets}
          onChange={setStreets}
          optionFilterProp="label"
          options={streetIds.map((value) => ({ value, label: nameOf(value) }))}
        />
      </label>
      <label>
        {t('plan.places')}
        <InputNumber
          aria-label={t('plan.places')}
          min={1}
          max={50}
          value={places}
          onChange={(given) => setPlaces(given ?? 1)}
        />
      </label>
      <label>
        {t('plan.window')}
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          onChange={(given) => setWindow(given as [Dayjs, Dayjs] | null)}
        />
      </label>
      <p>{t('plan.hint')}</p>
      {plan.error && <ProblemNote problem={problemOf(plan.error)} />}
      <Button type="primary" htmlType="submit" disabled={!ready} loading={plan.isPending}>
        {t('plan.submit')}
      </Button>
    </form>
  );
}
