import { DatePicker, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { LEVELS, type MatterPartProps } from './matter-draft';
import { FORMS } from './matter-search';
import { MatterScans } from './MatterScans';

/** 来源: the paper or the words that it comes from, with its scan. */
export function MatterSource({ draft, onChange }: MatterPartProps) {
  const { t } = useTranslation('district');
  return (
    <fieldset>
      <legend>{t('matter.source')}</legend>
      <div className="district-pair">
        <label>
          {t('matters.form')}
          <Select
            aria-label={t('matters.form')}
            value={draft.form}
            onChange={(form) => onChange({ form })}
            options={FORMS.map((value) => ({ value, label: t(`matterForm.${value}`) }))}
          />
        </label>
        {draft.form === 'superior' && (
          <label>
            {t('matter.level')}
            <Select
              aria-label={t('matter.level')}
              value={draft.level}
              onChange={(level) => onChange({ level })}
              options={LEVELS.map((value) => ({
                value,
                label: t(`matter.levels.${value}`),
              }))}
            />
          </label>
        )}
        <label>
          {t('matter.dated')}
          <DatePicker aria-label={t('matter.dated')} value={draft.dated} onChange={(dated) => onChange({ dated })} />
        </label>
      </div>
      <label>
        {t(`matter.titleOf.${draft.form}`)}
        <Input value={draft.title} maxLength={200} onChange={({ target }) => onChange({ title: target.value })} />
      </label>
      <div className="district-pair">
        <label>
          {t('matter.number')}
          <Input
            value={draft.number}
            maxLength={60}
            placeholder={t('matter.numberHint')}
            onChange={({ target }) => onChange({ number: target.value })}
          />
        </label>
        <label>
          {t('matter.leader')}
          <Input value={draft.leader} maxLength={100} onChange={({ target }) => onChange({ leader: target.value })} />
        </label>
      </div>
      <label>
        {t('matter.said')}
        <Input.TextArea
          rows={2}
          value={draft.said}
          maxLength={2_000}
          onChange={({ target }) => onChange({ said: target.value })}
        />
      </label>
      <MatterScans scans={draft.scans} onChange={(scans) => onChange({ scans })} />
    </fieldset>
  );
}
