import { hash, verify } from '@node-rs/argon2';

/** OWASP's setting for argon2id, the library's default algorithm: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Shortest password that is taken for a new account, in characters. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

/** The PHC string that the record keeps. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let nobody: Promise<string> | undefined;

/**
 * Compares against `stored`, or against nobody's hash when there is no such account: the answer takes as long, so that
 * a stranger cannot learn which names exist.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await (nobody ??= hashPassword('nobody has this password')));
  const matches = await verify(against, password).catch(() => false);
  return stored !== null && matches;
}
