import type { ExtensionRule } from '#domain';
import { notation } from './notation';

type ExtensionCap = Pick<ExtensionRule, 'maxShare' | 'maxWorkDays'>;

/** '50% of budget, ≤5 WORK_DAYS', or 由批准人定 (as the approver decides); null for anything else. */
export function parseExtensionCap(text: string): ExtensionCap | null {
  if (text === '由批准人定') return { maxShare: null, maxWorkDays: null };
  const [, percent, days] = /^([1-9]\d*)% of budget, ≤([1-9]\d*) WORK_DAYS$/.exec(text) ?? [];
  return percent && days ? { maxShare: Number(percent) / 100, maxWorkDays: Number(days) } : null;
}

export const extensionCap = notation(
  parseExtensionCap,
  '延期上限应写作“50% of budget, ≤5 WORK_DAYS”或“由批准人定”。',
  'an extension is capped by "50% of budget, ≤5 WORK_DAYS" or 由批准人定.',
);
