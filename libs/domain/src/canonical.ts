/**
 * Canonical JSON (RFC 8785): the same value is always the same text, so its hash can be recomputed by anyone. Values come
 * from JSON or go to it; undefined members are left out, as JSON leaves them out.
 * @throws TypeError for what JSON cannot say
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>);
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    throw new TypeError(`${String(value)} has no JSON text`);
  // ECMAScript's own text of strings and numbers is what the RFC prescribes.
  return JSON.stringify(value);
}

function canonicalObject(value: Record<string, unknown>): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}
