import type { Schemas } from '../../api/queries';
import { freshCode } from './entries';

type Category = Schemas['Category'];

/** Set like the model, under a name and code of its own; it stands after the last of its kind. */
export function withCategory(
  categories: readonly Category[],
  model: Category,
  name: string,
  parent: string,
): { categories: Category[]; code: string } {
  const last = categories.findLastIndex((one) => one.parent === parent);
  const stem = categories[last]?.code ?? model.code;
  const code = freshCode(stem, new Set(categories.map((one) => one.code)));
  const added = { ...structuredClone(model), code, name, parent, aliases: [], src: [] };
  const place = last < 0 ? categories.length : last + 1;
  return { categories: [...categories.slice(0, place), added, ...categories.slice(place)], code };
}
