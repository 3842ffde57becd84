import { CivilDateError } from './errors';

/** Epoch milliseconds. */
export type Instant = number;
/** 'YYYY-MM-DD' in Asia/Shanghai, which has been UTC+8 without summer time since 1991. */
export type CivilDate = string;

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const SHANGHAI = 8 * 60 * MINUTE;
const HORIZON_DAYS = 36_525;

// Deadlines walk the same days over and over: each date of the years 1970 to 2169 is written and read once.
const WRITTEN: CivilDate[] = [];
const MIDNIGHTS = new Map<CivilDate, Instant>();
const REMEMBERED_DAYS = 73_000;

/** The civil date on which `at` falls; 24:00 belongs to the next day. */
export function civilDate(at: Instant): CivilDate {
  const index = Math.floor((at + SHANGHAI) / DAY);
  if (!(index >= 0 && index < REMEMBERED_DAYS)) return written(at);
  return (WRITTEN[index] ??= written(at));
}

function written(at: Instant): CivilDate {
  return new Date(at + SHANGHAI).toISOString().slice(0, 10);
}

/** The last civil date that has begun before `at`: 24:00 still belongs to the day it ends. */
export function dateEndingAt(at: Instant): CivilDate {
  return civilDate(at - 1);
}

/**
 * The instant of a wall time 'HH:mm' (00:00 to 24:00) on `date`.
 * @throws CivilDateError when the date or the time does not exist.
 */
export function instantOf(date: CivilDate, time = '00:00'): Instant {
  const minutes = time === '00:00' ? 0 : minuteOfDay(time);
  return (MIDNIGHTS.get(date) ?? midnightOf(date)) + minutes * MINUTE;
}

function midnightOf(date: CivilDate): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`) - SHANGHAI;
  // Date.parse reads 02-30 as 03-02: only a date that survives the round trip exists.
  if (Number.isNaN(midnight) || written(midnight) !== date) throw noSuchDate(date);
  if (MIDNIGHTS.size < REMEMBERED_DAYS) MIDNIGHTS.set(date, midnight);
  return midnight;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return civilDate(instantOf(date) + days * DAY);
}

/** 'YYYY-MM-DD HH:mm' in Asia/Shanghai. */
export function wallTime(at: Instant): string {
  return new Date(at + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ');
}

/** 0 Sunday to 6 Saturday. */
export function weekday(date: CivilDate): number {
  return new Date(instantOf(date) + SHANGHAI).getUTCDay();
}

/** `date` and the dates after (1) or before (-1) it. Endless reckonings end in a CivilDateError after a hundred years. */
export function* datesFrom(date: CivilDate, step: 1 | -1): Generator<CivilDate> {
  const start = instantOf(date);
  for (let passed = 0; passed < HORIZON_DAYS; passed++) yield civilDate(start + step * passed * DAY);
  throw new CivilDateError(
    `从 ${date} 起超过一百年仍未算到，请缩短时限。`,
    `The reckoning from ${date} runs past a hundred years: shorten the time limit.`,
  );
}

/** Minutes from midnight of 'HH:mm', 24:00 included. */
export function minuteOfDay(time: string): number {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : NaN;
  if (!match || Number(match[2]) > 59 || minutes > 1_440) throw noSuchTime(time);
  return minutes;
}

function noSuchDate(date: string): CivilDateError {
  return new CivilDateError(
    `没有“${date}”这一天，请按 2026-09-24 的写法填写。`,
    `There is no date "${date}": write it like 2026-09-24.`,
  );
}

function noSuchTime(time: string): CivilDateError {
  return new CivilDateError(
    `没有“${time}”这一时刻，请按 08:00 至 24:00 的写法填写。`,
    `There is no time "${time}": write it like 08:00, at most 24:00.`,
  );
}
