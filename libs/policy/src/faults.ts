import { z } from 'zod';
import type { DefaultsFault } from './defaults-error';
import { nameOf } from './sources';

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

/** zod's issues as faults: list entries by their name, each message in both languages. */
export function faultsOf(issues: z.core.$ZodIssue[], file: unknown): DefaultsFault[] {
  return issues
    .flatMap((issue) => nearest(issue))
    .map((issue) => ({ path: pathOf(issue.path, file), ...messageOf(issue) }));
}

/** What keeps an entry of several forms from the form it comes nearest to. */
function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [closest] = issue.errors.toSorted((a, b) => a.length - b.length);
  return closest!.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }));
}

function messageOf(issue: z.core.$ZodIssue): { zh: string; en: string } {
  if (issue.code === 'custom') return { zh: String(issue.params?.zh), en: issue.message };
  const raw = { ...issue, message: undefined } as z.core.$ZodRawIssue;
  return { zh: `${text(zh(raw))}，请改正。`, en: `${text(en(raw))}: correct it.` };
}

function text(message: ReturnType<typeof en>): string {
  return typeof message === 'string' ? message : (message?.message ?? '');
}

function pathOf(path: PropertyKey[], file: unknown): string {
  let node = file;
  return path
    .map((key, depth) => {
      node = (node as Record<PropertyKey, unknown> | undefined)?.[key];
      if (typeof key === 'number') return `[${nameOf(node) ?? key}]`;
      return depth === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}
