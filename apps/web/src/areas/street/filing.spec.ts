import { EMPTY } from './drafts';
import { bodyOf, type Category, cameraAsked, found, grouped, lacksOf } from './filing';
import type { FilingForm, KeptPhoto } from './store';

const category = (facts: Partial<Category>): Category =>
  ({ code: 'HW01', parent: '环境卫生', name: '垃圾桶满溢', aliases: ['桶满'], spot: true, ...facts }) as Category;
const photo = (facts: Partial<KeptPhoto> = {}): KeptPhoto =>
  ({
    role: 'before',
    defect: 1,
    capture: 'gallery',
    takenAt: Date.parse('2026-09-24T23:41:00+08:00'),
    ...facts,
  }) as KeptPhoto;
const form = (facts: Partial<FilingForm> = {}): FilingForm => ({
  ...EMPTY,
  categoryCode: 'HW01',
  place: { ...EMPTY.place, streetId: 'dongshi', lng: 116.5, lat: 31.7 },
  ...facts,
});
const seen = (facts: Partial<FilingForm> = {}, photos = [photo()], of = category({})) => ({
  form: form(facts),
  photos,
  category: of,
  camera: { severities: ['major' as const], urgencies: ['urgent' as const] },
});

it.each([
  ['nothing', seen(), []],
  ['everything', seen({ categoryCode: null, place: EMPTY.place }, []), ['photo', 'category', 'place']],
  [
    'the after-photo of the second defect',
    seen({ how: 'self_done', defects: 2 }, [photo(), photo({ role: 'after' })]),
    ['after'],
  ],
  ['who mended it', seen({ how: 'witnessed' }, [photo(), photo({ role: 'after' })]), ['mender']],
  ['the in-app camera', seen({}, [photo()], category({ urgency: 'urgent' })), ['camera']],
])('says that %s lacks', (_what, given, lacks) => expect(lacksOf(given)).toEqual(lacks));

it('asks for the in-app camera where somebody makes it urgent, too', () => {
  const camera = { severities: [], urgencies: ['urgent' as const] };
  expect(cameraAsked(form({ urgency: 'urgent' }), category({}), camera)).toBe(true);
  expect(cameraAsked(form({ urgency: 'routine' }), category({ urgency: 'urgent' }), camera)).toBe(true);
  expect(cameraAsked(form(), category({}), camera)).toBe(false);
  expect(cameraAsked(form({ urgency: 'urgent' }), category({}), undefined)).toBe(false);
});

it('files with what the role and the category say, and the earliest instant of capture', () => {
  const early = photo({ takenAt: Date.parse('2026-09-24T23:40:00+08:00') });
  const inspector = { roles: ['inspector' as const], scopePath: 'ja' };
  expect(bodyOf(seen({}, [photo(), early]), inspector)).toMatchObject({
    channel: 'round',
    source: 'district',
    description: '垃圾桶满溢',
    capturedAt: '2026-09-24T15:40:00.000Z',
    place: { pointName: null, lng: 116.5 },
  });
  expect(bodyOf(seen(), { roles: ['inspector', 'dispatcher'], scopePath: 'ja.dongshi' })).toMatchObject({
    source: 'street',
  });
  expect(bodyOf(seen(), { roles: ['grid_worker'], scopePath: 'ja.dongshi' })).toMatchObject({ channel: 'grid' });
});

it('names the unit that mended it only where somebody looked on', () => {
  const inspector = { roles: ['inspector' as const], scopePath: 'ja' };
  expect(bodyOf(seen({ how: 'witnessed', menderUnitId: 'cg' }), inspector)).toMatchObject({
    onTheSpot: 'witnessed',
    rectifiedBy: { unitId: 'cg' },
  });
  expect(bodyOf(seen({ how: 'self_done', menderUnitId: 'cg' }), inspector)).not.toHaveProperty('rectifiedBy');
});

it('finds a category by name, another name, family or first letters, and keeps families together', () => {
  const all = [category({}), category({ code: 'SR01', parent: '市容秩序', name: '店外经营', aliases: [] })];
  const initials = (text: string) => (text === '店外经营' ? 'dwjy' : '');
  const codes = (words: string) => found(all, words, initials).map(({ code }) => code);
  expect([codes('满溢'), codes('桶满'), codes('市容'), codes('DWJ'), codes('没有'), codes(' ')]).toEqual([
    ['HW01'],
    ['HW01'],
    ['SR01'],
    ['SR01'],
    [],
    ['HW01', 'SR01'],
  ]);
  expect(grouped(all).map(({ parent }) => parent)).toEqual(['环境卫生', '市容秩序']);
});
