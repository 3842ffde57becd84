/** EXIF (JEIDA CP-3451): what a camera wrote beside the picture. It is a claim of the camera, and travels with the photo as one. */

const JPEG_START = 0xffd8;
const EXIF_SEGMENT = 0xffe1;
const SCAN = 0xffda;
const HEAD = 10;
const ENTRY = 12;
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const TAKEN = 0x9003;
const UPRIGHT = 1;

/** The segment that holds it, marker included; null where there is none. */
export function exifOf(jpeg: Uint8Array): Uint8Array | null {
  const view = viewOf(jpeg);
  if (jpeg.length < 4 || view.getUint16(0) !== JPEG_START) return null;
  for (let at = 2; at + 4 <= jpeg.length;) {
    const marker = view.getUint16(at);
    if (marker === SCAN || marker >> 8 !== 0xff) return null;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === EXIF_SEGMENT && isExif(jpeg, at) && end <= jpeg.length) return jpeg.slice(at, end);
    at = end;
  }
  return null;
}

/** When the shutter was released, by the camera's clock read as the district's. */
export function takenAt(exif: Uint8Array): number | null {
  const tiff = Tiff.of(exif);
  const directory = tiff?.entry(tiff.first, EXIF_DIRECTORY);
  const taken = directory && tiff?.entry(tiff.value(directory), TAKEN);
  const words = taken ? tiff?.text(taken, 19) : null;
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(words ?? '') ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${time}+08:00`);
  return Number.isNaN(at) ? null : at;
}

/** A picture that was drawn anew, with what the camera wrote about the original; it stands upright by now. */
export function withExif(jpeg: Uint8Array<ArrayBuffer>, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const upright = exif.slice();
  const tiff = Tiff.of(upright);
  const orientation = tiff?.entry(tiff.first, ORIENTATION);
  if (orientation) tiff?.write(orientation, UPRIGHT);
  const whole = new Uint8Array(jpeg.length + upright.length);
  whole.set(jpeg.subarray(0, 2));
  whole.set(upright, 2);
  whole.set(jpeg.subarray(2), 2 + upright.length);
  return whole;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isExif = (bytes: Uint8Array, at: number): boolean =>
  String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'Exif';

/** The directories within the segment; whatever points out of it is not there. */
class Tiff {
  private constructor(
    private readonly view: DataView,
    private readonly little: boolean,
  ) {}

  static of(exif: Uint8Array): Tiff | null {
    if (exif.length < HEAD + 8) return null;
    const view = viewOf(exif.subarray(HEAD));
    const order = view.getUint16(0);
    return order === 0x4949 || order === 0x4d4d ? new Tiff(view, order === 0x4949) : null;
  }

  get first(): number {
    return this.view.getUint32(4, this.little);
  }

  /** Where the entry with the tag stands. */
  entry(directory: number, tag: number): number | null {
    if (directory < 8 || directory + 2 > this.view.byteLength) return null;
    const count = this.view.getUint16(directory, this.little);
    for (let nth = 0, at = directory + 2; nth < count && at + ENTRY <= this.view.byteLength; nth += 1, at += ENTRY)
      if (this.view.getUint16(at, this.little) === tag) return at;
    return null;
  }

  value(entry: number): number {
    return this.view.getUint32(entry + 8, this.little);
  }

  text(entry: number, length: number): string | null {
    const at = this.value(entry);
    if (at + length > this.view.byteLength) return null;
    return String.fromCharCode(...new Uint8Array(this.view.buffer, this.view.byteOffset + at, length));
  }

  write(entry: number, short: number): void {
    this.view.setUint16(entry + 8, short, this.little);
  }
}
