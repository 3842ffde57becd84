/** The column that drives the loop (DESIGN §1). Codes are fixed; the words on screen are a profile. */
export const STATUSES = [
  'filed', // 已上报
  'registered', // 已立项
  'assigned', // 已交办
  'rectifying', // 整改中
  'submitted', // 已反馈
  'verified', // 待销号
  'publicizing', // 公示中
  'written_off', // 已销号
  'archived', // 已归档
  'dismissed', // 不予立项
  'voided', // 作废
  'merged', // 已合并
  'transferred', // 已移交
] as const;
export type Status = (typeof STATUSES)[number];

/** 发现 → 交办 → 督办 → 反馈 → 销号: derived from the status, never stored by hand. */
export const STAGES = ['discover', 'assign', 'supervise', 'feedback', 'close'] as const;
export type Stage = (typeof STAGES)[number];

const STAGE_OF: Record<Status, Stage> = {
  filed: 'discover',
  registered: 'assign',
  assigned: 'assign',
  rectifying: 'supervise',
  submitted: 'feedback',
  verified: 'close',
  publicizing: 'close',
  written_off: 'close',
  archived: 'close',
  dismissed: 'close',
  voided: 'close',
  merged: 'close',
  transferred: 'close',
};

export const stageOf = (status: Status): Stage => STAGE_OF[status];

const TERMINAL: ReadonlySet<Status> = new Set(['archived', 'dismissed', 'voided', 'merged', 'transferred']);

/** A terminal finding runs no clock and no workflow; only an unmerge leads out of one. */
export const isTerminal = (status: Status): boolean => TERMINAL.has(status);

/** Statuses from which the loop goes on. */
export const OPEN: readonly Status[] = STATUSES.filter((status) => !isTerminal(status));
