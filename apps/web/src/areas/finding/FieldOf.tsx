import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { Claim, Field, Milestone, Option, Value } from './form';
import { FindingField } from './FindingField';
import { MilestonesField } from './MilestonesField';
import { PhotoUpload } from './PhotoUpload';
import type { Finding } from './queries';

interface FieldOfProps {
  field: Field;
  finding: Finding;
  value: Value;
  fault: string | null;
  onChange: (name: string, value: Value) => void;
  onBusy: (busy: boolean) => void;
}

/** One field by its kind, with its label, and what is wrong with it. */
export function FieldOf({ field, finding, value, fault, onChange, onBusy }: FieldOfProps) {
  const { t, i18n } = useTranslation('finding');
  const id = useId();
  const { name, as, label = name, options = [], required = false, least } = field;
  const change = (changed: Value) => onChange(name, changed);
  const text = typeof value === 'string' ? value : '';
  const told = {
    id,
    'aria-invalid': fault !== null,
    ...((fault || i18n.exists(`finding:hint.${label}`)) && { 'aria-describedby': `${id}-told` }),
  };
  const words = t(`label.${label}`);
  const named = required ? words : t('form.optional', { label: words });
  const hint = i18n.exists(`finding:hint.${label}`) ? t(`hint.${label}`) : null;
  const note = (fault || hint) && (
    <small id={`${id}-told`} className={fault ? 'field-fault' : 'field-hint'} {...(fault && { role: 'alert' })}>
      {fault ?? hint}
    </small>
  );
  if (as === 'tick')
    return (
      <label className="field-tick">
        <input {...told} type="checkbox" checked={value === true} onChange={({ target }) => change(target.checked)} />
        <span>
          {words}
          {note}
        </span>
      </label>
    );
  if (as === 'radio')
    return (
      <Group name={named} note={note}>
        {options.map((option) => (
          <label key={option.value} className="field-choice">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={text === option.value}
              onChange={() => change(option.value)}
            />
            {option.label}
          </label>
        ))}
      </Group>
    );
  if (as === 'many')
    return <Many name={named} note={note} options={options} chosen={value as string[]} onChange={change} />;
  if (as === 'photos')
    return (
      <Group name={named} note={note}>
        <PhotoUpload defects={finding.defects} claims={value as Claim[]} onChange={change} onBusy={onBusy} />
      </Group>
    );
  if (as === 'milestones')
    return (
      <Group name={named} note={note}>
        <MilestonesField milestones={value as Milestone[]} onChange={change} />
      </Group>
    );
  return (
    <div className="field">
      <label htmlFor={id}>{named}</label>
      {as === 'words' && (
        <textarea {...told} rows={4} maxLength={4_000} value={text} onChange={({ target }) => change(target.value)} />
      )}
      {as === 'line' && (
        <input {...told} value={text} maxLength={200} onChange={({ target }) => change(target.value)} />
      )}
      {as === 'number' && (
        <input
          {...told}
          type="number"
          inputMode="numeric"
          min={least}
          value={text}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {as === 'date' && (
        <input {...told} type="date" min={least} value={text} onChange={({ target }) => change(target.value)} />
      )}
      {as === 'choice' && (
        <select {...told} value={text} onChange={({ target }) => change(target.value)}>
          <option value="">{t(required ? 'form.choose' : 'form.none')}</option>
          <Options options={options} />
        </select>
      )}
      {as === 'finding' && <FindingField {...told} finding={finding} value={text} onChange={change} />}
      {note}
    </div>
  );
}

interface GroupProps {
  name: string;
  note: ReactNode;
  children: ReactNode;
}

const Group = ({ name, note, children }: GroupProps) => (
  <fieldset className="field-group">
    <legend>{name}</legend>
    <div>{children}</div>
    {note}
  </fieldset>
);

/** Under their headings, in the order in which the headings first come. */
function Options({ options }: { options: readonly Option[] }) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.map((group) => {
    const own = options
      .filter((option) => option.group === group)
      .map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ));
    return group === undefined ? (
      own
    ) : (
      <optgroup key={group} label={group}>
        {own}
      </optgroup>
    );
  });
}

interface ManyProps {
  name: string;
  note: ReactNode;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

const FEW = 8;

/** Several of many: each chosen one can be taken out again; few are ticked. */
function Many({ name, note, options, chosen, onChange }: ManyProps) {
  const { t } = useTranslation('finding');
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? '—';
  if (options.length <= FEW)
    return (
      <Group name={name} note={note}>
        {options.map(({ value, label }) => (
          <label key={value} className="field-choice">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
            />
            {label}
          </label>
        ))}
      </Group>
    );
  return (
    <Group name={name} note={note}>
      {chosen.map((value) => (
        <button
          key={value}
          type="button"
          className="field-chosen"
          aria-label={t('form.takeOut', { name: labelOf(value) })}
          onClick={() => onChange(chosen.filter((one) => one !== value))}
        >
          {labelOf(value)} <span aria-hidden="true">×</span>
        </button>
      ))}
      <select
        aria-label={t('form.add', { label: name })}
        value=""
        onChange={({ target }) => target.value && onChange([...chosen, target.value])}
      >
        <option value="">{t('form.addOne')}</option>
        <Options options={options.filter(({ value }) => !chosen.includes(value))} />
      </select>
    </Group>
  );
}
