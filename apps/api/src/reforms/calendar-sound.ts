import {
  type CalendarData,
  CalendarDataError,
  checkYearLists,
  CivilDateError,
  compileCalendar,
  type WorkCalendar,
} from '#calendar';
import { Refusal } from '../http/problems';

/** @throws Refusal `invalid_request` saying which entry cannot stand and how to mend it. */
export const calendarSound = (data: CalendarData, pointer = ''): WorkCalendar =>
  soundly(pointer, () => {
    checkYearLists(data);
    return compileCalendar(data);
  });

/**
 * Open clocks and the policies that they name count in the services in force, so none may go.
 * @throws Refusal `invalid_request` naming each that is missing
 */
export function requireServices(data: CalendarData, inForce: CalendarData): void {
  const missing = Object.keys(inForce.services).filter((service) => !Object.hasOwn(data.services, service));
  if (missing.length === 0) return;
  throw Refusal.of('invalid_request', {
    faults: missing.map((service) => ({
      pointer: `/services/${service}`,
      code: 'service_missing',
      zh: '正在使用的工作时间不能删除，请保留',
      en: 'this service is in use; keep it',
    })),
  });
}

/** Reckons by data that a person gave; where the calendar cannot follow, the person learns why. */
export function soundly<T>(pointer: string, reckon: () => T): T {
  try {
    return reckon();
  } catch (error) {
    if (!(error instanceof CalendarDataError || error instanceof CivilDateError)) throw error;
    const code = error instanceof CalendarDataError ? error.code : 'bad_date';
    throw Refusal.of('invalid_request', { faults: [{ pointer, code, zh: error.zh, en: error.en }] });
  }
}
