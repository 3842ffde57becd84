const ZONE = 'Asia/Shanghai';
const MIDNIGHT = '00:00';
const LAST_MINUTE = '23:59';

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
const TIME = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const SPOKEN = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, month: 'long', day: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'short', day: 'numeric' }),
};
const WEEKDAY = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { timeZone: ZONE, weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'short' }),
};

const tongue = (language: string): 'zh-CN' | 'en' => (language === 'en' ? 'en' : 'zh-CN');

/** `2026-10-09`, by the district's clock. */
export const dayOf = (instant: number | string): string => DAY.format(new Date(instant));

/** Whether somebody else's text names a day that there is. */
export const isDay = (given: unknown): given is string =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && isThere(`${given}T00:00Z`, given);

/** Whether it names a minute that there is: `2026-10-09T17:30`. */
export const isMinute = (given: unknown): given is string =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(given) && isThere(`${given}Z`, given);

/** The thirtieth of February is taken for the second of March. */
function isThere(instant: string, written: string): boolean {
  const at = Date.parse(instant);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written);
}

/** `17:30`, by the district's clock. */
export const timeOf = (instant: number | string): string => TIME.format(new Date(instant));

/** `10月9日(周五)`. */
export function spokenDay(instant: number | string, language: string): string {
  const date = new Date(instant);
  const day = SPOKEN[tongue(language)].format(date);
  const weekday = WEEKDAY[tongue(language)].format(date);
  return language === 'en' ? `${weekday} ${day}` : `${day}(${weekday})`;
}

/** `10月9日(周五)17:30`. */
export const spoken = (instant: number | string, language: string): string =>
  `${spokenDay(instant, language)}${language === 'en' ? ', ' : ''}${timeOf(instant)}`;

/** A due at midnight is the end of the day before: `10月9日(周五)24:00`. */
export function spokenDue(instant: number | string, language: string): string {
  if (timeOf(instant) !== MIDNIGHT) return spoken(instant, language);
  return spoken(new Date(instant).getTime() - 1, language).replace(LAST_MINUTE, '24:00');
}

/** `2026-10-09 17:30`, for tables. */
export const written = (instant: number | string): string => `${dayOf(instant)} ${timeOf(instant)}`;
