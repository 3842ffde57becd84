import sharp from 'sharp';

import type { Scene } from './scenes';

/** One picture: which place, how it stands there, from which shot of it. */
export interface View {
  scene: Scene;
  /** The place's own number: no two look alike. */
  seed: number;
  state: 'before' | 'fenced' | 'after';
  /** From 1; another one stands elsewhere and has another light. */
  shot: number;
  /** 1 to 12. */
  month: number;
}

const WIDTH = 1280;
const HEIGHT = 960;

/** As a phone would have taken it: a JPEG of 1280 × 960. The same view is the same bytes. */
export function draw(view: View): Promise<Buffer> {
  let at = view.seed * 7919 + view.shot * 104_729 + (view.state === 'after' ? 31 : 0) + 1;
  const chance = () => (at = (at * 48_271) % 2_147_483_647) / 2_147_483_647;
  const boxes = Array.from(
    { length: 40 },
    () =>
      `<rect x="${chance() * WIDTH}" y="${chance() * HEIGHT}" width="${chance() * 400}" height="${chance() * 300}" fill="hsl(${chance() * 360} 30% 60%)" opacity="0.6"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${boxes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#cdd' }).jpeg({ quality: 80 }).toBuffer();
}
