import type { IntakeCategory } from './context';
import { tight } from './normalise';

/** The category of a description, or those among which a person must choose. */
export interface CategoryMatch {
  category: IntakeCategory | null;
  suggested: IntakeCategory[];
}

const bare = (text: string): string => tight(text).replace(/[\p{P}\p{S}]/gu, '');

/**
 * Matches by 大类 and description: the longest name or alias that the description contains wins. A match outside the
 * stated 大类 is only suggested.
 */
export function matchCategory(stated: string, description: string, categories: IntakeCategory[]): CategoryMatch {
  const named = categories.filter((category) => [category.code, tight(category.name)].includes(stated));
  if (named.length === 1) return { category: named[0] ?? null, suggested: [] };
  const inParent = categories.filter((category) => tight(category.parent) === stated);
  const [best, ...equals] = longest(description, inParent.length > 0 ? inParent : categories);
  if (best && equals.length === 0) return { category: best, suggested: [] };
  return { category: null, suggested: best ? [best, ...equals] : longest(description, categories) };
}

function longest(description: string, categories: IntakeCategory[]): IntakeCategory[] {
  const text = bare(description);
  const scored = categories.map((category) => ({ category, length: lengthIn(text, category) }));
  const most = Math.max(0, ...scored.map(({ length }) => length));
  return most === 0 ? [] : scored.filter(({ length }) => length === most).map(({ category }) => category);
}

function lengthIn(text: string, category: IntakeCategory): number {
  const names = [category.name, category.name.replace(/[(（].*?[)）]/g, ''), ...category.aliases].map(bare);
  return Math.max(0, ...names.filter((name) => text.includes(name)).map((name) => name.length));
}
