import sharp from 'sharp';

const SIDE = 24;

/** A JPEG of its own for each caption; the camera's owner stands in it, as phones write him in. */
export function photo(caption: string, owner: string): Promise<Buffer> {
  const bits = Buffer.from(caption);
  const pixels = Buffer.from(
    Array.from({ length: SIDE * SIDE }, (_, i) => (bits[i % bits.length]! * (i + 17) * 131) % 256),
  );
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .resize(320, 320, { kernel: 'nearest' })
    .withExif({ IFD0: { Artist: owner } })
    .jpeg()
    .toBuffer();
}
