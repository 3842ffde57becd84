import type { TFunction } from 'i18next';

import type { Schemas } from '../../api/queries';
import { choicesOf } from './choices';
import { type Difference, isLimit } from './difference';
import { type Limit, limitSaid } from './limits';

/** `店外经营 · 步骤 · 整改 · 时限`. */
export const pathSaid = (t: TFunction<'rules'>, { path }: Difference): string =>
  path.map((key) => t(`rules:field.${key}`, t(`rules:code.ladder.${key}`, key))).join(' · ');

/** A value of the policy as one reads it. */
export function valueSaid(
  t: TFunction<'rules'>,
  { path }: Difference,
  value: unknown,
  policy: Schemas['Policy'],
): string {
  if (value === undefined || value === null || value === '') return t('rules:field.none');
  if (isLimit(value)) return limitSaid(t, value as Limit);
  if (typeof value === 'boolean') return value ? t('rules:field.yes') : t('rules:field.no');
  if (typeof value === 'object' && !Array.isArray(value)) return t('rules:field.entry');
  const choices = choicesOf(path.at(-1) ?? '', policy) ?? [];
  const one = (code: unknown): string => {
    const choice = choices.find(({ value: known }) => known === code);
    return choice ? (choice.key === null ? choice.label : t(`rules:code.${choice.key}`)) : String(code);
  };
  return Array.isArray(value) ? value.map(one).join(t('rules:comma')) || t('rules:field.none') : one(value);
}
