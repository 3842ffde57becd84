import type { FindingFilter } from '../../api/queries';

const STAGES = ['discover', 'assign', 'supervise', 'feedback', 'close'] as const;

/** What the address of a list says: whoever is given the address sees the same list. */
export interface FindingSearch {
  stage?: (typeof STAGES)[number];
  overdue?: true;
  text?: string;
}

/** Whatever an address may hold; what it does not know it leaves out. */
export function findingSearch(given: Record<string, unknown>): FindingSearch {
  const stage = STAGES.find((one) => one === given.stage);
  // An address of digits alone arrives as a number.
  const text = typeof given.text === 'string' || typeof given.text === 'number' ? String(given.text).trim() : '';
  return {
    ...(stage && { stage }),
    ...((given.overdue === true || given.overdue === 'true') && { overdue: true }),
    ...(text && { text: text.slice(0, 100) }),
  };
}

export const filterOf = ({ stage, overdue, text }: FindingSearch): FindingFilter => ({
  ...(stage && { stage }),
  ...(overdue && { overdue: 'true' }),
  ...(text && { text }),
});
