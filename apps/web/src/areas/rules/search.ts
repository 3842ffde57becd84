const WALL = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/;

export interface SimulatorSearch {
  category?: string;
  /** Wall time in the district. */
  start?: string;
  rules?: 'draft';
}

/** Keeps what it knows of an address. */
export function simulatorSearch(given: Record<string, unknown>): SimulatorSearch {
  const { category, start, rules } = given;
  return {
    ...(typeof category === 'string' && { category }),
    ...(typeof start === 'string' && WALL.test(start) && { start }),
    ...(rules === 'draft' && { rules }),
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
