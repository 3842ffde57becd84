import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';

type At = Schemas['Rung']['at'];
const WHEN = ['share', 'before', 'at', 'after'] as const;
const UNITS = ['WORK_DAYS', 'WORK_MINUTES', 'ELAPSED_MINUTES', 'CALENDAR_DAYS'] as const;

/** When a rung fires: a share of the time, or so long before or after it is due. */
export function RungAtField({ value, onChange }: { value: At; onChange: (at: At) => void }) {
  const { t } = useTranslation('rules');
  const offset = value.of === 'due' ? value.offset : null;
  const when = value.of === 'budget' ? 'share' : offset === null ? 'at' : offset.amount < 0 ? 'before' : 'after';
  const minutes = offset?.unit === 'WORK_MINUTES' || offset?.unit === 'ELAPSED_MINUTES';
  const sign = when === 'before' ? -1 : 1;
  return (
    <fieldset className="limit-field">
      <legend>{t('field.at')}</legend>
      <Select
        aria-label={t('field.at')}
        value={when}
        options={WHEN.map((one) => ({ value: one, label: t(`rungAt.${one}`) }))}
        onChange={(chosen) => {
          if (chosen === 'share') onChange({ of: 'budget', share: 0.5 });
          else if (chosen === 'at') onChange({ of: 'due', offset: null });
          else onChange({ of: 'due', offset: { amount: chosen === 'before' ? -1 : 1, unit: 'WORK_DAYS' } });
        }}
      />
      {value.of === 'budget' && (
        <InputNumber
          aria-label={t('rungAt.percent')}
          min={0}
          max={100}
          suffix="%"
          value={Math.round(value.share * 100)}
          onChange={(percent) => percent !== null && onChange({ of: 'budget', share: percent / 100 })}
        />
      )}
      {offset && (
        <>
          <InputNumber
            aria-label={t('rungAt.amount')}
            min={minutes ? 0.1 : 1}
            value={Math.abs(minutes ? offset.amount / 60 : offset.amount)}
            onChange={(amount) =>
              amount !== null &&
              onChange({ of: 'due', offset: { ...offset, amount: sign * Math.round(minutes ? amount * 60 : amount) } })
            }
          />
          <Select
            aria-label={t('rungAt.unit')}
            value={offset.unit}
            options={UNITS.map((unit) => ({ value: unit, label: t(`code.unit.${unit}`) }))}
            onChange={(unit) =>
              onChange({ of: 'due', offset: { ...offset, unit, amount: sign * (unit.endsWith('MINUTES') ? 60 : 1) } })
            }
          />
        </>
      )}
    </fieldset>
  );
}
