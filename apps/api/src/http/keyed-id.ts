import { createHash, randomUUID } from 'node:crypto';
import type { Actor } from '#domain';
import type { Exchange } from './exchange';
import { keyOf } from './preconditions';

/** Id of what a request makes: the same person's same key makes the same thing, so that a repeat finds it there. */
export const keyedId = ({ personId }: Actor, request: Exchange): string => keyedIdOf(personId, request);

/** The same for one who is no person of the directory. */
export function keyedIdOf(who: string, request: Exchange): string {
  const key = keyOf(request);
  if (key === undefined) return randomUUID();
  return derivedId(`${request.path}\n${who}\n${key}`);
}

/** The same text makes the same id. */
export function derivedId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}
