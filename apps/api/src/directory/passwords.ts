import { PASSWORD_LENGTH } from '#identity';

/** Long enough, of letters and digits, and not the user name. */
export function isStrong(password: string, username: string): boolean {
  const { min, max } = PASSWORD_LENGTH;
  const long = [...password].length >= min && password.length <= max;
  const mixed = /\p{L}/u.test(password) && /\d/.test(password);
  return long && mixed && !password.toLowerCase().includes(username.toLowerCase());
}
