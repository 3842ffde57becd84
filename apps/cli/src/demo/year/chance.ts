import { createHash } from 'node:crypto';

/** Chance that comes out the same in every run: numbers from the digest of what is asked. */
export function chance(...of: (string | number)[]): number {
  return createHash('sha256').update(of.join(' ')).digest().readUInt32BE(0) / 2 ** 32;
}

export const oneOf = <T>(all: readonly T[], ...of: (string | number)[]): T =>
  all[Math.floor(chance(...of) * all.length)]!;

export const digest = (...of: (string | number)[]): string => createHash('sha256').update(of.join(' ')).digest('hex');

/** The same case bears the same id in every run. */
export function uuidOf(...of: (string | number)[]): string {
  const hex = digest(...of);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
