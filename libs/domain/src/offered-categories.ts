import type { Category, Policy } from './policy';

/** What may be chosen for what is new: a retired one (停用) stays with what was filed under it. */
export const offeredCategories = ({ categories }: Pick<Policy, 'categories'>): Category[] =>
  categories.filter(({ retired }) => !retired);
