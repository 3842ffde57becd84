import type { CommandName } from '../../api/command';
import type { Schemas } from '../../api/queries';
import type { Finding, Policy } from './queries';
import type { Words } from './useNames';

export interface Option {
  value: string;
  label: string;
  /** A heading that options of one kind stand under. */
  group?: string;
}

export interface Milestone {
  name: string;
  date: string;
}

/** A photo that has been kept, as a command claims it. */
export interface Claim {
  sha256: string;
  defect: number;
  capture: 'gallery';
}

export type Value = string | boolean | string[] | Milestone[] | Claim[];
export type Values = Record<string, Value>;

/** What a form may ask about the case and who fills it in. */
export interface Known {
  finding: Finding;
  names: Words;
  policy: Policy | undefined;
  me: Schemas['Me'];
  units: readonly Option[];
  streets: readonly Option[];
  communities: readonly Option[];
  /** Below the caller's own unit. */
  ownUnits: readonly Option[];
  categories: readonly Schemas['Categories']['items'][number][];
  /** `2026-10-09` */
  today: string;
  tomorrow: string;
}

export interface Field {
  name: string;
  as: 'line' | 'words' | 'number' | 'date' | 'choice' | 'radio' | 'many' | 'tick' | 'photos' | 'milestones' | 'finding';
  /** Below `label.` of the texts; the name where it is left out. */
  label?: string;
  required?: boolean;
  options?: readonly Option[];
  start?: Value;
  /** Least number, or earliest date. */
  least?: number | string;
  when?: (values: Values) => boolean;
}

/** How a command is asked for. */
export interface Form {
  fields?: (known: Known) => Field[];
  /** The body, where it is not the fields as they stand. */
  body?: (given: Record<string, unknown>, known: Known) => object;
}

export type Forms = { readonly [Name in CommandName]: Form } & Readonly<Record<string, Form>>;

/** What is to be filled in at first. */
export const startOf = (fields: readonly Field[], preset: Values): Values =>
  Object.fromEntries(fields.map((field) => [field.name, preset[field.name] ?? field.start ?? emptyOf(field)]));

const emptyOf = ({ as, options }: Field): Value => {
  if (as === 'tick') return false;
  if (as === 'many' || as === 'photos' || as === 'milestones') return [];
  return as === 'choice' && options?.length === 1 ? (options[0]?.value ?? '') : '';
};

export const shownFields = (fields: readonly Field[], values: Values): Field[] =>
  fields.filter(({ when }) => when?.(values) ?? true);

/** What was filled in, without what was left empty or is not asked. */
export function givenBy(fields: readonly Field[], values: Values): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const { name, as } of shownFields(fields, values)) {
    const value = values[name];
    const text = typeof value === 'string' ? value.trim() : value;
    if (text === undefined || text === '' || (Array.isArray(text) && text.length === 0)) continue;
    given[name] = as === 'number' ? Number(text) : text;
  }
  return given;
}

/** Fields that must be filled in and are not. */
export const lackingIn = (fields: readonly Field[], values: Values): string[] =>
  shownFields(fields, values)
    .filter(({ name, required }) => required && isEmpty(values[name]))
    .map(({ name }) => name);

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0);

/** `/limit/amount` is about the field that feeds `limit`. */
export const fieldOfPointer = (pointer: string, fields: readonly Field[]): string | undefined => {
  const [, first = ''] = pointer.split('/');
  return fields.find(({ name }) => name === first || name.startsWith(`${first}.`))?.name;
};
