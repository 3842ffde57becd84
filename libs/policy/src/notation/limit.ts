import type { ClockUnit } from '#calendar';
import type { Limit } from '#domain';
import { notation } from './notation';

interface Unit {
  unit: ClockUnit;
  /** Minutes or days in one. */
  size: number;
  /** Whose hours count it when the policy names none. */
  service: string;
}

export const UNITS = {
  ELAPSED_MINUTES: { unit: 'ELAPSED_MINUTES', size: 1, service: 'ALWAYS' },
  ELAPSED_HOURS: { unit: 'ELAPSED_MINUTES', size: 60, service: 'ALWAYS' },
  WORK_MINUTES: { unit: 'WORK_MINUTES', size: 1, service: 'OFFICE' },
  WORK_HOURS: { unit: 'WORK_MINUTES', size: 60, service: 'OFFICE' },
  WORK_DAYS: { unit: 'WORK_DAYS', size: 1, service: 'OFFICE' },
  CALENDAR_DAYS: { unit: 'CALENDAR_DAYS', size: 1, service: 'ALWAYS' },
} satisfies Record<string, Unit>;

export type UnitName = keyof typeof UNITS;
export const UNIT_NAMES = Object.keys(UNITS) as UnitName[];

/** 4 WORK_HOURS of CITY_OPS → 240 WORK_MINUTES of CITY_OPS. */
export function limitOf(amount: number, name: UnitName, service: string = UNITS[name].service): Limit {
  const { unit, size } = UNITS[name];
  return { amount: amount * size, unit, service };
}

/** '4 WORK_HOURS', '30 ELAPSED_MINUTES', '1 WORK_DAYS'; null for anything else. */
export function parseLimit(text: string): Limit | null {
  const [, amount, name] = /^([1-9]\d*) ([A-Z_]+)$/.exec(text) ?? [];
  return amount && isUnitName(name) ? limitOf(Number(amount), name) : null;
}

export function isUnitName(name: string | undefined): name is UnitName {
  return name !== undefined && Object.hasOwn(UNITS, name);
}

export const limit = notation(
  parseLimit,
  `时限应写作“4 WORK_HOURS”，单位为 ${UNIT_NAMES.join('、')} 之一。`,
  `a limit reads "4 WORK_HOURS", its unit one of ${UNIT_NAMES.join(', ')}.`,
);
