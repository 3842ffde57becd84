export const GROUPINGS = ['leader', 'stage', 'due'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const FORMS = ['instruction', 'meeting', 'task', 'superior'] as const;
export type MatterForm = (typeof FORMS)[number];

/** How the board of 督办事项 is looked at. */
export interface MatterSearch {
  by?: Exclude<Grouping, 'leader'>;
  form?: MatterForm;
  /** Those written off as well. */
  all?: true;
}

export const matterSearch = ({ by, form, all }: Record<string, unknown>): MatterSearch => ({
  ...((by === 'stage' || by === 'due') && { by }),
  ...(FORMS.some((one) => one === form) && { form: form as MatterForm }),
  ...((all === true || all === 'true') && { all: true as const }),
});
