export const LOGS = ['people', 'clock', 'papers'] as const;
export type LogKind = (typeof LOGS)[number];

/** What the address of a finding says beside its id: which part of its timeline is shown. */
export interface FindingSearch {
  log?: LogKind;
}

export function findingSearch(given: Record<string, unknown>): FindingSearch {
  const log = LOGS.find((one) => one === given.log);
  return log ? { log } : {};
}
