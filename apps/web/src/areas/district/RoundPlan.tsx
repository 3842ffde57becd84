import './district.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, DatePicker, Input, InputNumber, Select, Switch } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { useDistrictNames } from './names';
import { type Target, TARGETS } from './targets';

type Rounds = Schemas['Rounds'];

/** A round as far as it has been planned. */
interface Draft {
  title: string;
  planNumber: string;
  covert: boolean;
  form: Schemas['Round']['form'];
  memberIds: string[];
  targets: Target[];
  streets: string[];
  /** In each street. */
  places: number;
  perPlace: number;
  spareDays: number;
  checklistId: string;
  window: [Dayjs, Dayjs] | null;
}

interface PartProps {
  draft: Draft;
  rounds: Rounds;
  onChange: (changed: Partial<Draft>) => void;
}

/** 拟定轮次: who goes, where the draw may send them, with what and when. */
export function RoundPlan({ rounds }: { rounds: Rounds }) {
  const { t } = useTranslation('district');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    title: '',
    planNumber: '',
    covert: true,
    form: 'joint',
    memberIds: [],
    targets: ['back_street'],
    streets: [],
    places: 2,
    perPlace: 2,
    spareDays: 30,
    checklistId: rounds.checklists[0]?.id ?? '',
    window: null,
  });
  const change = (changed: Partial<Draft>) => setDraft((was) => ({ ...was, ...changed }));
  const plan = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/rounds', { body: planOf(draft) })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: FINDINGS });
      await navigate({ to: '/rounds/$id', params: { id } });
    },
  });
  const drawn = draft.streets.reduce((sum, street) => sum + Math.min(draft.places, placesIn(street, draft, rounds)), 0);
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        plan.mutate();
      }}
    >
      <Team draft={draft} rounds={rounds} onChange={change} />
      <Places draft={draft} rounds={rounds} onChange={change} />
      <Visit draft={draft} rounds={rounds} onChange={change} />
      <p className="district-note">{t('plan.hint', { count: drawn })}</p>
      {plan.error && <ProblemNote problem={problemOf(plan.error)} />}
      <Button type="primary" htmlType="submit" disabled={!isWhole(draft)} loading={plan.isPending}>
        {t('plan.submit')}
      </Button>
    </form>
  );
}

/** 检查组: what the round is called, and who goes. */
function Team({ draft, rounds: { inspectors }, onChange }: PartProps) {
  const { t } = useTranslation('district');
  return (
    <>
      <label>
        {t('plan.title')}
        <Input value={draft.title} maxLength={100} onChange={({ target }) => onChange({ title: target.value })} />
      </label>
      <label>
        {t('plan.number')}
        <Input
          value={draft.planNumber}
          maxLength={60}
          onChange={({ target }) => onChange({ planNumber: target.value })}
        />
      </label>
      <div className="district-pair">
        <label>
          {t('plan.form')}
          <Select
            aria-label={t('plan.form')}
            value={draft.form}
            onChange={(form) => onChange({ form })}
            options={(['joint', 'task_force'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
          />
        </label>
        <span className="district-switch">
          <Switch checked={draft.covert} onChange={(covert) => onChange({ covert })} aria-label={t('plan.covert')} />{' '}
          {t('plan.covert')}
        </span>
      </div>
      <label>
        {t('plan.members')}
        <Select
          aria-label={t('plan.members')}
          mode="multiple"
          value={draft.memberIds}
          onChange={(memberIds) => onChange({ memberIds })}
          optionFilterProp="label"
          options={inspectors.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
    </>
  );
}

/** 抽点: among which places the draw is made, and how many it takes. */
function Places({ draft, rounds, onChange }: PartProps) {
  const { t } = useTranslation('district');
  const names = useDistrictNames();
  const streetIds = [...new Set(offered(draft, rounds).map(({ streetId }) => streetId))];
  return (
    <>
      <label>
        {t('plan.targets')}
        <Select
          aria-label={t('plan.targets')}
          mode="multiple"
          value={draft.targets}
          onChange={(targets) => onChange({ targets })}
          options={TARGETS.map((value) => ({ value, label: t(`target.${value}`) }))}
        />
      </label>
      <label>
        {t('plan.streets')}
        <Select
          aria-label={t('plan.streets')}
          mode="multiple"
          value={draft.streets}
          onChange={(streets) => onChange({ streets })}
          optionFilterProp="label"
          options={streetIds.map((value) => ({
            value,
            label: t('plan.street', { name: names.unit(value), count: placesIn(value, draft, rounds) }),
          }))}
        />
      </label>
      <div className="district-pair">
        <label>
          {t('plan.places')}
          <InputNumber min={1} max={50} value={draft.places} onChange={(given) => onChange({ places: given ?? 1 })} />
        </label>
        <label>
          {t('plan.perPlace')}
          <InputNumber
            min={1}
            max={5}
            value={draft.perPlace}
            onChange={(given) => onChange({ perPlace: given ?? 2 })}
          />
        </label>
        <label>
          {t('plan.spareDays')}
          <InputNumber
            min={0}
            max={365}
            value={draft.spareDays}
            onChange={(given) => onChange({ spareDays: given ?? 0 })}
          />
        </label>
      </div>
    </>
  );
}

/** With which checklist, and when. */
function Visit({ draft, rounds: { checklists }, onChange }: PartProps) {
  const { t } = useTranslation('district');
  return (
    <>
      <label>
        {t('plan.checklist')}
        <Select
          aria-label={t('plan.checklist')}
          value={draft.checklistId}
          onChange={(checklistId) => onChange({ checklistId })}
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
          onChange={(given) => onChange({ window: given as [Dayjs, Dayjs] | null })}
        />
      </label>
    </>
  );
}

const offered = ({ targets }: Draft, { population }: Rounds) => population.filter(({ kind }) => targets.includes(kind));

const placesIn = (street: string, draft: Draft, rounds: Rounds): number =>
  offered(draft, rounds)
    .filter(({ streetId }) => streetId === street)
    .reduce((sum, one) => sum + one.places, 0);

const isWhole = ({ title, planNumber, memberIds, targets, streets, window }: Draft): boolean =>
  title !== '' &&
  planNumber !== '' &&
  memberIds.length >= 2 &&
  targets.length > 0 &&
  streets.length > 0 &&
  window !== null;

const planOf = ({ streets, places, window, ...plan }: Draft): Schemas['PlanRound'] => ({
  ...plan,
  leaderId: plan.memberIds[0] ?? '',
  quotas: Object.fromEntries(streets.map((id) => [id, places])),
  opensAt: window?.[0].toISOString() ?? '',
  closesAt: window?.[1].toISOString() ?? '',
});
