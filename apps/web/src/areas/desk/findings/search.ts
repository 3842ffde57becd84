import type { FindingFilter } from '../../../api/queries';
import { isReference } from '../../../app/reference';
import { CODES, isCoded } from './codes';

export const VIEWS = ['list', 'board', 'map', 'calendar'] as const;
export type View = (typeof VIEWS)[number];

/** Filters whose values are codes or ids; several stand side by side, parted by commas. */
export const CHOICES = [
  'stage',
  'status',
  'kind',
  'unit',
  'leadUnit',
  'lineOf',
  'supervisingUnit',
  'category',
  'severity',
  'urgency',
  'source',
  'channel',
  'colour',
  'street',
  'community',
  'list',
  'round',
  'dispatch',
  'mine',
  'waitingFor',
  'figure',
  'bbox',
] as const;
export const INSTANTS = [
  'dueAfter',
  'dueBefore',
  'filedAfter',
  'filedBefore',
  'figureFrom',
  'figureTo',
  'asOf',
] as const;
export const FLAGS = ['open', 'overdue', 'suspended', 'disputed'] as const;
export const SORTS = ['filed', 'due', 'number'] as const;

export type Choice = (typeof CHOICES)[number];
export type Moment = (typeof INSTANTS)[number];
export type Flag = (typeof FLAGS)[number];

/** What the address of a list says: whoever is given the address sees the same list. */
export type FindingSearch = { [Key in Choice | Moment]?: string } & { [Key in Flag]?: boolean } & {
  text?: string;
  sort?: (typeof SORTS)[number];
  view?: View;
  /** The month that the calendar shows, `2026-11`. */
  month?: string;
};

const LONGEST = 400;
const MOST_VALUES = 20;
const IDS = /^[\da-f-]{36}(,[\da-f-]{36}){0,199}$/;

/** An address of digits alone arrives as a number, several values perhaps as a list. */
const textOf = (given: unknown): string =>
  Array.isArray(given)
    ? given.map(textOf).filter(Boolean).join(',')
    : typeof given === 'string' || typeof given === 'number'
      ? String(given).trim().slice(0, LONGEST)
      : '';

/** One of these is asked at a time. */
const ALONE: ReadonlySet<string> = new Set<Choice>(['mine', 'waitingFor', 'figure']);
const INSTANT = /^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** What a filter knows of the values given. */
function knownOf(key: Choice, given: string): string {
  if (key === 'bbox') return isBox(given.split(',').map(Number)) ? given : '';
  if (key === 'round') return IDS.test(given) ? given : '';
  const codes: readonly string[] | null = isCoded(key) ? CODES[key] : null;
  const values = given.split(',').filter((value) => codes?.includes(value) ?? isReference(value));
  return values.slice(0, ALONE.has(key) ? 1 : MOST_VALUES).join(',');
}

const isBox = ([west = NaN, south = NaN, east = NaN, north = NaN, ...more]: number[]): boolean =>
  more.length === 0 && -180 <= west && west <= east && east <= 180 && -90 <= south && south <= north && north <= 90;

const isInstant = (given: string): boolean => INSTANT.test(given) && !Number.isNaN(Date.parse(given));

const flagOf = (given: unknown): boolean | undefined =>
  given === true || given === 'true' ? true : given === false || given === 'false' ? false : undefined;

/** Whatever an address may hold; what it does not know it leaves out. */
export function findingSearch(given: Record<string, unknown>): FindingSearch {
  const known: Record<string, unknown> = {};
  for (const key of CHOICES) {
    const value = knownOf(key, textOf(given[key]));
    if (value) known[key] = value;
  }
  for (const key of INSTANTS) {
    // A plus that was not written as %2B arrives as a space.
    const instant = textOf(given[key]).replace(' ', '+');
    if (isInstant(instant)) known[key] = instant;
  }
  for (const key of FLAGS) {
    const flag = flagOf(given[key]);
    if (flag !== undefined) known[key] = flag;
  }
  const text = textOf(given.text).slice(0, 100);
  if (text) known.text = text;
  const sort = SORTS.find((one) => one === given.sort);
  if (sort && sort !== 'filed') known.sort = sort;
  const view = VIEWS.find((one) => one === given.view);
  if (view && view !== 'list') known.view = view;
  const month = textOf(given.month);
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) known.month = month;
  return known;
}

/** What is handed over together: what a filter finds, or the very cases that were chosen. */
export function dispatchSearch(given: Record<string, unknown>): FindingSearch & { ids?: string } {
  const ids = typeof given.ids === 'string' ? given.ids : '';
  return { ...findingSearch(given), ...(IDS.test(ids) && { ids }) };
}

/** As the api takes it: how it is looked at is the page's own. */
export function filterOf({ view: _, month: _month, ...search }: FindingSearch): FindingFilter {
  const asked = Object.entries(search).map(([key, value]) => [key, typeof value === 'boolean' ? String(value) : value]);
  return Object.fromEntries(asked) as FindingFilter;
}

/** Counts, maps and calendars have no order. */
export function countedOf(search: FindingSearch): Omit<FindingFilter, 'sort' | 'cursor' | 'limit'> {
  const { sort: _, ...filter } = filterOf(search);
  return filter;
}

/** A list's query string, as the api and saved views write it. */
export const searchOf = (query: string): FindingSearch => findingSearch(Object.fromEntries(new URLSearchParams(query)));

export function queryOf(search: FindingSearch): string {
  const { view, month, ...filter } = search;
  const shown = { ...filterOf(filter), ...(view && { view }), ...(month && { month }) };
  return new URLSearchParams(Object.entries(shown).map(([key, value]) => [key, String(value)])).toString();
}
