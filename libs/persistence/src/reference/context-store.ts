import type { CalendarData } from '#calendar';
import type { Context, Policy } from '#domain';

/** Policy versions, the calendar and the directory of record, compiled for the rules and cached. */
export class ContextStore {
  /** At most a second behind another process's change. */
  async current(): Promise<Context> {
    throw new Error('the record is not written yet');
  }

  /** Compiles before it stores. @throws CalendarDataError */
  async importCalendar(_data: CalendarData): Promise<void> {
    throw new Error('the record is not written yet');
  }

  /** Stores the next version (its number is given here) and answers it. */
  async savePolicy(_policy: Policy): Promise<Policy> {
    throw new Error('the record is not written yet');
  }
}
