import { randomInt } from 'node:crypto';

/** Without what is misread over the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

const drawn = (from: string, count: number): string =>
  Array.from({ length: count }, () => from[randomInt(from.length)]).join('');

/** 一次性密码: read out once, then replaced by the person's own. */
export const drawOneTimePassword = (): string => `${drawn(LETTERS, 4)}-${drawn(DIGITS, 4)}-${drawn(LETTERS, 4)}`;
