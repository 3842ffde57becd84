import sharp from 'sharp';
import { draw, type View } from '../../../apps/cli/src/demo/pictures/draw';

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

/** What stands in a street of the demonstration district, as its photos show it. */
export const scene = (name: View['scene'], state: View['state'], seed = 7): Promise<Buffer> =>
  draw({ scene: name, seed, state, shot: 1, month: 9 });

/** Larger than what is sent as it is, with the camera's word on when it was taken. */
export async function large(photo: Buffer, taken: string): Promise<Buffer> {
  return sharp(photo)
    .resize(3200)
    .withExif({ IFD2: { DateTimeOriginal: taken } })
    .jpeg({ quality: 98 })
    .toBuffer();
}
