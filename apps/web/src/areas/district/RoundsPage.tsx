import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, DatePicker, Drawer, Input, InputNumber, Select, Switch, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas } from '../../api/queries';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { useDistrictNames } from './names';
import { roundsQuery } from './queries';
import { type Target, TARGETS } from './targets';

type Round = Schemas['Round'];
/** By how far it has come. */
const TONE: Record<Round['phase'], string> = {
  planned: 'tone-still',
  drawn: 'tone-still',
  filing: 'tone-blue',
  following: 'tone-soon',
  finished: 'tone-good',
  cancelled: 'tone-still',
};

/** 督查轮次: the rounds of the side that supervises, the latest first. */
export function RoundsPage() {
  const { t, i18n } = useTranslation('district');
  const { data, error, isPending } = useQuery(roundsQuery);
  const [planning, setPlanning] = useState(false);
  return (
    <>
      <header className="page-head">
        <h1>{t('rounds.title')}</h1>
        <p>{t('rounds.hint')}</p>
        <span className="district-acts">
          <Link to="/places" className="act">
            {t('places.title')}
          </Link>
          {data?.mayPlan && (
            <button type="button" className="act act-main" onClick={() => setPlanning(true)}>
              {t('rounds.plan')}
            </button>
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
              render: (_, { id, title, planNumber }) => (
                <>
                  <Link to="/rounds/$id" params={{ id }}>
                    {title}
                  </Link>
                  <small className="district-under">{planNumber}</small>
                </>
              ),
            },
            {
              title: t('rounds.way'),
              width: 150,
              render: (_, { covert, form }) =>
                `${t(`form.${form}`)} · ${covert ? t('rounds.covert') : t('rounds.overt')}`,
            },
            {
              title: t('rounds.targets'),
              width: 220,
              render: (_, { targets }) => targets.map((kind) => t(`target.${kind}`)).join(t('and')),
            },
            {
              title: t('round.window'),
              width: 230,
              render: (_, { opensAt, closesAt }) => (
                <>
                  {spoken(opensAt, i18n.language)}
                  <small className="district-under">{t('rounds.until', { at: spoken(closesAt, i18n.language) })}</small>
                </>
              ),
            },
            {
              title: t('rounds.phase'),
              width: 110,
              render: (_, { phase }) => <span className={`tag ${TONE[phase]}`}>{t(`phase.${phase}`)}</span>,
            },
            {
              title: t('rounds.found'),
              width: 100,
              align: 'right',
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
  const names = useDistrictNames();
  const [title, setTitle] = useState('');
  const [planNumber, setPlanNumber] = useState('');
  const [covert, setCovert] = useState(true);
  const [form, setForm] = useState<Round['form']>('joint');
  const [memberIds, setMembers] = useState<string[]>([]);
  const [targets, setTargets] = useState<Target[]>(['back_street']);
  const [streets, setStreets] = useState<string[]>([]);
  const [places, setPlaces] = useState(2);
  const [perPlace, setPerPlace] = useState(2);
  const [spareDays, setSpareDays] = useState(30);
  const [checklistId, setChecklist] = useState(checklists[0]?.id ?? '');
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
            perPlace,
            spareDays,
            checklistId,
            opensAt: window?.[0].toISOString() ?? '',
            closesAt: window?.[1].toISOString() ?? '',
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: FINDINGS });
      await navigate({ to: '/rounds/$id', params: { id } });
    },
  });
  const offered = population.filter(({ kind }) => targets.includes(kind));
  const placesIn = (street: string) =>
    offered.filter(({ streetId }) => streetId === street).reduce((sum, one) => sum + one.places, 0);
  const streetIds = [...new Set(offered.map(({ streetId }) => streetId))];
  const drawn = streets.reduce((sum, street) => sum + Math.min(places, placesIn(street)), 0);
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
      <div className="district-pair">
        <label>
          {t('plan.form')}
          <Select
            aria-label={t('plan.form')}
            value={form}
            onChange={setForm}
            options={(['joint', 'task_force'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
          />
        </label>
        <span className="district-switch">
          <Switch checked={covert} onChange={setCovert} aria-label={t('plan.covert')} /> {t('plan.covert')}
        </span>
      </div>
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
          options={streetIds.map((value) => ({
            value,
            label: t('plan.street', { name: names.unit(value), count: placesIn(value) }),
          }))}
        />
      </label>
      <div className="district-pair">
        <label>
          {t('plan.places')}
          <InputNumber min={1} max={50} value={places} onChange={(given) => setPlaces(given ?? 1)} />
        </label>
        <label>
          {t('plan.perPlace')}
          <InputNumber min={1} max={5} value={perPlace} onChange={(given) => setPerPlace(given ?? 2)} />
        </label>
        <label>
          {t('plan.spareDays')}
          <InputNumber min={0} max={365} value={spareDays} onChange={(given) => setSpareDays(given ?? 0)} />
        </label>
      </div>
      <label>
        {t('plan.checklist')}
        <Select
          aria-label={t('plan.checklist')}
          value={checklistId}
          onChange={setChecklist}
          options={checklists.map(({ id, title: name, items }) => ({
            value: id,
            label: t('plan.checklistOf', { name, count: items.length }),
          }))}
        />
      </label>
      <label>
        {t('plan.window')}
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          onChange={(given) => setWindow(given as [Dayjs, Dayjs] | null)}
        />
      </label>
      <p className="district-note">{t('plan.hint', { count: drawn })}</p>
      {plan.error && <ProblemNote problem={problemOf(plan.error)} />}
      <Button type="primary" htmlType="submit" disabled={!ready} loading={plan.isPending}>
        {t('plan.submit')}
      </Button>
    </form>
  );
}
