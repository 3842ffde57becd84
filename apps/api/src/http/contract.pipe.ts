import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { faultsOf } from './faults';
import { Refusal } from './problems';

/** Judges what comes in by the schema that stands at the parameter, and hands on what the schema made of it. */
@Injectable()
export class ContractPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    // PostgreSQL cannot hold a NUL: nothing that the record keeps has such a name.
    if (type === 'param' && String(value).includes('\0')) throw Refusal.of('not_found');
    if (!schema) return value;
    return judged(schema as unknown as z.ZodType, type === 'body' ? (value ?? {}) : value, type === 'body' ? '' : '?');
  }
}

/** `root` '' for a body, '?' for a query. Throws `invalid_request` naming each fault by its pointer. */
export function judged<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: '' | '?' = '',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw Refusal.of('invalid_request', { faults: faultsOf(result.error.issues, value, root) });
}
