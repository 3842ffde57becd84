/** What stands for `{{name}}`; a name that is not known stands for nothing. */
export type Values = Record<string, string>;

export const ENCODERS = {
  json: (value: string): string => JSON.stringify(value).slice(1, -1),
  form: (value: string): string => encodeURIComponent(value),
  /** A line break in a header would begin another one. */
  header: (value: string): string => value.replace(/[^\x20-\x7e]/g, ''),
} as const;

export function filled(template: string, values: Values, encode: (value: string) => string): string {
  return template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) =>
    encode(Object.hasOwn(values, name) ? values[name]! : ''),
  );
}
