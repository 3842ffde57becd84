import { Button, Input, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { choicesOf } from './choices';
import { isLimit, nameOf } from './difference';
import { anotherOf, mayGo, mayGrow } from './entries';
import type { Limit } from './limits';
import { RungAtField } from './RungAtField';
import { LimitField } from './SimulatorPage';

type Policy = Schemas['Policy'];
type Path = readonly (string | number)[];

export interface Editing {
  policy: Policy;
  /** As it is in force. */
  saved: Policy;
  services: readonly string[];
  /** Nobody but an administrator changes anything. */
  readOnly: boolean;
  change: (path: Path, value: unknown) => void;
  /** Where the default of an entry comes from. */
  sourceOf: (path: Path) => ReactNode;
}

interface ValueFieldProps {
  path: Path;
  value: unknown;
  editing: Editing;
}

/** Kept by the record, or the identity of an entry: not for editing. */
const FIXED: ReadonlySet<string> = new Set(['version', 'code', 'src', 'reason', 'retired']);
const NUMBERS_OR_NULL: ReadonlySet<string> = new Set(['maxShare', 'maxWorkDays']);

/** Any value of the policy as a form, by its own shape. */
export function ValueField({ path, value, editing }: ValueFieldProps) {
  const { t } = useTranslation('rules');
  const field = String(path.findLast((key) => typeof key === 'string') ?? '');
  const label = t(`field.${field}`, t('field.value'));
  if (isLimit(value))
    return (
      <LimitField
        label={label}
        value={value as Limit}
        services={editing.services}
        onChange={(limit) => editing.change(path, limit)}
      />
    );
  if (field === 'at') return <RungAtField value={value as never} onChange={(at) => editing.change(path, at)} />;
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    return <Entries path={path} entries={value as Record<string, unknown>[]} label={label} editing={editing} />;
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return <Group path={path} value={value as Record<string, unknown>} label={label} editing={editing} />;
  return (
    <label className="value-field">
      <span>{label}</span>
      <Plain field={field} label={label} value={value} path={path} editing={editing} />
    </label>
  );
}

function Plain({ field, label, value, path, editing }: ValueFieldProps & { field: string; label: string }) {
  const { t } = useTranslation('rules');
  const change = (changed: unknown) => editing.change(path, changed);
  const choices = choicesOf(field, editing.policy);
  if (typeof value === 'boolean') return <Switch aria-label={label} checked={value} onChange={change} />;
  if (typeof value === 'number' || NUMBERS_OR_NULL.has(field))
    return (
      <InputNumber
        aria-label={label}
        value={value as number | null}
        placeholder={t('field.byApprover')}
        min={0}
        step={field === 'share' || field === 'maxShare' ? 0.05 : 1}
        onChange={change}
      />
    );
  if (choices) {
    const options = choices.map(({ value: one, key, label: own }) => ({
      value: one,
      label: key === null ? own : t(`code.${key}`),
    }));
    return Array.isArray(value) ? (
      <Select
        mode="multiple"
        aria-label={label}
        value={value as string[]}
        options={options}
        optionFilterProp="label"
        onChange={change}
      />
    ) : (
      <Select
        aria-label={label}
        value={(value as string | null) ?? undefined}
        placeholder={t('field.none')}
        allowClear={value === null || field === 'colour' || field === 'measure'}
        options={options}
        onChange={(one) => change(one ?? null)}
      />
    );
  }
  if (Array.isArray(value))
    return <Select mode="tags" aria-label={label} value={value as string[]} onChange={change} open={false} />;
  return (
    <Input
      aria-label={label}
      value={(value as string | null) ?? ''}
      placeholder={t('field.none')}
      onChange={({ target }) =>
        change(
          target.value === '' && (field === 'slip' || field === 'needs' || field === 'listIn') ? null : target.value,
        )
      }
    />
  );
}

function Group({
  path,
  value,
  label,
  editing,
}: {
  path: Path;
  value: Record<string, unknown>;
  label: string;
  editing: Editing;
}) {
  return (
    <fieldset className="value-group">
      <legend>{label}</legend>
      <Fields path={path} value={value} editing={editing} />
    </fieldset>
  );
}

/** What one looks for first stands first; the rest as it comes. */
const FIRST = ['name', 'zh', 'parent', 'aliases', 'steps', 'ladder', 'lead', 'co', 'verify'];
const placeOf = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

export const Fields = ({ path, value, editing }: { path: Path; value: Record<string, unknown>; editing: Editing }) =>
  Object.entries(value)
    .filter(([key]) => !FIXED.has(key))
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([key, one]) => <ValueField key={key} path={[...path, key]} value={one} editing={editing} />);

function Entries({
  path,
  entries,
  label,
  editing,
}: {
  path: Path;
  entries: Record<string, unknown>[];
  label: string;
  editing: Editing;
}) {
  const { t } = useTranslation('rules');
  const list = String(path[0] === 'ladders' ? 'ladders' : path.at(-1));
  const saved = savedAt(editing.saved, path);
  const keep = (next: Record<string, unknown>[]) => editing.change(path, next);
  return (
    <fieldset className="value-entries">
      <legend>{label}</legend>
      {entries.map((entry, index) => (
        <section key={index} className="value-entry" aria-label={entryName(t, entry, index)}>
          <header>
            <b>{entryName(t, entry, index)}</b>
            {editing.sourceOf([...path, index])}
            {!editing.readOnly && entries.length > 1 && mayGo(list, entry, saved) && (
              <Button size="small" onClick={() => keep(entries.filter((_, other) => other !== index))}>
                {t('policy.remove')}
              </Button>
            )}
          </header>
          <div className="value-fields">
            <Fields path={[...path, index]} value={entry} editing={editing} />
          </div>
        </section>
      ))}
      {!editing.readOnly && mayGrow(list, entries) && (
        <Button
          aria-label={t('policy.anotherOf', { list: label })}
          onClick={() => keep([...entries, anotherOf(entries, t('policy.unnamed'))])}
        >
          {t('policy.another')}
        </Button>
      )}
    </fieldset>
  );
}

/** The list as it is in force. */
function savedAt(saved: Policy, path: Path): Record<string, unknown>[] {
  const found = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], saved);
  return Array.isArray(found) ? (found as Record<string, unknown>[]) : [];
}

function entryName(
  t: (key: 'policy.nth', options: { count: number }) => string,
  entry: unknown,
  index: number,
): string {
  const name = nameOf(entry);
  return name === undefined || /^[A-Z]\d/.test(name) ? t('policy.nth', { count: index + 1 }) : name;
}
