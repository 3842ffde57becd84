import type { CommandName } from '../../api/command';

/** What a caller who may do several things most likely came for, in this order. */
const FIRST: readonly string[] = [
  'sign',
  'endorse',
  'rule-return',
  'decide-extension',
  'decide-suspension',
  'rule-reason',
  'rule-objection',
  'confirm-transfer',
  'pass-on',
  'register',
  'assign',
  'verify',
  'approve',
  'recheck',
  'decide-review',
  'reply-instruction',
  'submit',
  'claim',
  'unmerge',
  'instruct',
  'urge',
];

/** The others, by what they are about; what belongs to a paper stands beside the paper. */
const GROUPS = {
  work: [
    'sign',
    'submit',
    'report-progress',
    'endorse',
    'send-back',
    'hand-down',
    'recall',
    'claim',
    'reply-instruction',
  ],
  ask: ['request-return', 'request-extension', 'request-suspension', 'state-reason', 'request-review', 'object'],
  rule: [
    'pass-on',
    'pass-back',
    'settle',
    'register',
    'assign',
    'reassign',
    'rule-return',
    'decide-extension',
    'decide-suspension',
    'rule-reason',
    'verify',
    'approve',
    'reject-write-off',
    'rule-objection',
    'recheck',
    'decide-review',
  ],
  press: ['urge', 'start-higher', 'instruct', 'suspend', 'resume'],
  end: ['dismiss', 'merge', 'unmerge', 'transfer', 'confirm-transfer', 'void'],
  note: ['amend', 'call-back', 'comment'],
} as const;

export type MenuGroup = keyof typeof GROUPS;

export interface Menu {
  primary: CommandName | null;
  groups: { group: MenuGroup; commands: CommandName[] }[];
}

/** Two decisions that exclude each other stand side by side. */
const BESIDE: Partial<Record<CommandName, CommandName>> = { approve: 'reject-write-off', endorse: 'send-back' };

export function menuOf(allowed: readonly string[]): Menu {
  const may = new Set(allowed);
  const primary = (FIRST.find((command) => may.has(command)) as CommandName | undefined) ?? null;
  const groups = (Object.keys(GROUPS) as MenuGroup[]).map((group) => ({
    group,
    commands: (GROUPS[group] as readonly string[]).filter(
      (command) => may.has(command) && command !== primary,
    ) as CommandName[],
  }));
  return { primary, groups: groups.filter(({ commands }) => commands.length > 0) };
}

export const besideOf = (primary: CommandName | null, allowed: readonly string[]): CommandName | null => {
  const other = primary ? BESIDE[primary] : undefined;
  return other && allowed.includes(other) ? other : null;
};
