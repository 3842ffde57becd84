import { useTranslation } from 'react-i18next';

import type { Problem } from '../../../api/problem';

interface MappingProps {
  needs: NonNullable<Problem['mapping']>;
  onMapped: (columns: Record<string, string>) => void;
}

/** 列对应: what each heading that nobody knows holds; remembered for the next list with the same headings. */
export function Mapping({ needs: { headings, fields }, onMapped }: MappingProps) {
  const { t } = useTranslation('desk');
  return (
    <form
      className="sheet import-mapping"
      aria-label={t('import.mapping')}
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = [...new FormData(event.currentTarget)].filter(([, field]) => field !== '');
        onMapped(Object.fromEntries(chosen) as Record<string, string>);
      }}
    >
      <h2>{t('import.mapping')}</h2>
      <p>
        {t('import.mappingHint', {
          fields: fields
            .filter(({ required }) => required)
            .map(({ heading }) => heading)
            .join('、'),
        })}
      </p>
      <div>
        {headings.map(({ letter, heading }) => (
          <label key={letter} className="field">
            {letter} · {heading}
            <select name={heading} defaultValue="">
              <option value="">{t('import.ignore')}</option>
              {fields.map(({ field, heading: name }) => (
                <option key={field} value={field}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <button type="submit" className="act act-main">
        {t('import.mapped')}
      </button>
    </form>
  );
}
