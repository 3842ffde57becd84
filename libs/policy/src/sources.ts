type Node = Record<string, unknown>;

/** By which list entries are named in a path: `categories.SR04`, `ladders.STD.R2`, `approvals.suspension.season`. */
const NAMES = ['code', 'rung', 'reason', 'event', 'item', 'group', 'nth', 'step', 'zh'];

/**
 * Keys of `sources` behind the value at a dotted path of the policy file, the nearest mark binding: its own `src`, the
 * `<key>_src` beside it, else its container's. Empty for a value that nothing vouches for.
 * @throws RangeError when the file has no such path.
 */
export function sourceOf(file: unknown, path: string): string[] {
  let node = file;
  let marks: string[] = [];
  for (const key of path.split('.')) {
    const beside = isNode(node) ? node[`${key}_src`] : undefined;
    node = entry(node, key);
    if (node === undefined) throw new RangeError(`the policy has no "${path}"`);
    const own = isNode(node) ? node.src : undefined;
    marks = flat(own ?? beside) ?? marks;
  }
  return marks;
}

/** Every mark in the file that `sources` does not list, by the path that bears it. */
export function* unknownMarks(file: unknown, sources: object, path = ''): Iterable<{ path: string; mark: string }> {
  if (typeof file !== 'object' || file === null) return;
  for (const [key, value] of Object.entries(file)) {
    const here = path && `${path}.`;
    const name = nameOf(value) ?? key;
    if (key !== 'src' && !key.endsWith('_src')) yield* unknownMarks(value, sources, here + name);
    else for (const mark of flat(value) ?? []) if (!(mark in sources)) yield { path: here + key, mark };
  }
}

function entry(node: unknown, key: string): unknown {
  if (!Array.isArray(node)) return isNode(node) ? node[key] : undefined;
  return node.find((item) => nameOf(item) === key) ?? node[Number(key)];
}

/** The name by which a list entry is known; undefined when it has none. */
export function nameOf(item: unknown): string | undefined {
  if (!isNode(item)) return undefined;
  const key = NAMES.find((name) => name in item);
  return key && String(item[key]);
}

function flat(src: unknown): string[] | undefined {
  if (src === undefined) return undefined;
  return isNode(src)
    ? [...new Set(Object.values(src).flatMap((marks) => flat(marks) ?? []))]
    : [src].flat().map(String);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
