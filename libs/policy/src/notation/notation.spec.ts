import fc from 'fast-check';
import { parseExtensionCap } from './extension-cap';
import { UNIT_NAMES, UNITS, limitOf, parseLimit } from './limit';
import { parseRungAt } from './rung-at';

describe('a limit', () => {
  it.each([
    ['30 ELAPSED_MINUTES', { amount: 30, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' }],
    ['1 ELAPSED_HOURS', { amount: 60, unit: 'ELAPSED_MINUTES', service: 'ALWAYS' }],
    ['90 WORK_MINUTES', { amount: 90, unit: 'WORK_MINUTES', service: 'OFFICE' }],
    ['4 WORK_HOURS', { amount: 240, unit: 'WORK_MINUTES', service: 'OFFICE' }],
    ['1 WORK_DAYS', { amount: 1, unit: 'WORK_DAYS', service: 'OFFICE' }],
    ['120 CALENDAR_DAYS', { amount: 120, unit: 'CALENDAR_DAYS', service: 'ALWAYS' }],
  ])('%s', (text, limit) => expect(parseLimit(text)).toEqual(limit));

  it('keeps the service it is given', () =>
    expect(limitOf(4, 'WORK_HOURS', 'CITY_OPS')).toEqual({ amount: 240, unit: 'WORK_MINUTES', service: 'CITY_OPS' }));

  it.each([
    '',
    '4',
    'WORK_DAYS',
    '0 WORK_DAYS',
    '-1 WORK_DAYS',
    '1.5 WORK_DAYS',
    '4 work_hours',
    '4 HOURS',
    ' 1 WORK_DAYS',
    '1 toString',
  ])('is not "%s"', (text) => expect(parseLimit(text)).toBeNull());

  it('means the same however large', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(...UNIT_NAMES), (amount, name) => {
        expect(parseLimit(`${amount} ${name}`)).toEqual(limitOf(amount, name));
        expect(limitOf(amount, name).amount).toBe(amount * UNITS[name].size);
      }),
    ));
});

describe("a rung's instant", () => {
  it.each([
    ['due', { of: 'due', offset: null }],
    ['50% of budget', { of: 'budget', share: 0.5 }],
    ['due + 1 WORK_DAYS', { of: 'due', offset: { amount: 1, unit: 'WORK_DAYS' } }],
    ['due - 10 WORK_DAYS', { of: 'due', offset: { amount: -10, unit: 'WORK_DAYS' } }],
    ['due + 1 ELAPSED_HOURS', { of: 'due', offset: { amount: 60, unit: 'ELAPSED_MINUTES' } }],
  ])('%s', (text, at) => expect(parseRungAt(text)).toEqual(at));

  it.each(['due+1 WORK_DAYS', 'due + 0 WORK_DAYS', 'due + 1', 'before due', '0% of budget', '100% of budget', 'DUE'])(
    'is not "%s"',
    (text) => expect(parseRungAt(text)).toBeNull(),
  );
});

describe("an extension's cap", () => {
  it.each([
    ['50% of budget, ≤5 WORK_DAYS', { maxShare: 0.5, maxWorkDays: 5 }],
    ['100% of budget, ≤10 WORK_DAYS', { maxShare: 1, maxWorkDays: 10 }],
    ['由批准人定', { maxShare: null, maxWorkDays: null }],
  ])('%s', (text, cap) => expect(parseExtensionCap(text)).toEqual(cap));

  it.each(['50% of budget', '≤5 WORK_DAYS', '50% of budget, <5 WORK_DAYS', '0% of budget, ≤5 WORK_DAYS'])(
    'is not "%s"',
    (text) => expect(parseExtensionCap(text)).toBeNull(),
  );
});
