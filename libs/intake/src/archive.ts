import { crc32, inflateRawSync } from 'node:zlib';
import { IntakeRefusal } from './refusal';
import { LIMITS } from './table';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MOST_ENTRIES = 5_000;
const MOST_RATIO = 250;
const RATIO_COUNTS_FROM = 1024 * 1024;

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * The parts of a zip archive by name. What the directory declares is judged before anything is inflated, and no part
 * may inflate beyond its declaration.
 * @throws IntakeRefusal zip_bomb or damaged
 */
export function unpack(bytes: Buffer): Map<string, Buffer> {
  const entries = directory(bytes);
  refuseBomb(entries);
  const parts = new Map<string, Buffer>();
  for (const entry of entries) {
    if (parts.has(entry.name)) throw new IntakeRefusal('damaged');
    if (!entry.name.endsWith('/')) parts.set(entry.name, inflate(bytes, entry));
  }
  return parts;
}

/** An uncompressed archive of `parts`. */
export function pack(parts: Map<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const local = Buffer.concat([header(LOCAL_ENTRY, name, content), Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(header(DIRECTORY_ENTRY, name, content), place, Buffer.from(name));
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listing, end]);
}

function header(signature: number, name: string, content: Buffer): Buffer {
  const made = signature === DIRECTORY_ENTRY ? 2 : 0;
  const fields = Buffer.alloc(30 + made);
  fields.writeUInt32LE(signature, 0);
  fields.writeUInt16LE(20, 4 + made);
  fields.writeUInt16LE(0x0800, 6 + made);
  fields.writeUInt32LE(crc32(content), 14 + made);
  fields.writeUInt32LE(content.length, 18 + made);
  fields.writeUInt32LE(content.length, 22 + made);
  fields.writeUInt16LE(Buffer.byteLength(name), 26 + made);
  return fields;
}

function directory(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw new IntakeRefusal('damaged');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) throw new IntakeRefusal('zip_bomb');
  const entries: Entry[] = [];
  for (let read = 0; read < count; read++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new IntakeRefusal('damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const extra = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra;
  }
  return entries;
}

function refuseBomb(entries: Entry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const swollen = entries.some((entry) => entry.size > RATIO_COUNTS_FROM && entry.size > MOST_RATIO * entry.packed);
  if (total > LIMITS.inflatedBytes || swollen) throw new IntakeRefusal('zip_bomb');
}

function inflate(bytes: Buffer, entry: Entry): Buffer {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== LOCAL_ENTRY)
    throw new IntakeRefusal('damaged');
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === STORED && packed.length === entry.size) return packed;
  if (entry.method !== DEFLATED) throw new IntakeRefusal('damaged');
  try {
    // maxOutputLength 0 would mean "no bound".
    const content = inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    if (content.length === entry.size) return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new IntakeRefusal('zip_bomb');
  }
  throw new IntakeRefusal('damaged');
}
