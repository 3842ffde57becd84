import type { CivilDate } from './civil';

/** Wall times 'HH:mm' at which a service opens and closes; 24:00 is the end of the day. */
export type OpenHours = [string, string][];

/** A version of China's calendar as data: what the State Council listed, what the district changed, and who opens when. */
export interface CalendarData {
  version: string;
  /** Last date the State Council has listed; later days are taken as Monday to Friday and are provisional. */
  publishedUntil: CivilDate;
  /** By year of the State Council's notice (国务院放假通知): days off, both ends included, and make-up working days (调休上班). */
  years: Record<string, { rest: { name: string; from: CivilDate; to: CivilDate }[]; work: CivilDate[] }>;
  /** District notices; they bind the services that follow the State Council. `hours` shorten or move a working day. */
  overrides: { date: CivilDate; kind: 'rest' | 'work'; hours?: OpenHours; basis: string }[];
  services: Record<string, ServiceData>;
}

/** Days and hours of one service. Seasons are 'MM-DD', both ends included, and may wrap the year's end (10-01 to 04-30). */
export interface ServiceData {
  days: 'state_council' | 'every';
  hours: { from: string; to: string; open: OpenHours }[];
}

/** The season of `service` in which a 'MM-DD' lies. */
export function seasonsOf(service: ServiceData, monthDay: string): ServiceData['hours'] {
  return service.hours.filter(({ from, to }) =>
    from <= to ? from <= monthDay && monthDay <= to : from <= monthDay || monthDay <= to,
  );
}
