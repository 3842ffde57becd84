import type { RungAt } from '#domain';
import { UNITS, isUnitName } from './limit';
import { notation } from './notation';

/** 'due', 'due + 1 WORK_DAYS', 'due - 10 WORK_DAYS', '50% of budget'; null for anything else. */
export function parseRungAt(text: string): RungAt | null {
  if (text === 'due') return { of: 'due', offset: null };
  return ofBudget(text) ?? aroundDue(text);
}

function ofBudget(text: string): RungAt | null {
  const percent = Number(/^(\d+)% of budget$/.exec(text)?.[1]);
  return percent > 0 && percent < 100 ? { of: 'budget', share: percent / 100 } : null;
}

function aroundDue(text: string): RungAt | null {
  const [, sign, amount, name] = /^due ([+-]) ([1-9]\d*) ([A-Z_]+)$/.exec(text) ?? [];
  if (!amount || !isUnitName(name)) return null;
  const { unit, size } = UNITS[name];
  return { of: 'due', offset: { amount: Number(`${sign}${amount}`) * size, unit } };
}

export const rungAt = notation(
  parseRungAt,
  '应写作“due”“due + 1 WORK_DAYS”或“50% of budget”。',
  'a rung is at "due", "due + 1 WORK_DAYS" or "50% of budget".',
);
