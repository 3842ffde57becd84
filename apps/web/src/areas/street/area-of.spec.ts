import type { Boundary } from '../../api/boundaries';
import { areaOf, holds } from './area-of';

const square = (west: number, east: number): [number, number][] => [
  [west, 0],
  [east, 0],
  [east, 10],
  [west, 10],
];
const area = (unitId: string, kind: string, parentId: string | null, rings: Boundary['rings']): Boundary => ({
  unitId,
  kind,
  parentId,
  rings,
  name: unitId,
  centre: [0, 0],
});
const areas = [
  area('d', 'district', null, [square(0, 30)]),
  area('s', 'street', 'd', [square(0, 20)]),
  area('c', 'community', 's', [square(0, 10)]),
];

it.each([
  [5, { streetId: 's', communityId: 'c' }],
  [15, { streetId: 's', communityId: null }],
  [25, { streetId: null, communityId: null }],
  [99, { streetId: null, communityId: null }],
])('knows whose area a spot is (%s)', (lng, expected) => expect(areaOf(areas, { lng, lat: 5 })).toEqual(expected));

it('leaves a hole out', () => {
  const hole: [number, number][] = [
    [4, 4],
    [6, 4],
    [6, 6],
    [4, 6],
  ];
  expect(holds([square(0, 10), hole], { lng: 5, lat: 5 })).toBe(false);
  expect(holds([square(0, 10), hole], { lng: 2, lat: 5 })).toBe(true);
});
