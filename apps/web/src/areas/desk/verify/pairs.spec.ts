import type { Schemas } from '../../../api/queries';
import { flagsOf, metresOff, pairsOf } from './pairs';

type Photo = Schemas['Photo'];
const photo = (sha256: string, role: Photo['role'], defect: number, more: Partial<Photo> = {}): Photo => ({
  sha256,
  role,
  defect,
  capturedAt: null,
  lng: null,
  lat: null,
  dhash: null,
  flags: [],
  ...more,
});
const answered = (evidence: Photo[]) => [{ evidence }] as unknown as Schemas['Finding']['submissions'];

it('puts what was found and what was answered side by side, defect by defect', () => {
  const pairs = pairsOf({
    defects: 2,
    evidence: [photo('a', 'before', 1), photo('b', 'before', 2)],
    submissions: answered([photo('c', 'after', 2, { flags: ['far'] }), photo('m', 'material', 1)]),
  });
  expect(pairs.map(({ before, after }) => [before?.sha256, after?.sha256])).toEqual([
    ['a', undefined],
    ['b', 'c'],
  ]);
  expect(flagsOf(pairs)).toEqual(['far']);
});

it('says how far from the place it was taken', () => {
  const pairs = [{ defect: 1, before: undefined, after: photo('c', 'after', 1, { lng: 116.5, lat: 31.701 }) }];
  const place = { streetId: null, communityId: null, pointName: null, lng: 116.5, lat: 31.7 };
  expect(metresOff(place, pairs)).toBe(111);
  expect(metresOff({ ...place, lng: null }, pairs)).toBeNull();
});
