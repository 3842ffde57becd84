import { type CivilDate, type Instant, CivilDateError, addDays, civilDate, instantOf } from '#calendar';
import { plain } from './normalise';

const DAY = 86_400_000;
const SERIAL_OF_1970 = 25_569;
const SHANGHAI_OFFSET = 8 * 60;

const DATE = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?/;
const TIME =
  /^(上午|下午)?\s?(\d{1,2})\s?[:时点]\s?(?:(\d{1,2})\s?分?(?:\s?:?\s?(\d{1,2})(?:\.\d+)?\s?秒?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const WEEKDAY = /\s?\(?(?:星期|周)[一二三四五六日天]\)?/;

/** What a cell says about when something happened. */
export type ReadInstant =
  | { kind: 'instant'; at: Instant }
  | { kind: 'blank' }
  /** Written like a date, but there is no such day or time. */
  | { kind: 'impossible' }
  /** Not written like a date. */
  | { kind: 'unreadable' };

/**
 * Reads `2026-09-24 08:40`, `2026/9/24`, `2026年9月24日 8时57分`, `2026.9.24 下午3:22`, `20260924`, ISO 8601 and Excel
 * serials of the 1900 system as Asia/Shanghai wall time, full-width digits included.
 */
export function readInstant(text: string): ReadInstant {
  const written = plain(text.slice(0, 64)).replace(/[–—−]/g, '-').replace(WEEKDAY, '');
  if (written === '') return { kind: 'blank' };
  if (/^[2-7]\d{4}(\.\d+)?$/.test(written)) return fromSerial(Number(written));
  const dated = written.replace(/^(\d{4})(\d\d)(\d\d)(?!\d)/, '$1-$2-$3');
  const date = DATE.exec(dated);
  if (!date) return { kind: 'unreadable' };
  const rest = dated.slice(date[0].length).replace(/^T/, '').trim();
  const time = rest === '' ? null : TIME.exec(rest);
  if (rest !== '' && !time) return { kind: 'unreadable' };
  return existing(() => wallInstant(dateOf(date[1], date[2], date[3]), time));
}

function fromSerial(serial: number): ReadInstant {
  const wall = Math.round((serial - SERIAL_OF_1970) * (DAY / 1000)) * 1000;
  return { kind: 'instant', at: wall - SHANGHAI_OFFSET * 60_000 };
}

function wallInstant(date: CivilDate, time: RegExpExecArray | null): Instant {
  if (!time) return instantOf(date);
  const [, half, hourText, minuteText = '0', secondText = '0', zone] = time;
  const hour = half === '下午' && Number(hourText) < 12 ? Number(hourText) + 12 : Number(hourText);
  if (Number(secondText) > 59) throw new CivilDateError('没有这一秒', 'No such second');
  const at = instantOf(date, `${pad(hour)}:${pad(Number(minuteText))}`) + Number(secondText) * 1000;
  return zone ? at + (SHANGHAI_OFFSET - offsetOf(zone)) * 60_000 : at;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function existing(read: () => Instant): ReadInstant {
  try {
    return { kind: 'instant', at: read() };
  } catch (error) {
    if (error instanceof CivilDateError) return { kind: 'impossible' };
    throw error;
  }
}

/** A date set from above; it never rolls (ruling 5). `text` is what the list says. */
export interface FixedDate {
  kind: 'fixed_date';
  date: CivilDate;
  text: string;
}

export type ReadDue =
  | { kind: 'due'; due: FixedDate }
  | { kind: 'blank' }
  | { kind: 'impossible' }
  | { kind: 'unreadable' };

/** Reads a time limit: any date of `readInstant` with or without 前, `2026年12月底前`, `2026年底前`, `2026年12月上旬`. */
export function readDue(text: string): ReadDue {
  const written = plain(text.slice(0, 64));
  const bare = written.replace(/(?:之前|以前|前)(?:完成)?$/, '');
  const read = spanEnd(bare) ?? readInstant(bare);
  if (read.kind !== 'instant') return read;
  return { kind: 'due', due: { kind: 'fixed_date', date: civilDate(read.at), text: written } };
}

function spanEnd(written: string): ReadInstant | null {
  const year = /^(\d{4})年[底末]$/.exec(written);
  if (year) return existing(() => instantOf(`${year[1]}-12-31`));
  const month = /^(\d{4})[年.-](\d{1,2})月?([底末]|上旬|中旬|下旬)$/.exec(written);
  if (!month) return null;
  const [, inYear, inMonth, part] = month;
  if (part === '上旬' || part === '中旬')
    return existing(() => instantOf(dateOf(inYear, inMonth, part === '上旬' ? '10' : '20')));
  return existing(() => instantOf(lastDayOf(dateOf(inYear, inMonth, '1'))));
}

function lastDayOf(first: CivilDate): CivilDate {
  const nextMonth = addDays(first, 31).slice(0, 8);
  return addDays(`${nextMonth}01`, -1);
}

const dateOf = (year = '', month = '', day = ''): CivilDate => `${year}-${pad(Number(month))}-${pad(Number(day))}`;

const pad = (value: number): string => String(value).padStart(2, '0');
