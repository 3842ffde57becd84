import type { Schemas } from '../../../api/queries';
import { groupsOf } from './groups';

const row = (id: number, categoryCode: string, leadUnitId: string) =>
  ({ id: String(id), categoryCode, leadUnitId }) as Schemas['FindingSummary'];

it('puts together what belongs together, never more than fifty', () => {
  const rows = Array.from({ length: 53 }, (_, id) => row(id, id < 2 ? 'B' : 'A', id % 2 ? 'cg' : 'zj'));
  expect(groupsOf(rows, 'all').map(({ rows: batch }) => batch.length)).toEqual([50, 3]);
  expect(groupsOf(rows, 'category').map(({ of, rows: batch }) => [of, batch.length])).toEqual([
    ['A', 50],
    ['A', 1],
    ['B', 2],
  ]);
  expect(groupsOf(rows, 'unit').map(({ of, rows: batch }) => [of, batch.length])).toEqual([
    ['zj', 27],
    ['cg', 26],
  ]);
});
