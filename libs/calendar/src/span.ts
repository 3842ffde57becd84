import { type CivilDate, type Instant, civilDate, dateEndingAt, instantOf, wallTime } from './civil';
import type { Segment } from './explain';
import { type ClockUnit, countsDays } from './measure';

/** A segment as people say it: whole dates, or dates with wall times, where an ending midnight is 24:00. */
export interface Span {
  first: CivilDate;
  last: CivilDate;
  times?: [string, string];
}

export function spanOf({ from, to }: Segment, unit: ClockUnit): Span {
  const first = civilDate(from);
  const end = endOf(to);
  const wholeDays = countsDays(unit) || (isMidnight(from) && isMidnight(to));
  return { first, last: end.date, ...(!wholeDays && { times: [timeOf(from), end.time] }) };
}

/** The date and wall time at which something ends: midnight is 24:00 of the day it ends. */
export function endOf(at: Instant): { date: CivilDate; time: string } {
  return isMidnight(at) ? { date: dateEndingAt(at), time: '24:00' } : { date: civilDate(at), time: timeOf(at) };
}

/** Hours, minutes and seconds of a length in milliseconds. */
export function lengthOf(milliseconds: number): [hours: number, minutes: number, seconds: number] {
  const seconds = Math.floor(milliseconds / 1_000);
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
}

function isMidnight(at: Instant): boolean {
  return at === instantOf(civilDate(at));
}

function timeOf(at: Instant): string {
  return wallTime(at).slice(11);
}
