import { join } from 'node:path';
import sharp from 'sharp';
import { startPostgres } from '#servers';
import { playLivingDistrict } from '../../../apps/cli/src/demo/living/living-district';
import { draw, type View } from '../../../apps/cli/src/demo/pictures/draw';
import { SEEDED } from '../../chaos/seeded';
import { begin, type Beginning } from '../../support/beginnings';
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

/** A district that has worked for four weeks. */
export const LIVING: Beginning = {
  name: 'living',
  async make(stateDir) {
    await begin(SEEDED, stateDir);
    const postgres = await startPostgres({ stateDir, progress: () => {} });
    try {
      await playLivingDistrict({
        url: postgres.url,
        evidenceDir: join(stateDir, 'evidence'),
        camera: KEEPING ? drawn : plain,
      });
    } finally {
      await postgres.stop();
    }
  },
};
