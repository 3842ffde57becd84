import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { calendarQuery, FINDINGS, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { isWorkingDay } from '../../design/working-days';
import { type Assignment, enterMatter, type Filing } from './matter-entry';
import { FORMS, type MatterForm as Form } from './matter-search';
import { MatterMilestones, type Milestone } from './MatterMilestones';
import { MatterScans } from './MatterScans';

/** Customary limits of matters, in working days (defaults.yaml, DC): 急件, 一般, 难, 会议议定. */
const LIMITS = { urgent: 5, usual: 15, hard: 30, meeting: 20 } as const;
const BEARING = new Set(['department', 'street', 'township', 'company']);
const DAY_MS = 86_400_000;

/** 录入督办事项: what it comes from with its scan, what is to be done, by whom, by when and in which steps. */
export function MatterForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const units = useQuery(unitsQuery).data?.items.filter(({ kind, validTo }) => BEARING.has(kind) && validTo === null);
  const [form, setForm] = useState<Form>('instruction');
  const [level, setLevel] = useState<'city' | 'province'>('city');
  const [title, setTitle] = useState('');
  const [number, setNumber] = useState('');
  const [leader, setLeader] = useState('');
  const [said, setSaid] = useState('');
  const [dated, setDated] = useState<Dayjs | null>(null);
  const [scans, setScans] = useState<string[]>([]);
  const [description, setDescription] = useState('');
  const [unitId, setUnit] = useState<string | null>(null);
  const [coUnitIds, setCoUnits] = useState<string[]>([]);
  const [unitLeader, setUnitLeader] = useState('');
  const [officer, setOfficer] = useState('');
  const [due, setDue] = useState<Dayjs | null>(null);
  const [milestones, setMilestones] = useState<Milestone[]>([]);
  const [keys] = useState(() => [freshKey(), freshKey(), freshKey()] as const);
  const order = useMutation({
    mutationFn: () => enterMatter({ filing: filing(), assignment: unitId ? assignment(unitId) : null, keys }),
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
    onSuccess: ({ problem }) => problem ?? onDone(),
  });
  const filing = (): Filing => ({
    kind: 'matter',
    channel: 'verbal',
    source: form === 'instruction' ? 'leader' : form === 'superior' ? level : 'district',
    description: description.trim(),
    fixedDate: due?.format('YYYY-MM-DD') ?? null,
    proposal: { unitId, coUnitIds },
    matter: {
      form,
      title: title.trim(),
      number: number.trim() || null,
      leader: leader.trim() || null,
      said: said.trim() || null,
      dated: dated?.format('YYYY-MM-DD') ?? null,
    },
    evidence: scans.map((sha256) => ({ sha256, role: 'material', defect: 1, capture: 'scan' })),
  });
  const assignment = (to: string): Assignment => ({
    unitId: to,
    coUnitIds,
    leader: unitLeader.trim() || null,
    officer: officer.trim() || null,
    task: description.trim(),
    milestones: milestones.flatMap(({ name, date }) =>
      name.trim() && date ? [{ name: name.trim(), date: date.format('YYYY-MM-DD') }] : [],
    ),
    fixedDate: due?.format('YYYY-MM-DD') ?? null,
  });
  const ready = title.trim() !== '' && description.trim() !== '';
  if (order.data?.problem)
    return (
      <>
        <p className="district-note">{t('matter.filedOnly', { number: order.data.number })}</p>
        <ProblemNote problem={order.data.problem} />
        <p className="district-acts">
          <Link to="/findings/$id" params={{ id: order.data.id }} className="act act-main">
            {t('matter.openIt')}
          </Link>
        </p>
      </>
    );
  return (
    <form
      className="district-form"
      onSubmit={(event) => {
        event.preventDefault();
        order.mutate();
      }}
    >
      <fieldset>
        <legend>{t('matter.source')}</legend>
        <div className="district-pair">
          <label>
            {t('matters.form')}
            <Select
              aria-label={t('matters.form')}
              value={form}
              onChange={setForm}
              options={FORMS.map((value) => ({ value, label: t(`matterForm.${value}`) }))}
            />
          </label>
          {form === 'superior' && (
            <label>
              {t('matter.level')}
              <Select
                aria-label={t('matter.level')}
                value={level}
                onChange={setLevel}
                options={(['city', 'province'] as const).map((value) => ({
                  value,
                  label: t(`matter.levels.${value}`),
                }))}
              />
            </label>
          )}
          <label>
            {t('matter.dated')}
            <DatePicker aria-label={t('matter.dated')} value={dated} onChange={setDated} />
          </label>
        </div>
        <label>
          {t(`matter.titleOf.${form}`)}
          <Input value={title} maxLength={200} onChange={({ target }) => setTitle(target.value)} />
        </label>
        <div className="district-pair">
          <label>
            {t('matter.number')}
            <Input
              value={number}
              maxLength={60}
              placeholder={t('matter.numberHint')}
              onChange={({ target }) => setNumber(target.value)}
            />
          </label>
          <label>
            {t('matter.leader')}
            <Input value={leader} maxLength={100} onChange={({ target }) => setLeader(target.value)} />
          </label>
        </div>
        <label>
          {t('matter.said')}
          <Input.TextArea rows={2} value={said} maxLength={2_000} onChange={({ target }) => setSaid(target.value)} />
        </label>
        <MatterScans scans={scans} onChange={setScans} />
      </fieldset>
      <fieldset>
        <legend>{t('matter.task')}</legend>
        <label>
          {t('matter.description')}
          <Input.TextArea
            rows={2}
            value={description}
            maxLength={2_000}
            onChange={({ target }) => setDescription(target.value)}
          />
        </label>
        <div className="district-pair">
          <label>
            {t('matter.unit')}
            <Select
              aria-label={t('matter.unit')}
              value={unitId}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('matter.unitLater')}
              onChange={(id: string | undefined) => setUnit(id ?? null)}
              options={units?.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
          <label>
            {t('matter.coUnits')}
            <Select
              aria-label={t('matter.coUnits')}
              mode="multiple"
              value={coUnitIds}
              optionFilterProp="label"
              onChange={setCoUnits}
              options={units?.filter(({ id }) => id !== unitId).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
        </div>
        <div className="district-pair">
          <label>
            {t('matter.unitLeader')}
            <Input value={unitLeader} maxLength={100} onChange={({ target }) => setUnitLeader(target.value)} />
          </label>
          <label>
            {t('matter.officer')}
            <Input value={officer} maxLength={100} onChange={({ target }) => setOfficer(target.value)} />
          </label>
        </div>
        <label>
          {t('matter.due')}
          <DatePicker aria-label={t('matter.due')} value={due} onChange={setDue} />
        </label>
        <Limits form={form} onChoose={setDue} />
        <MatterMilestones milestones={milestones} onChange={setMilestones} />
        <p className="district-note">{t('matter.monthly')}</p>
      </fieldset>
      {order.error && <ProblemNote problem={problemOf(order.error)} />}
      <Button type="primary" htmlType="submit" disabled={!ready} loading={order.isPending}>
        {unitId ? t('matter.enterAndAssign') : t('matter.enterOnly')}
      </Button>
    </form>
  );
}

/** A limit that offices keep, as a date of the calendar. */
function Limits({ form, onChoose }: { form: Form; onChoose: (due: Dayjs) => void }) {
  const { t } = useTranslation('district');
  const calendar = useQuery(calendarQuery).data;
  if (!calendar) return null;
  const offered = form === 'meeting' ? (['meeting'] as const) : (['urgent', 'usual', 'hard'] as const);
  const dateAfter = (days: number): Dayjs => {
    let at = serverNow();
    for (let left = days; left > 0;) {
      at += DAY_MS;
      if (isWorkingDay(calendar, dayOf(at))) left -= 1;
    }
    return dayjs(dayOf(at));
  };
  return (
    <p className="district-acts">
      {offered.map((one) => (
        <Button key={one} size="small" onClick={() => onChoose(dateAfter(LIMITS[one]))}>
          {t(`matter.limit.${one}`, { count: LIMITS[one] })}
        </Button>
      ))}
    </p>
  );
}
