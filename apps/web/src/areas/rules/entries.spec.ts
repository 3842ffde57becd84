import { anotherOf, freshCode, mayGo, mayGrow } from './entries';

it('gives what is added an identity of its own, and a name to be changed', () => {
  const reasons = [
    { reason: 'season', zh: '季节不宜', max: 1 },
    { reason: 'weather2', zh: '气象', max: 2 },
  ];
  expect(anotherOf(reasons, '新增')).toEqual({ reason: 'weather3', zh: '新增', max: 2 });
  expect(anotherOf([{ nth: 2, by: 'office_head' }], '新增')).toEqual({ nth: 3, by: 'office_head' });
  expect(anotherOf([{ code: 'R9', slip: null }], '')).toEqual({ code: 'R10', slip: null });
});

it('finds a code that is free', () => {
  expect(freshCode('HW07', new Set(['HW08']))).toBe('HW09');
  expect(freshCode('season', new Set())).toBe('season2');
});

it('lets go what nobody refers to', () => {
  const saved = [{ reason: 'season' }];
  expect(mayGo('suspensions', { reason: 'season' }, saved)).toBe(false);
  expect(mayGo('suspensions', { reason: 'season2' }, saved)).toBe(true);
  expect(mayGo('ladders', { code: 'R1' }, [{ code: 'R1' }])).toBe(true);
  expect(mayGo('writeOff', { levels: [] }, [])).toBe(true);
});

it('adds to lists of the office, not to those of the record', () => {
  expect(mayGrow('returnReasons', [{ code: 'a' }])).toBe(true);
  expect(mayGrow('unitTriggers', [{ code: 'a' }])).toBe(false);
});
