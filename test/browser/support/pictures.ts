import sharp from 'sharp';

/** A photo as a phone takes one: each seed another picture. */
export const picture = (seed: number, width = 640, height = 480): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 40 + ((seed * 37) % 170), sigma: 30 },
    },
  })
    .jpeg({ quality: 80 })
    .toBuffer();

/** Larger than what is sent as it is, with the camera's word on when it was taken. */
export async function largePicture(seed: number, taken: string): Promise<Buffer> {
  return sharp(await picture(seed, 2400, 1800))
    .withExif({ IFD2: { DateTimeOriginal: taken } })
    .jpeg({ quality: 95 })
    .toBuffer();
}
