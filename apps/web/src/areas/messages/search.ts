import { isDay } from '../../design/dates';

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
  ...(isDay(week) && { week }),
});
