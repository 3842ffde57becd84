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
  const text = String(given.text ?? '')
    .trim()
    .slice(0, 100);
  return { ...(stage && { stage }), ...(String(given.overdue) === 'true' && { overdue: true }), ...(text && { text }) };
}

export const filterOf = ({ stage, overdue, text }: FindingSearch): FindingFilter => ({
  ...(stage && { stage }),
  ...(overdue && { overdue: 'true' }),
  ...(text && { text }),
});
