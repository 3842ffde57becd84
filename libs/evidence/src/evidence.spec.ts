import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { EvidenceRefused, examine, hashDistance, NEAR, sniff, Vault } from './index';

/** A photo-like picture: bands of colour that a recompression keeps. */
const scene = (width: number, height: number, turn = 0) => {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      pixels[at] = (Math.sin((x / width) * 9 + turn) + 1) * 120;
      pixels[at + 1] = (Math.cos((y / height) * 7 - turn * 2) + 1) * 120;
      pixels[at + 2] = (Math.sin(((x / width + y / height) / 2) * 12 + turn * 3) + 1) * 120;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

const refusal = (bytes: Buffer) =>
  examine(bytes).then(
    () => 'taken',
    (error: unknown) => (error instanceof EvidenceRefused ? error.code : String(error)),
  );

/** A valid PNG of a few kilobytes that would decode to 3.6 gigabytes. */
function bomb(): Buffer {
  const side = 30_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('examine', () => {
  it('believes the bytes, not the name', async () => {
    expect(sniff(await scene(40, 30).jpeg().toBuffer())).toBe('image/jpeg');
    expect(sniff(await scene(40, 30).png().toBuffer())).toBe('image/png');
    expect(sniff(await scene(40, 30).webp().toBuffer())).toBe('image/webp');
    expect(sniff(await scene(40, 30).gif().toBuffer())).toBeNull();
    expect(sniff(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
  });

  it.each([
    ['empty_file', Buffer.alloc(0)],
    ['file_too_large', Buffer.alloc(15 * 1024 * 1024 + 1, 0xff)],
    ['unsupported_image', Buffer.from('%PDF-1.7 not a photo')],
    ['unreadable_image', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)])],
    ['too_many_pixels', bomb()],
  ])('refuses with %s', async (code, bytes) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('refuses a photo that was cut off', async () => {
    const whole = await scene(800, 600).jpeg().toBuffer();
    expect(await refusal(whole.subarray(0, whole.length / 3))).toBe('unreadable_image');
  });

  it('keeps what the camera says: Beijing time without an offset, place in degrees, upright size', async () => {
    const bytes = await scene(400, 300)
      .withExif({
        IFD2: { DateTimeOriginal: '2026:09:24 23:41:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '31/1 45/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '116/1 30/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const examined = await examine(bytes);
    expect(examined).toMatchObject({ type: 'image/jpeg', width: 300, height: 400, lng: 116.5, lat: 31.75 });
    expect(examined.capturedAt).toBe(Date.parse('2026-09-24T23:41:00+08:00'));
  });

  it('takes a camera clock of 1900 for no clock', async () => {
    const bytes = await scene(40, 30)
      .withExif({ IFD2: { DateTimeOriginal: '1900:01:01 00:00:00' } })
      .jpeg()
      .toBuffer();
    expect((await examine(bytes)).capturedAt).toBeNull();
  });
});

describe('difference hash', () => {
  it('knows a forwarded copy and tells another scene apart', async () => {
    const original = await examine(await scene(1200, 900).jpeg({ quality: 92 }).toBuffer());
    const forwarded = await examine(await scene(1200, 900).resize(480).webp({ quality: 50 }).toBuffer());
    const other = await examine(await scene(1200, 900, 2).jpeg().toBuffer());
    expect(forwarded.sha256).not.toBe(original.sha256);
    expect(hashDistance(original.dhash, forwarded.dhash)).toBeLessThanOrEqual(NEAR);
    expect(hashDistance(original.dhash, other.dhash)).toBeGreaterThan(NEAR);
  });
});

describe('Vault', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'vault-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps the original as it came and shows stripped sizes', async () => {
    const bytes = await scene(3000, 1500)
      .withExif({ IFD0: { Artist: 'inspector' }, IFD2: { DateTimeOriginal: '2026:09:24 23:41:00' } })
      .jpeg()
      .toBuffer();
    const vault = new Vault(folder);
    const { sha256 } = await examine(bytes);
    await vault.keep(sha256, bytes);
    expect(await vault.original(sha256)).toEqual(bytes);
    for (const [size, width] of [
      ['small', 320],
      ['medium', 1024],
      ['large', 2048],
      ['whole', 3000],
    ] as const) {
      const shown = (await vault.rendition(sha256, size))!;
      const metadata = await sharp(shown).metadata();
      expect(metadata).toMatchObject({ format: 'jpeg', width });
      expect(metadata.exif).toBeUndefined();
      expect(shown.includes('inspector')).toBe(false);
    }
  });

  it('keeps the same bytes once and leaves no drafts', async () => {
    const bytes = await scene(60, 40).png().toBuffer();
    const vault = new Vault(folder);
    const { sha256 } = await examine(bytes);
    await Promise.all([vault.keep(sha256, bytes), vault.keep(sha256, bytes)]);
    const files = await readdir(join(folder, sha256.slice(0, 2)));
    expect(files.sort()).toEqual(['', '.large.jpg', '.medium.jpg', '.small.jpg'].map((size) => sha256 + size));
  });

  it('has nothing under a hash it was never given, and takes no path for a hash', async () => {
    const vault = new Vault(folder);
    expect(await vault.original('0'.repeat(64))).toBeNull();
    expect(await vault.rendition('0'.repeat(64), 'small')).toBeNull();
    await expect(vault.original('../../etc/passwd')).rejects.toThrow(RangeError);
  });
});
