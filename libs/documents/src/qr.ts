import { crc32, deflateSync } from 'node:zlib';
import { create, toString } from 'qrcode';

const LEVEL = 'M';
const QUIET = 2;
/** Pixels of a module. */
const SCALE = 5;

/** As a drawing, for Typst. */
export const qrSvg = (text: string): Promise<string> =>
  toString(text, { errorCorrectionLevel: LEVEL, margin: QUIET, type: 'svg' });

/** As a picture, for Word. */
export function qrPng(text: string): Buffer {
  const { modules } = create(text, { errorCorrectionLevel: LEVEL });
  const across = (modules.size + 2 * QUIET) * SCALE;
  const isDark = (x: number, y: number): boolean => {
    const [column, row] = [Math.floor(x / SCALE) - QUIET, Math.floor(y / SCALE) - QUIET];
    const inside = Math.min(row, column) >= 0 && Math.max(row, column) < modules.size;
    return inside && Boolean(modules.get(row, column));
  };
  // Each line begins with its filter, which is none.
  const pixels = Buffer.alloc((across + 1) * across, 255);
  for (let y = 0; y < across; y++) {
    pixels[y * (across + 1)] = 0;
    for (let x = 0; x < across; x++) if (isDark(x, y)) pixels[y * (across + 1) + 1 + x] = 0;
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(across, 0);
  size.writeUInt32BE(across, 4);
  size[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
