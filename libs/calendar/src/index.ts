export { type CalendarData, type OpenHours, type ServiceData } from './calendar-data';
export { type CivilDate, type Instant, addDays, civilDate, instantOf, wallTime } from './civil';
export { consumedBetween } from './consumed';
export { type Due, dueAt, fixedDue, shareAt } from './due';
export { CalendarDataError, type CalendarDataFault, CivilDateError } from './errors';
export { inTime, minuteAfter } from './in-time';
export { type ClockUnit, type Measure, quanta } from './measure';
export { type Offset, offsetFrom } from './offset';
export { type DayKind, type ServiceDay, type WorkCalendar, compileCalendar } from './work-calendar';
