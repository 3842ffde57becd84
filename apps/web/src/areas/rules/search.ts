import { isDay, isMinute } from '../../design/dates';

/** What else a case may be, beside its category. */
export const CONDITIONS = {
  urgency: ['routine', 'expedited', 'urgent'],
  severity: ['minor', 'serious', 'major'],
  source: ['self', 'street', 'district', 'hotline', 'city', 'media', 'leader', 'province', 'central'],
  relation: ['commanded', 'vertical', 'external'],
} as const;
export type Condition = keyof typeof CONDITIONS;

export type SimulatorSearch = { [C in Condition]?: (typeof CONDITIONS)[C][number] } & {
  category?: string;
  /** Wall time in the district. */
  start?: string;
  /** A date set from above instead of the category's limit. */
  fixed?: string;
  rules?: 'draft';
};

/** Keeps what it knows of an address. */
export function simulatorSearch(given: Record<string, unknown>): SimulatorSearch {
  const { category, start, fixed, rules } = given;
  const conditions = Object.entries(CONDITIONS).flatMap(([name, values]) => {
    const value = values.find((one) => one === given[name]);
    return value ? [[name, value]] : [];
  });
  return {
    ...(typeof category === 'string' && { category }),
    ...(isMinute(start) && { start }),
    ...(isDay(fixed) && { fixed }),
    ...(rules === 'draft' && { rules }),
    ...(Object.fromEntries(conditions) as SimulatorSearch),
  };
}

export const SECTIONS = ['categories', 'ladders', 'limits', 'approvals', 'requests', 'closing', 'triggers'] as const;
export type Section = (typeof SECTIONS)[number];

export interface PolicySearch {
  section?: Section;
  item?: string;
}

export function policySearch({ section, item }: Record<string, unknown>): PolicySearch {
  const known = SECTIONS.find((one) => one === section);
  return { ...(known && { section: known }), ...(typeof item === 'string' && { item }) };
}
