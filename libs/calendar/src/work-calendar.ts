import { type CalendarData, type OpenHours, type ServiceData, seasonsOf } from './calendar-data';
import { checkCalendarData } from './check-calendar-data';
import { type CivilDate, type Instant, addDays, instantOf, weekday } from './civil';
import { CalendarDataError } from './errors';

export interface WorkCalendar {
  readonly version: string;
  readonly publishedUntil: CivilDate;
  /** @throws CalendarDataError when no such service is listed. */
  day(service: string, date: CivilDate): ServiceDay;
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'make_up' | 'override_rest' | 'override_work' | 'every_day';

/** One date as one service keeps it. */
export interface ServiceDay {
  date: CivilDate;
  open: readonly (readonly [Instant, Instant])[];
  /** End of the last opening; null when the service rests that day. */
  close: Instant | null;
  kind: DayKind;
  /** The holiday's name, or the notice that changed the day. */
  name?: string;
}

interface Ruling {
  kind: DayKind;
  name?: string;
  hours?: OpenHours;
}

/** @throws CalendarDataError when the data contradict themselves. */
export function compileCalendar(data: CalendarData): WorkCalendar {
  checkCalendarData(data);
  const rulings = rulingsByDate(data);
  const cache = new Map(Object.keys(data.services).map((name) => [name, new Map<CivilDate, ServiceDay>()]));

  return {
    version: data.version,
    publishedUntil: data.publishedUntil,
    day(name, date) {
      const days = cache.get(name);
      if (!days) throw unknownService(name);
      const known = days.get(date);
      if (known) return known;
      const service = data.services[name]!;
      const day = serviceDay(service, date, service.days === 'every' ? EVERY_DAY : (rulings.get(date) ?? ofWeek(date)));
      days.set(date, day);
      return day;
    },
  };
}

const EVERY_DAY: Ruling = { kind: 'every_day' };
const WORKING = new Set<DayKind>(['workday', 'make_up', 'override_work', 'every_day']);

function ofWeek(date: CivilDate): Ruling {
  const day = weekday(date);
  return { kind: day === 0 || day === 6 ? 'weekend' : 'workday' };
}

/** District over State Council; dates under no ruling follow the week. */
function rulingsByDate({ years, overrides }: CalendarData): Map<CivilDate, Ruling> {
  const rulings = new Map<CivilDate, Ruling>();
  for (const { rest, work } of Object.values(years)) {
    for (const { name, from, to } of rest)
      for (let date = from; date <= to; date = addDays(date, 1)) rulings.set(date, { kind: 'holiday', name });
    for (const date of work) rulings.set(date, { kind: 'make_up' });
  }
  for (const { date, kind, hours, basis } of overrides)
    rulings.set(date, { kind: `override_${kind}`, name: basis, hours });
  return rulings;
}

function serviceDay(service: ServiceData, date: CivilDate, { kind, name, hours }: Ruling): ServiceDay {
  const open = WORKING.has(kind) ? (hours ?? seasonsOf(service, date.slice(5))[0]!.open) : [];
  const windows = open.map(([from, to]) => [instantOf(date, from), instantOf(date, to)] as const);
  return { date, open: windows, close: windows.at(-1)?.[1] ?? null, kind, ...(name && { name }) };
}

function unknownService(name: string): CalendarDataError {
  return new CalendarDataError(
    'unknown_service',
    `日历中没有“${name}”这一作息，请先在 services 中登记。`,
    `The calendar lists no service "${name}": add it to services first.`,
  );
}
