import { drop, isFirst, keep, keptNames, recalled } from './memory';

const FORBIDDEN = ['localStorage', 'sessionStorage'] as const;

beforeAll(() => {
  for (const name of FORBIDDEN)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => {
        throw new Error('SecurityError');
      },
    });
});
afterAll(() => {
  for (const name of FORBIDDEN) Reflect.deleteProperty(globalThis, name);
});

it('keeps for as long as the page is open what the browser forbids to keep', () => {
  expect(recalled('a')).toBeNull();
  keep('a', '1');
  keep('b', '2');
  expect([recalled('a'), keptNames()]).toEqual(['1', ['a', 'b']]);
  drop('a');
  expect([recalled('a'), keptNames()]).toEqual([null, ['b']]);
  expect([isFirst('view'), isFirst('view')]).toEqual([true, false]);
});
