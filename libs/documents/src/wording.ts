import { civilDate, type Instant, wallTime } from '#calendar';
import type { Clock, Colour, NoticeLife, Severity, Source, Status, Urgency } from '#domain';

/** 2026年9月7日, without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function dateZh(at: Instant): string {
  const [year, month, day] = civilDate(at).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

const timeOf = (at: Instant): string => wallTime(at).slice(-5);

export const momentZh = (at: Instant): string => `${dateZh(at)} ${timeOf(at)}`;
export const momentOr = (at: Instant | null, otherwise = '—'): string => (at === null ? otherwise : momentZh(at));

/** A due is the end of its day where it is 24:00. */
export function dueZh(at: Instant | null): string {
  if (at === null) return '—';
  return timeOf(at) === '00:00' ? `${dateZh(at - 1)} 24:00` : momentZh(at);
}

/** In a narrow column: without the year where it is the one that is reported on. */
export function dueShortZh(at: Instant | null, now: Instant): string {
  const written = dueZh(at);
  return written.startsWith(`${civilDate(now).slice(0, 4)}年`) ? written.slice(5) : written;
}

/** At most so many characters, for a cell of a list. */
export const briefly = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
};

/** 单据与公文 through their life. */
export const LIFE_ZH: Record<NoticeLife, string> = {
  draft: '拟稿',
  checked: '核稿',
  issued: '签发',
  sent: '送达',
  signed: '签收',
  replied: '回复',
  closed: '办结',
  withdrawn: '撤销',
};

export const STATUS_ZH: Record<Status, string> = {
  filed: '已上报',
  registered: '已立项',
  assigned: '已交办',
  rectifying: '整改中',
  submitted: '已反馈',
  verified: '待销号',
  publicizing: '公示中',
  written_off: '已销号',
  archived: '已归档',
  dismissed: '不予立项',
  voided: '作废',
  merged: '已合并',
  transferred: '已移交',
};

export const SEVERITY_ZH: Record<Severity, string> = { minor: '一般', serious: '较重', major: '重大' };
export const URGENCY_ZH: Record<Urgency, string> = { routine: '普通', expedited: '加急', urgent: '紧急' };
export const COLOUR_ZH: Record<Colour, string> = { blue: '蓝色', yellow: '黄色', red: '红色' };
export const SOURCE_ZH: Record<Source, string> = {
  self: '自查',
  street: '街道(乡镇)',
  district: '区级督查',
  hotline: '热线',
  city: '市级督查',
  media: '媒体曝光',
  leader: '领导交办',
  province: '省级督查',
  central: '中央督查',
};

const MINUTE = 60_000;

/** Quanta of a clock in words: 4小时, 5个工作日. */
export function lengthZh(unit: Clock['unit'], quanta: number): string {
  const days = Math.round(quanta * 100) / 100;
  if (unit === 'WORK_DAYS') return `${days}个工作日`;
  if (unit === 'CALENDAR_DAYS') return `${days}日`;
  const hours = Math.round(quanta / MINUTE / 6) / 10;
  return unit === 'WORK_MINUTES' ? `${hours}个工作小时` : `${hours}小时`;
}

/** How long past, in days and hours of natural time. */
export function lateZh(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 60) return `${Math.max(minutes, 1)}分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}小时` : `${Math.floor(hours / 24)}天`;
}

/** A share in percent; a dash where there is nothing to divide by. */
export const rateZh = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${(Math.round((part / whole) * 1000) / 10).toFixed(1)}%`;

const DIGITS = '零一二三四五六七八九十';

/** 一, 十一, 二十三: below a hundred. */
export function ordinalZh(n: number): string {
  if (n <= 10) return DIGITS[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}
