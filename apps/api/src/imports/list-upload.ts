import { columnMapping } from '#contract';
import { LIMITS } from '#intake';
import { judged } from '../http/contract.pipe';
import { Refusal } from '../http/problems';

/** A list as it is sent: the file, and what headings hold that nobody knows. */
export const LIST_FORM = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary' }, mapping: { type: 'string' } },
};

export const LIST_UPLOAD = {
  limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 1, fieldSize: 20_000 },
  // Chinese file names arrive as UTF-8.
  defParamCharset: 'utf8' as const,
};

export function mappingOf(form: unknown): Record<string, string> | undefined {
  const given = (form as { mapping?: unknown } | undefined)?.mapping;
  if (typeof given !== 'string' || given === '') return undefined;
  return judged(columnMapping, parsed(given));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw Refusal.of('malformed_json', { detail: 'mapping' });
  }
}
