import { type CalendarData, type OpenHours, type ServiceData, seasonsOf } from './calendar-data';
import { type CivilDate, addDays, instantOf, minuteOfDay, weekday } from './civil';
import { CalendarDataError, CivilDateError } from './errors';

/** The service that working days, rolled ends and ladder offsets are reckoned by (机关工作时间). */
export const OFFICE = 'OFFICE';

/** @throws CalendarDataError naming the first entry that contradicts itself or another. */
export function checkCalendarData(data: CalendarData): void {
  checkDate('publishedUntil', data.publishedUntil);
  checkServices(data.services);
  checkYears(data);
  checkOverrides(data.overrides);
}

function checkServices(services: CalendarData['services']): void {
  if (!services[OFFICE])
    throw new CalendarDataError(
      'office_missing',
      '缺少 OFFICE（机关工作时间），请补上。',
      'The service OFFICE is missing: add it.',
    );
  for (const [name, service] of Object.entries(services)) {
    for (const season of service.hours) {
      for (const end of [season.from, season.to]) checkDate(`services.${name}`, `2024-${end}`);
      checkHours(`services.${name} ${season.from}`, season.open);
    }
    checkSeasons(name, service);
  }
}

function checkSeasons(name: string, service: ServiceData): void {
  for (let date = '2024-01-01'; date <= '2024-12-31'; date = addDays(date, 1)) {
    const monthDay = date.slice(5);
    const { length } = seasonsOf(service, monthDay);
    if (length === 0)
      throw new CalendarDataError(
        'season_gap',
        `${name} 在 ${monthDay} 没有作息时间，请补上这一季。`,
        `${name} has no hours on ${monthDay}: add the season.`,
      );
    if (length > 1)
      throw new CalendarDataError(
        'season_overlap',
        `${name} 在 ${monthDay} 有两套作息时间，请只留一套。`,
        `${name} has two sets of hours on ${monthDay}: keep one.`,
      );
  }
}

function checkHours(where: string, open: OpenHours): void {
  let last = -1;
  try {
    for (const [from, to] of open) {
      if (minuteOfDay(from) <= last || minuteOfDay(to) <= minuteOfDay(from)) throw badHours(where);
      last = minuteOfDay(to);
    }
  } catch (error) {
    throw error instanceof CivilDateError ? badHours(where) : error;
  }
  if (open.length === 0) throw badHours(where);
}

function checkYears({ years, services, publishedUntil }: CalendarData): void {
  const off = new Set<CivilDate>();
  for (const [year, { rest, work }] of Object.entries(years)) {
    for (const { name, from, to } of rest) {
      for (const end of [from, to]) checkDate(`${year} ${name}`, end);
      if (to < from)
        throw new CalendarDataError(
          'end_before_start',
          `${name} ${from} 至 ${to}：止日早于起日，请改正。`,
          `${name} ${from} to ${to} ends before it starts: correct it.`,
        );
      for (let date = from; date <= to; date = addDays(date, 1)) off.add(date);
    }
    for (const date of work) checkDate(`${year} 调休`, date);
  }
  for (const date of Object.values(years).flatMap(({ work }) => work)) if (off.has(date)) throw conflict(date);
  if (Object.values(services).some(({ days }) => days === 'state_council')) checkNoYearLeftOut(years, publishedUntil);
}

/**
 * What an import is held to besides: a calendar in the record goes on, whatever it was held to when it was imported.
 *
 * @throws CalendarDataError naming the first date that stands in another year's list
 */
export function checkYearLists({ years }: Pick<CalendarData, 'years'>): void {
  for (const [year, { rest, work }] of Object.entries(years)) {
    for (const { name, from, to } of rest) for (const end of [from, to]) checkYear(year, name, end);
    for (const date of work) {
      checkYear(year, '调休上班', date);
      checkWeekend(date);
    }
  }
}

/** A year's list may reach into the December before (元旦) and the January after. */
function checkYear(year: string, name: string, date: CivilDate): void {
  checkDate(`${year} ${name}`, date);
  if (date >= `${Number(year) - 1}-12-01` && date < `${Number(year) + 1}-02-01`) return;
  throw new CalendarDataError(
    'wrong_year',
    `${year} 年的放假安排里有 ${name} ${date}，年份不对，请改正。`,
    `The list of ${year} has ${name} on ${date}, of another year: correct it.`,
  );
}

const SUNDAY = 0;
const SATURDAY = 6;

/** 调休 makes a weekend work: any other day is of another year's list. */
function checkWeekend(date: CivilDate): void {
  const day = weekday(date);
  if (day === SUNDAY || day === SATURDAY) return;
  throw new CalendarDataError(
    'not_a_weekend',
    `${date} 不是周末，本来就上班；调休上班应在周末，请核对年份和日期。`,
    `${date} is no weekend and works anyway: a make-up day falls on a weekend; check its year.`,
  );
}

/** A year without its list, short of `publishedUntil`, would pass for a year without holidays. */
function checkNoYearLeftOut(years: CalendarData['years'], publishedUntil: CivilDate): void {
  const last = Number(publishedUntil.slice(0, 4));
  const first = Math.min(last, ...Object.keys(years).map(Number));
  for (let year = first; year <= last; year++)
    if (!years[year])
      throw new CalendarDataError(
        'year_missing',
        `缺少 ${year} 年的放假安排，请补上，或把 publishedUntil 提前。`,
        `The list of ${year} is missing: add it, or set publishedUntil earlier.`,
      );
}

function checkOverrides(overrides: CalendarData['overrides']): void {
  const seen = new Set<CivilDate>();
  for (const { date, kind, hours, basis } of overrides) {
    checkDate('overrides', date);
    if (seen.has(date)) throw conflict(date);
    seen.add(date);
    if (basis.trim() === '')
      throw new CalendarDataError(
        'missing_basis',
        `${date} 的临时安排没有依据，请写明通知文号。`,
        `The override of ${date} names no notice: give its number.`,
      );
    if (kind === 'rest' && hours) throw badHours(`overrides ${date}`);
    if (hours) checkHours(`overrides ${date}`, hours);
  }
}

function checkDate(where: string, date: string): void {
  try {
    instantOf(date);
  } catch {
    throw new CalendarDataError(
      'bad_date',
      `${where}：没有“${date}”这一天，请改正。`,
      `${where}: there is no date "${date}": correct it.`,
    );
  }
}

function badHours(where: string): CalendarDataError {
  return new CalendarDataError(
    'bad_hours',
    `${where}：作息时间须成对、由早到晚、不重叠；放假的日子不写时间。请改正。`,
    `${where}: hours come in pairs, in order, without overlap; a day off has none. Correct them.`,
  );
}

function conflict(date: CivilDate): CalendarDataError {
  return new CalendarDataError(
    'conflict',
    `${date} 有两种互相矛盾的安排，请只留一种。`,
    `${date} is arranged twice, in contradiction: keep one.`,
  );
}
