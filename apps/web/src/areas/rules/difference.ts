/** A value of the policy that an edit changes, by the path that leads to it. */
export interface Difference {
  path: string[];
  before: unknown;
  after: unknown;
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isLimit = (value: unknown): value is { amount: number; unit: never; service: string } =>
  isNode(value) && 'amount' in value && 'unit' in value && 'service' in value;

/** Whole limits and lists of words are one value; entries of lists are told apart by their codes. */
export function differences(before: unknown, after: unknown, path: string[] = []): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isLimit(before) || isLimit(after) || isWords(before) || isWords(after)) return [{ path, before, after }];
  if (Array.isArray(before) && Array.isArray(after)) return differences(named(before), named(after), path);
  if (!isNode(before) || !isNode(after)) return [{ path, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
}

const isWords = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

const named = (list: readonly unknown[]): Node =>
  Object.fromEntries(list.map((one, index) => [nameOf(one) ?? String(index + 1), one]));

/** How an entry of a list is called: in the office's words where it has any. */
export function nameOf(entry: unknown): string | undefined {
  if (!isNode(entry)) return undefined;
  const name = entry['name'] ?? entry['zh'] ?? entry['code'];
  return typeof name === 'string' ? name : undefined;
}

/** The value with what is at the path replaced. */
export function replaced<T>(value: T, [key, ...rest]: readonly (string | number)[], by: unknown): T {
  if (key === undefined) return by as T;
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (index === Number(key) ? replaced(one, rest, by) : one)) as T;
  const node = value as Node;
  return { ...node, [key]: replaced(node[key], rest, by) } as T;
}
