import { decode } from './decode';

const COLUMNS = 8;
const ROWS = 8;

/**
 * Perceptual hash of 64 bits as 16 hexadecimal digits: survives scaling, recompression and stripped metadata, so that
 * a forwarded copy of a photo is still known (ruling 10).
 */
export async function differenceHash(bytes: Buffer): Promise<string> {
  const pixels = await decode(bytes)
    .rotate()
    .greyscale()
    .resize(COLUMNS + 1, ROWS, { fit: 'fill' })
    .raw()
    .toBuffer();
  let hash = 0n;
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const at = row * (COLUMNS + 1) + column;
      hash = (hash << 1n) | (pixels[at]! > pixels[at + 1]! ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

/** How many of the 64 bits differ; up to {@link NEAR} it is taken for the same picture. */
export function hashDistance(one: string, other: string): number {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let count = 0;
  for (; differing > 0n; differing &= differing - 1n) count++;
  return count;
}

export const NEAR = 6;
