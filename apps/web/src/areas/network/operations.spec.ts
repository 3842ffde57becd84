import { operationsOf } from './operations';

const unit = (id: string) => ({ id, name: id, kind: 'department', relation: 'commanded', parentId: 'ja' }) as never;
const entered = { names: '甲\n乙', kind: 'department', heirId: null, effectiveOn: '2026-09-17', basis: '方案' };

it('merges into a new unit, or into one of those', () => {
  expect(operationsOf('merge', [unit('a'), unit('b')], entered)).toMatchObject([
    { do: 'open', key: 'new0', name: '甲', parentId: 'ja' },
    { do: 'close', unitId: 'a', successorId: 'new0' },
    { do: 'close', unitId: 'b', successorId: 'new0' },
  ]);
  expect(operationsOf('merge', [unit('a'), unit('b')], { ...entered, heirId: 'a' })).toEqual([
    { do: 'close', unitId: 'b', successorId: 'a' },
  ]);
});

it('splits one into several, the first of which takes over', () => {
  expect(operationsOf('split', [unit('a')], entered)).toMatchObject([
    { do: 'open', name: '甲' },
    { do: 'open', name: '乙' },
    { do: 'close', unitId: 'a', successorId: 'new0' },
  ]);
});
