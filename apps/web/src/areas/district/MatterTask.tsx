import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';

import { calendarQuery, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf } from '../../design/dates';
import { isWorkingDay } from '../../design/working-days';
import type { MatterPartProps } from './matter-draft';
import type { MatterForm } from './matter-search';
import { MatterMilestones } from './MatterMilestones';

/** Customary limits of matters, in working days (defaults.yaml, DC): 急件, 一般, 难, 会议议定. */
const LIMITS = { urgent: 5, usual: 15, hard: 30, meeting: 20 } as const;
const BEARING = new Set(['department', 'street', 'township', 'company']);
const DAY_MS = 86_400_000;

/** 任务: what is to be done, by whom, by when and in which steps. */
export function MatterTask({ draft, onChange }: MatterPartProps) {
  const { t } = useTranslation('district');
  const units = useQuery(unitsQuery).data?.items.filter(({ kind, validTo }) => BEARING.has(kind) && validTo === null);
  return (
    <fieldset>
      <legend>{t('matter.task')}</legend>
      <label>
        {t('matter.description')}
        <Input.TextArea
          rows={2}
          value={draft.description}
          maxLength={2_000}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      </label>
      <div className="district-pair">
        <label>
          {t('matter.unit')}
          <Select
            aria-label={t('matter.unit')}
            value={draft.unitId}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('matter.unitLater')}
            onChange={(id: string | undefined) => onChange({ unitId: id ?? null })}
            options={units?.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </label>
        <label>
          {t('matter.coUnits')}
          <Select
            aria-label={t('matter.coUnits')}
            mode="multiple"
            value={draft.coUnitIds}
            optionFilterProp="label"
            onChange={(coUnitIds) => onChange({ coUnitIds })}
            options={units?.filter(({ id }) => id !== draft.unitId).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </label>
      </div>
      <div className="district-pair">
        <label>
          {t('matter.unitLeader')}
          <Input
            value={draft.unitLeader}
            maxLength={100}
            onChange={({ target }) => onChange({ unitLeader: target.value })}
          />
        </label>
        <label>
          {t('matter.officer')}
          <Input value={draft.officer} maxLength={100} onChange={({ target }) => onChange({ officer: target.value })} />
        </label>
      </div>
      <label>
        {t('matter.due')}
        <DatePicker aria-label={t('matter.due')} value={draft.due} onChange={(due) => onChange({ due })} />
      </label>
      <Limits form={draft.form} onChoose={(due) => onChange({ due })} />
      <MatterMilestones milestones={draft.milestones} onChange={(milestones) => onChange({ milestones })} />
      <p className="district-note">{t('matter.monthly')}</p>
    </fieldset>
  );
}

/** A limit that offices keep, as a date of the calendar. */
function Limits({ form, onChoose }: { form: MatterForm; onChoose: (due: Dayjs) => void }) {
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
