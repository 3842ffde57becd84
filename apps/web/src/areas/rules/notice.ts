import type { CalendarData } from './days';

/** A line of a notice that cannot be read. */
export class NoticeUnread extends Error {
  constructor(readonly line: string) {
    super(line);
  }
}

export interface Notice {
  year: string;
  rest: { name: string; from: string; to: string }[];
  work: string[];
}

const DATE = /^20\d\d-\d\d-\d\d$/;

/** A holiday as `name,from,to`, a make-up working day as `makeUp,date`, a line each; or the same as JSON. @throws NoticeUnread */
export function readNotice(text: string, makeUp: string): Notice {
  if (text.trim().startsWith('{')) return readJson(text);
  const notice: Notice = { year: '', rest: [], work: [] };
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '') continue;
    const [name = '', from = '', to = from] = line.split(/[,\uff0c\t]/).map((one) => one.trim());
    if (name === '' || !DATE.test(from) || !DATE.test(to) || to < from) throw new NoticeUnread(line);
    if (name === makeUp) notice.work.push(from);
    else notice.rest.push({ name, from, to });
    notice.year ||= mostly([from, to]);
  }
  return notice.year === ''
    ? unread(text)
    : { ...notice, year: mostly([...notice.rest.flatMap(({ to }) => [to]), ...notice.work]) };
}

function readJson(text: string): Notice {
  try {
    const { year, rest, work } = JSON.parse(text) as Partial<Notice>;
    if (!year || !Array.isArray(rest) || !Array.isArray(work)) return unread(text);
    return { year: String(year), rest, work };
  } catch (error) {
    throw error instanceof NoticeUnread ? error : new NoticeUnread(text.slice(0, 60));
  }
}

function unread(text: string): never {
  throw new NoticeUnread(text.slice(0, 60));
}

/** New Year's Day may bring December along: the year is that of most dates. */
function mostly(dates: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const date of dates) counts.set(date.slice(0, 4), (counts.get(date.slice(0, 4)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

/** The next version with that year's list; dates are published to its end. */
export function withNotice(calendar: CalendarData, { year, rest, work }: Notice): CalendarData {
  const until = `${year}-12-31`;
  return {
    ...calendar,
    version: nextVersion(calendar.version),
    publishedUntil: until > calendar.publishedUntil ? until : calendar.publishedUntil,
    years: { ...calendar.years, [year]: { rest, work } },
  };
}

/** The next version with a date of the district's own, by its notice. */
export function withOverride(calendar: CalendarData, override: CalendarData['overrides'][number]): CalendarData {
  const { overrides } = withoutOverride(calendar, override.date);
  return {
    ...calendar,
    version: nextVersion(calendar.version),
    overrides: [...overrides, override].sort((one, other) => one.date.localeCompare(other.date)),
  };
}

/** The next version in which that date is again what the State Council's list says. */
export const withoutOverride = (calendar: CalendarData, gone: string): CalendarData => ({
  ...calendar,
  version: nextVersion(calendar.version),
  overrides: calendar.overrides.filter(({ date }) => date !== gone),
});

/** The next version with other hours of its services. */
export const withServices = (calendar: CalendarData, services: CalendarData['services']): CalendarData => ({
  ...calendar,
  version: nextVersion(calendar.version),
  services: { ...calendar.services, ...services },
});

/** `2026.1` → `2026.1-2` → `2026.1-3`. */
function nextVersion(version: string): string {
  const [, stem = version, number = '1'] = /^(.*?)-(\d+)$/.exec(version) ?? [];
  return `${stem}-${Number(number) + 1}`;
}
