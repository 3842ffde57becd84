import type { IntakeCategory } from './context';
import { tight } from './normalise';

/** The category of a description, or those among which a person must choose. */
export interface CategoryMatch {
  category: IntakeCategory | null;
  suggested: IntakeCategory[];
}

interface Named {
  category: IntakeCategory;
  /** What names it outright: its code or its full name. */
  titles: string[];
  parent: string;
  /** What a description may contain. */
  names: string[];
}

/** Finds categories by 大类 and description: the longest name or alias that the description contains wins. */
export class CategoryMatcher {
  readonly #named: Named[];

  constructor(categories: IntakeCategory[]) {
    this.#named = categories.map((category) => ({
      category,
      titles: [category.code, tight(category.name)],
      parent: tight(category.parent),
      names: [category.name, category.name.replace(/[(（].*?[)）]/g, ''), ...category.aliases].map(bare),
    }));
  }

  /** @param stated the category cell, tightened. A match outside the 大类 that it states is only suggested. */
  match(stated: string, description: string): CategoryMatch {
    const titled = this.#named.filter(({ titles }) => titles.includes(stated));
    if (titled.length === 1) return { category: titled[0]?.category ?? null, suggested: [] };
    const text = bare(description);
    const inParent = this.#named.filter(({ parent }) => parent === stated);
    const [best, ...equals] = longest(text, inParent.length > 0 ? inParent : this.#named);
    if (best && equals.length === 0) return { category: best, suggested: [] };
    return { category: null, suggested: best ? [best, ...equals] : longest(text, this.#named) };
  }
}

const bare = (text: string): string => tight(text).replace(/[\p{P}\p{S}]/gu, '');

function longest(text: string, among: Named[]): IntakeCategory[] {
  const lengths = among.map(({ names }) =>
    Math.max(0, ...names.map((name) => (text.includes(name) ? name.length : 0))),
  );
  const most = Math.max(0, ...lengths);
  return most === 0 ? [] : among.flatMap(({ category }, index) => (lengths[index] === most ? [category] : []));
}
