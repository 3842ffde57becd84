import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, unitsQuery } from '../../../api/queries';
import { useKeys } from '../../../app/useKeys';
import { dayOf } from '../../../design/dates';
import { type Names, useNames } from '../names';
import { CODES, type Coded, isCoded } from './codes';
import { type Choice, CHOICES, type FindingSearch, FLAGS, INSTANTS, type Moment, SORTS } from './search';
import type { Change } from './useFindingSearch';

interface FilterBarProps {
  search: FindingSearch;
  onChange: Change;
  views: ReactNode;
}

/** Search, everything that narrows, and what has narrowed so far as chips that can be taken off. */
export function FilterBar({ search, onChange, views }: FilterBarProps) {
  const { t } = useTranslation('desk');
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    '/': (event) => {
      event.preventDefault();
      field.current?.focus();
    },
    'Shift+F': () => setOpen((before) => !before),
  });
  useEffect(() => {
    if (field.current) field.current.value = search.text ?? '';
  }, [search.text]);
  return (
    <div className="filters">
      <search className="filters-line">
        <input
          ref={field}
          type="search"
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          defaultValue={search.text}
          maxLength={100}
          onKeyDown={(event) => {
            // Enter ends the choice of characters first (IME), and searches only then.
            if (event.key === 'Enter' && !event.nativeEvent.isComposing)
              onChange({ text: event.currentTarget.value.trim() || undefined });
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <label>
          <input
            type="checkbox"
            checked={search.overdue ?? false}
            onChange={({ target }) => onChange({ overdue: target.checked || undefined })}
          />
          {t('filter.overdueOnly')}
        </label>
        <button type="button" className="act" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('filter.more')}
        </button>
        <label className="filters-sort">
          {t('filter.sort')}
          <select
            value={search.sort ?? 'filed'}
            onChange={({ target }) => onChange({ sort: SORTS.find((one) => one === target.value) })}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t(`filter.sorts.${sort}`)}
              </option>
            ))}
          </select>
        </label>
        {views}
      </search>
      {open && <Fields search={search} onChange={onChange} />}
      <Chips search={search} onChange={onChange} />
    </div>
  );
}

function Fields({ search, onChange }: Omit<FilterBarProps, 'views'>) {
  const { t } = useTranslation(['desk', 'words']);
  const units = useQuery(unitsQuery).data?.items ?? [];
  const categories = useQuery(categoriesQuery).data?.items ?? [];
  const named = (kinds: readonly string[]) =>
    units.filter(({ kind }) => kinds.includes(kind)).map(({ id, name }) => ({ value: id, label: name }));
  const coded = (key: Coded) => CODES[key].map((code) => ({ value: code, label: wordOf(t, key, code) }));
  const choice = (key: Choice, options: { value: string; label: string }[], several = true) => (
    <div className="filters-field" key={key}>
      <label htmlFor={`filter-${key}`}>{t(`filter.${key}`)}</label>
      <Select
        id={`filter-${key}`}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        mode={several ? 'multiple' : undefined}
        maxTagCount="responsive"
        placeholder={t('filter.any')}
        options={options}
        value={search[key] === undefined ? undefined : several ? search[key].split(',') : search[key]}
        onChange={(value: string | string[] | undefined) =>
          onChange({ [key]: value === undefined ? undefined : [value].flat().join(',') })
        }
      />
    </div>
  );
  const day = (key: Moment) => (
    <div className="filters-field" key={key}>
      <label htmlFor={`filter-${key}`}>{t(`filter.${key}`)}</label>
      <input
        id={`filter-${key}`}
        type="date"
        value={search[key] ? dayOf(search[key]) : ''}
        onChange={({ target }) =>
          onChange({
            [key]: target.value
              ? `${target.value}T${key.endsWith('Before') ? '23:59:59' : '00:00:00'}+08:00`
              : undefined,
          })
        }
      />
    </div>
  );
  return (
    <div className="filters-fields">
      {choice('status', coded('status'))}
      {choice('unit', named(['department', 'street', 'township', 'district', 'office', 'company']), false)}
      {choice('street', named(['street', 'township']))}
      {choice('community', named(['community', 'village']))}
      {choice(
        'category',
        categories.map(({ code, name }) => ({ value: code, label: name })),
      )}
      {choice('colour', coded('colour'))}
      {choice('severity', coded('severity'))}
      {choice('urgency', coded('urgency'))}
      {choice('source', coded('source'))}
      {choice('channel', coded('channel'))}
      {choice('kind', coded('kind'))}
      {choice('mine', coded('mine'), false)}
      {(['dueAfter', 'dueBefore', 'filedAfter', 'filedBefore'] as const).map(day)}
      <div className="filters-flags">
        {(['open', 'suspended', 'disputed'] as const).map((flag) => (
          <label key={flag}>
            <input
              type="checkbox"
              checked={search[flag] ?? false}
              onChange={({ target }) => onChange({ [flag]: target.checked || undefined })}
            />
            {t(`filter.${flag}`)}
          </label>
        ))}
      </div>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<['desk', 'words']>>['t'];

function wordOf(t: Translate, key: Coded, code: string): string {
  if (key === 'status') return t(`words:status.${code}`);
  if (key === 'colour') return t(`words:colour.${code}`);
  if (key === 'severity') return t(`words:severity.${code}`);
  if (key === 'stage') return t(`words:stage.${code}`);
  if (key === 'waitingFor') return t(`bucket.${code}`);
  return t(`code.${key}.${code}`);
}

function chipText(t: Translate, names: Names, key: Choice, value: string): string {
  const listed = (nameOf: (one: string) => string) => value.split(',').map(nameOf).join(t('filter.and'));
  if (isCoded(key)) return listed((code) => wordOf(t, key, code));
  if (key === 'category') return listed(names.category);
  if (['unit', 'leadUnit', 'lineOf', 'supervisingUnit', 'street', 'community'].includes(key)) return listed(names.unit);
  return t('filter.set');
}

function Chips({ search, onChange }: Omit<FilterBarProps, 'views'>) {
  const { t } = useTranslation(['desk', 'words']);
  const names = useNames();
  const chips = [
    ...(search.text ? [{ key: 'text' as const, text: search.text }] : []),
    ...CHOICES.flatMap((key) => {
      const value = search[key];
      return value && key !== 'stage' ? [{ key, text: chipText(t, names, key, value) }] : [];
    }),
    ...INSTANTS.flatMap((key) => (search[key] ? [{ key, text: dayOf(search[key]) }] : [])),
    ...FLAGS.flatMap((key) =>
      search[key] === undefined ? [] : [{ key, text: search[key] ? t('filter.yes') : t('filter.no') }],
    ),
  ];
  if (chips.length === 0) return null;
  const none = Object.fromEntries(chips.map(({ key }) => [key, undefined]));
  return (
    <ul className="filter-chips" aria-label={t('filter.chips')}>
      {chips.map(({ key, text }) => (
        <li key={key}>
          <span>{t(`filter.${key}`)}</span>
          <b>{text}</b>
          <button
            type="button"
            aria-label={t('filter.remove', { name: t(`filter.${key}`) })}
            onClick={() => onChange({ [key]: undefined })}
          >
            ×
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="switch" onClick={() => onChange(none)}>
          {t('filter.clear')}
        </button>
      </li>
    </ul>
  );
}
