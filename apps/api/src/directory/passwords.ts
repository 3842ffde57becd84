import { randomInt } from 'node:crypto';
import { PASSWORD_LENGTH } from '#identity';

/** Without what is misread over the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

const drawn = (from: string, count: number): string =>
  Array.from({ length: count }, () => from[randomInt(from.length)]).join('');

/** 一次性密码: read out once, then replaced by the person's own. */
export const drawOneTimePassword = (): string => `${drawn(LETTERS, 4)}-${drawn(DIGITS, 4)}-${drawn(LETTERS, 4)}`;

/** Long enough, of letters and digits, and not the user name. */
export function isStrong(password: string, username: string): boolean {
  const { min, max } = PASSWORD_LENGTH;
  const long = [...password].length >= min && password.length <= max;
  const mixed = /\p{L}/u.test(password) && /\d/.test(password);
  return long && mixed && !password.toLowerCase().includes(username.toLowerCase());
}
