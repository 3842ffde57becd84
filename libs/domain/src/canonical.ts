/**
 * Canonical JSON (RFC 8785): the same value is always the same text, so its hash can be recomputed by anyone. Values come
 * from JSON or go to it; undefined members are left out, as JSON leaves them out.
 * @throws TypeError for what JSON cannot say
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      // ECMAScript's own text of strings and numbers is what the RFC prescribes.
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : unsayable(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      return unsayable(value);
  }
}

/** Whole snapshots and every event go through here: it concatenates and makes nothing else. */
function canonicalArray(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1)
    text += (index === 0 ? '' : ',') + canonical(values[index] ?? null);
  return `${text}]`;
}

function canonicalObject(value: Record<string, unknown>): string {
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `${text}}`;
}

function unsayable(value: unknown): never {
  throw new TypeError(`${String(value)} has no JSON text`);
}
