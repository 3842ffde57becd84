import { InputNumber, Switch } from 'antd';
import type { ReactNode } from 'react';

import type { Schemas } from '../../api/queries';
import { replaced } from '../rules/difference';
import type { Rules } from './rules';

export type Path = readonly (string | number)[];

export interface Editing {
  rules: Rules;
  indicators: Schemas['Rulebook']['indicators'];
  /** Published schemes that may reckon the month. */
  monthlySchemes: Schemas['Rulebook']['monthlySchemes'];
  readOnly: boolean;
  change: (rules: Rules) => void;
}

export interface EditingProps {
  editing: Editing;
}

interface NumberProps extends EditingProps {
  path: Path;
  value: number | null;
  label: string;
  step?: number;
  most?: number;
  least?: number;
  /** May be left open. */
  orNone?: boolean;
}

/** A number of the rules, where it may be changed. */
export function NumberAt({
  editing: { rules, readOnly, change },
  path,
  value,
  label,
  step = 1,
  most = 1000,
  least = 0,
  orNone,
}: NumberProps) {
  if (readOnly) return <b>{value ?? '—'}</b>;
  return (
    <InputNumber
      aria-label={label}
      value={value}
      min={least}
      max={most}
      step={step}
      placeholder="—"
      onChange={(given) => {
        if (given !== null || orNone) change(replaced(rules, path, given));
      }}
    />
  );
}

export function Named(props: NumberProps) {
  return (
    <label>
      {props.label}
      <NumberAt {...props} />
    </label>
  );
}

interface SwitchProps extends EditingProps {
  path: Path;
  value: boolean;
  label: string;
  small?: boolean;
}

export function SwitchAt({ editing: { rules, readOnly, change }, path, value, label, small = false }: SwitchProps) {
  return (
    <Switch
      size={small ? 'small' : 'medium'}
      disabled={readOnly}
      aria-label={label}
      checked={value}
      onChange={(given) => change(replaced(rules, path, given))}
    />
  );
}

interface RuleSectionProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

export function RuleSection({ title, hint, children }: RuleSectionProps) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {hint && <p className="assess-note">{hint}</p>}
      {children}
    </section>
  );
}

/** Rows of rules under their headings. */
export function RuleTable({ columns, children }: { columns: readonly string[]; children: ReactNode }) {
  return (
    <table className="rule-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
