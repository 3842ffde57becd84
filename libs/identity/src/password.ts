import { Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's argon2id setting: 19 MiB, two passes. */
const COST = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

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
