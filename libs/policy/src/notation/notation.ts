import { z } from 'zod';

/** A text field with a grammar of its own; what `parse` answers null to is a fault that says how to write it. */
export function notation<T>(parse: (text: string) => T | null, zh: string, en: string) {
  return z.string().transform((text, ctx): T => {
    const value = parse(text);
    if (value !== null) return value;
    ctx.addIssue({ code: 'custom', message: `"${text}": ${en}`, params: { zh: `“${text}”：${zh}` } });
    return z.NEVER;
  });
}
