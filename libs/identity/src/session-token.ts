import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that only the browser or the client keeps. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** What the record keeps: a stolen database opens no session. Hexadecimal sha256. */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** True for what {@link newSessionToken} could have made; anything else need not reach the database. */
export const looksLikeSessionToken = (token: string): boolean => /^[\w-]{43}$/.test(token);
