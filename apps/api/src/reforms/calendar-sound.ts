import { type CalendarData, CalendarDataError, CivilDateError, compileCalendar, type WorkCalendar } from '#calendar';
import { Refusal } from '../http/problems';

/** @throws Refusal `invalid_request` saying which entry cannot stand and how to mend it. */
export const calendarSound = (data: CalendarData, pointer = ''): WorkCalendar =>
  soundly(pointer, () => compileCalendar(data));

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
