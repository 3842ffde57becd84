import sharp from 'sharp';
import { playLivingDistrict } from '../../../apps/cli/src/demo/living/living-district';
import { draw, type View } from '../../../apps/cli/src/demo/pictures/draw';
import { KEEPING } from './shot';

/** Plain plates tell the same story sooner; the drawn scenes are for pictures that are kept. */
const plain = ({ seed, state, shot }: View): Promise<Buffer> =>
  sharp({
    create: { width: 320, height: 240, channels: 3, background: { r: seed, g: shot * 40, b: state.length * 20 } },
  })
    .jpeg()
    .toBuffer();

/** As large as a page shows them. */
const drawn = (view: View): Promise<Buffer> => draw(view, 640);

export const liveFourWeeks = (url: string, evidenceDir: string): Promise<number> =>
  playLivingDistrict({ url, evidenceDir, camera: KEEPING ? drawn : plain });
