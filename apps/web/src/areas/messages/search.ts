export interface InboxSearch {
  unread?: true;
}

export const inboxSearch = ({ unread }: Record<string, unknown>): InboxSearch =>
  unread === true || unread === 'true' ? { unread: true } : {};

/** The unit whose roster it is, and a day of the week that is shown. */
export interface DutySearch {
  unit?: string;
  week?: string;
}

export const dutySearch = ({ unit, week }: Record<string, unknown>): DutySearch => ({
  ...(typeof unit === 'string' && /^[\w-]{1,64}$/.test(unit) && { unit }),
  ...(typeof week === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(week) && { week }),
});
