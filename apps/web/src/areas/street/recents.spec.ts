import { withUsed } from './recents';

const nothing = { categories: [], phrases: [], places: [] };
const nowhere = { streetId: null, communityId: null };

it('puts what was used last first, each once, and not without end', () => {
  let recents: ReturnType<typeof withUsed> = nothing;
  for (const code of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a'])
    recents = withUsed(recents, { categoryCode: code, phrase: code, place: { streetId: code, communityId: null } });
  expect(recents.categories).toEqual(['a', 'g', 'f', 'e', 'd', 'c']);
  expect(recents.places.map(({ streetId }) => streetId)).toEqual(['a', 'g', 'f', 'e']);
});

it('remembers nothing of what was left out', () =>
  expect(withUsed(nothing, { categoryCode: null, phrase: '', place: nowhere })).toEqual(nothing));
