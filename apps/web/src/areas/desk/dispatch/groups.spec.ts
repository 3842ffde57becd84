import type { Schemas } from '../../../api/queries';
import { groupsOf, orderOf, plan } from './groups';

type Item = Schemas['DispatchProposal']['items'][number];
const item = (id: string, unitId: string | null): Item => ({
  finding: { id, revision: 2, description: `问题${id}` } as Item['finding'],
  unitId,
  coUnitIds: ['cg', 'street'],
  leader: '分管',
  officer: null,
  steps: [],
  suretyUnitIds: [],
});

it('groups by unit, the largest first, what nobody bears last', () => {
  const groups = groupsOf(plan([item('1', null), item('2', 'zj'), item('3', 'cg'), item('4', 'cg')], new Map()));
  expect(groups.map(({ unitId, items }) => [unitId, items.length])).toEqual([
    ['cg', 2],
    ['zj', 1],
    [null, 1],
  ]);
});

it('hands over what a person said rather than what was proposed, and not what they held back', () => {
  const edits = new Map([
    ['1', { unitId: 'cg', task: '今日清运', fixedDate: '2026-12-01' }],
    ['2', { held: true }],
  ]);
  const [group] = groupsOf(plan([item('1', null), item('2', 'cg')], edits));
  expect(orderOf(group!)).toEqual({
    unitId: 'cg',
    items: [
      { findingId: '1', revision: 2, coUnitIds: ['street'], leader: '分管', task: '今日清运', fixedDate: '2026-12-01' },
    ],
  });
});
