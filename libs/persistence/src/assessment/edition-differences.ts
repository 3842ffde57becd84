/** Where a published edition is not what its snapshot gives. */
export type Difference =
  /** The snapshot is not the one that was drafted, the published text not the one that was signed. */
  | { what: 'snapshot' | 'text' }
  /** The rules that the record keeps under its version are not those of the snapshot. */
  | { what: 'rules' }
  | { what: 'result'; path: string; published: string; recomputed: string };

const MOST_SHOWN = 20;
const MOST_CHARACTERS = 120;

/** Paths at which two texts of JSON differ, the first of them. */
export function differencesOf(published: string, recomputed: string): Difference[] {
  const found: Difference[] = [];
  compare('', readOr(published), readOr(recomputed), found);
  return found;
}

const readOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

function compare(path: string, was: unknown, is: unknown, found: Difference[]): void {
  if (found.length >= MOST_SHOWN || Object.is(was, is)) return;
  if (!isNest(was) || !isNest(is) || Array.isArray(was) !== Array.isArray(is)) {
    found.push({ what: 'result', path, published: shown(was), recomputed: shown(is) });
    return;
  }
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)]))
    compare(path === '' ? key : `${path}.${key}`, was[key], is[key], found);
}

const isNest = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const shown = (value: unknown): string => (JSON.stringify(value) ?? '—').slice(0, MOST_CHARACTERS);
