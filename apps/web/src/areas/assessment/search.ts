const KINDS = ['month', 'quarter', 'year'] as const;

/** What the address of the board says. */
export interface AssessmentSearch {
  kind?: (typeof KINDS)[number];
  edition?: string;
  class?: string;
}

/** Whatever an address may hold; what it does not know it leaves out. */
export function assessmentSearch(given: Record<string, unknown>): AssessmentSearch {
  const kind = KINDS.find((one) => one === given.kind);
  const short = (value: unknown): string | undefined =>
    typeof value === 'string' && value.length > 0 && value.length <= 80 ? value : undefined;
  const edition = short(given.edition);
  const named = short(given.class);
  return { ...(kind && { kind }), ...(edition && { edition }), ...(named && { class: named }) };
}
