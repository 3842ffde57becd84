import { withCategory } from './new-category';

const like = (code: string, parent: string) =>
  ({ code, parent, name: code, aliases: ['又名'], src: ['P'], steps: [{ code: 'rectify' }] }) as never;

it('puts a new category after the last of its kind, set like its model', () => {
  const known = [like('SR01', '市容'), like('SR02', '市容'), like('HW01', '环卫')];
  const { categories, code } = withCategory(known, like('HW01', '环卫'), '共享单车乱停', '市容');
  expect(code).toBe('SR03');
  expect(categories.map((one) => one.code)).toEqual(['SR01', 'SR02', 'SR03', 'HW01']);
  expect(categories[2]).toMatchObject({ name: '共享单车乱停', aliases: [], src: [], steps: [{ code: 'rectify' }] });
});

it('opens a kind of its own at the end', () => {
  const { categories, code } = withCategory([like('HW01', '环卫')], like('HW01', '环卫'), '噪声', '噪声');
  expect([code, categories.map((one) => one.parent)]).toEqual(['HW02', ['环卫', '噪声']]);
});
