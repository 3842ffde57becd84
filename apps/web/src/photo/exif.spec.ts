import { exifOf, takenAt, withExif } from './exif';

const PICTURE = [0xff, 0xda, 1, 2, 3, 0xff, 0xd9];

/** One directory with orientation 6 and a pointer to the second, which holds the date. */
function segment(little: boolean, date = '2026:09:24 23:41:05'): Uint8Array {
  const bytes = new Uint8Array(10 + 8 + 2 + 24 + 4 + 2 + 12 + 4 + 20);
  const view = new DataView(bytes.buffer);
  bytes.set([0xff, 0xe1]);
  view.setUint16(2, bytes.length - 2);
  bytes.set(
    [...'Exif'].map((sign) => sign.charCodeAt(0)),
    4,
  );
  const tiff = new DataView(bytes.buffer, 10);
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 2, little);
  const entry = (at: number, tag: number, type: number, value: number) => {
    tiff.setUint16(at, tag, little);
    tiff.setUint16(at + 2, type, little);
    tiff.setUint32(at + 4, 1, little);
    if (type === 3) tiff.setUint16(at + 8, value, little);
    else tiff.setUint32(at + 8, value, little);
  };
  entry(10, 0x0112, 3, 6);
  entry(22, 0x8769, 4, 38);
  tiff.setUint16(38, 1, little);
  entry(40, 0x9003, 2, 56);
  bytes.set(
    [...date].map((sign) => sign.charCodeAt(0)),
    10 + 56,
  );
  return bytes;
}

const jpeg = (...parts: Iterable<number>[]) => Uint8Array.from([0xff, 0xd8, ...parts.flatMap((part) => [...part])]);

it.each([true, false])('reads when the shutter was released (little-endian: %s)', (little) => {
  const found = exifOf(jpeg([0xff, 0xe0, 0, 4, 0, 0], segment(little), PICTURE));
  expect(found && takenAt(found)).toBe(Date.parse('2026-09-24T23:41:05+08:00'));
});

it('gives a picture drawn anew the claims of the original, upright', () => {
  const whole = withExif(jpeg(PICTURE), segment(true));
  const kept = exifOf(whole)!;
  expect(takenAt(kept)).toBe(Date.parse('2026-09-24T23:41:05+08:00'));
  expect(kept[10 + 10 + 8]).toBe(1);
  expect(Array.from(whole.slice(-PICTURE.length))).toEqual(PICTURE);
});

it.each([
  ['nothing', new Uint8Array()],
  ['no photo', Uint8Array.from([1, 2, 3, 4, 5])],
  ['a photo without it', jpeg(PICTURE)],
  ['a photo cut off', jpeg([0xff, 0xe1, 0xff, 0xff, 1, 2])],
])('finds none in %s', (_what, bytes) => expect(exifOf(bytes)).toBeNull());

it.each([
  ['a date of no calendar', segment(true, '0000:00:00 00:00:00')],
  ['words for a date', segment(true, 'yesterday evening..')],
  ['a segment of nothing', new Uint8Array(40)],
  ['directories that point out of it', segment(true).fill(0xff, 10 + 22 + 8, 10 + 22 + 12)],
])('takes no time from %s', (_what, bytes) => expect(takenAt(bytes)).toBeNull());
