import { wallTime, type Instant } from '#calendar';

/** What a phone notes beside the pixels. */
export interface Shot {
  at: Instant;
  lng: number;
  lat: number;
}

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const SIZES: Record<number, number> = { [ASCII]: 1, [LONG]: 4, [RATIONAL]: 8 };
/** Where the TIFF header ends and the first directory begins. */
const FIRST_DIRECTORY = 8;
const START_OF_IMAGE = 2;

interface Field {
  tag: number;
  type: number;
  data: Buffer;
}

/** The same JPEG with an APP1 segment that tells when and where it was taken; no pixel is touched. */
export function withExif(jpeg: Buffer, shot: Shot): Buffer {
  const tiff = tiffOf(shot);
  const head = Buffer.from([0xff, 0xe1, 0, 0, ...Buffer.from('Exif\0\0')]);
  head.writeUInt16BE(head.length - 2 + tiff.length, 2);
  return Buffer.concat([jpeg.subarray(0, START_OF_IMAGE), head, tiff, jpeg.subarray(START_OF_IMAGE)]);
}

function tiffOf(shot: Shot): Buffer {
  const taken = wallTime(shot.at).replaceAll('-', ':').padEnd(19, ':00').slice(0, 19);
  const about = [ascii(0x010f, 'Duban'), ascii(0x0110, 'Demo Phone'), ascii(0x0132, taken)];
  const camera = [ascii(0x9003, taken), ascii(0x9011, '+08:00')];
  const place = [
    ascii(0x0001, shot.lat >= 0 ? 'N' : 'S'),
    rationals(0x0002, sexagesimal(shot.lat)),
    ascii(0x0003, shot.lng >= 0 ? 'E' : 'W'),
    rationals(0x0004, sexagesimal(shot.lng)),
  ];
  const cameraAt = FIRST_DIRECTORY + sizeOf([...about, long(0x8769, 0), long(0x8825, 0)]);
  const placeAt = cameraAt + sizeOf(camera);
  return Buffer.concat([
    Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, FIRST_DIRECTORY]),
    directory([...about, long(0x8769, cameraAt), long(0x8825, placeAt)], FIRST_DIRECTORY),
    directory(camera, cameraAt),
    directory(place, placeAt),
  ]);
}

const ascii = (tag: number, text: string): Field => ({ tag, type: ASCII, data: Buffer.from(`${text}\0`) });

function long(tag: number, value: number): Field {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(value);
  return { tag, type: LONG, data };
}

function rationals(tag: number, values: readonly (readonly [number, number])[]): Field {
  const data = Buffer.alloc(values.length * 8);
  values.forEach(([over, under], i) => {
    data.writeUInt32BE(over, i * 8);
    data.writeUInt32BE(under, i * 8 + 4);
  });
  return { tag, type: RATIONAL, data };
}

function sexagesimal(degrees: number): [number, number][] {
  const thousandths = Math.round(Math.abs(degrees) * 3_600_000);
  return [
    [Math.floor(thousandths / 3_600_000), 1],
    [Math.floor(thousandths / 60_000) % 60, 1],
    [thousandths % 60_000, 1_000],
  ];
}

const padded = (length: number): number => length + (length % 2);
const outside = ({ data }: Field): number => (data.length > 4 ? padded(data.length) : 0);
const sizeOf = (fields: readonly Field[]): number =>
  2 + fields.length * 12 + 4 + fields.reduce((sum, field) => sum + outside(field), 0);

/** Entries of twelve bytes in order of their tags; what is longer than four bytes follows them. */
function directory(fields: readonly Field[], at: number): Buffer {
  const table = Buffer.alloc(2 + fields.length * 12 + 4);
  const overflow: Buffer[] = [];
  let next = at + table.length;
  table.writeUInt16BE(fields.length, 0);
  fields.forEach((field, i) => {
    const entry = 2 + i * 12;
    table.writeUInt16BE(field.tag, entry);
    table.writeUInt16BE(field.type, entry + 2);
    table.writeUInt32BE(field.data.length / SIZES[field.type]!, entry + 4);
    if (outside(field) === 0) return void field.data.copy(table, entry + 8);
    table.writeUInt32BE(next, entry + 8);
    overflow.push(Buffer.concat([field.data], padded(field.data.length)));
    next += padded(field.data.length);
  });
  return Buffer.concat([table, ...overflow]);
}
