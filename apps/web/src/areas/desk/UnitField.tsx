import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { unitsQuery } from '../../api/queries';

interface UnitFieldProps {
  name: string;
  label: string;
  value?: string | null;
  onChange?: (id: string) => void;
  /** Said by the group that it stands in. */
  hideLabel?: boolean;
}

const BEARING = new Set(['department', 'street', 'township', 'company']);

/** A unit that can be made responsible, by its name. */
export function UnitField({ name, label, value, onChange, hideLabel = false }: UnitFieldProps) {
  const { t } = useTranslation('desk');
  const units = useQuery(unitsQuery).data?.items ?? [];
  return (
    <label className="field">
      <span className={hideLabel ? 'unseen' : undefined}>{label}</span>
      <select
        name={name}
        required
        {...(onChange
          ? { value: value ?? '', onChange: ({ target }) => onChange(target.value) }
          : { defaultValue: value ?? '' })}
      >
        <option value="" disabled>
          {t('chooseUnit')}
        </option>
        {units
          .filter(({ kind, validTo }) => BEARING.has(kind) && validTo === null)
          .map(({ id, name: unit }) => (
            <option key={id} value={id}>
              {unit}
            </option>
          ))}
      </select>
    </label>
  );
}
