import sharp from 'sharp';

import { Chance } from './chance';
import { lightOf } from './light';
import { PAINTERS } from './scene-painters';
import { type Lens, Scenery } from './scenery';
import { type Scene, SCENES } from './scenes';
import { fence } from './things';

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
const STATES = ['before', 'fenced', 'after'] as const;

/** As a phone would have taken it: a JPEG of 1280 × 960, or smaller. The same view is the same bytes. */
export async function draw({ scene, seed, state, shot, month }: View, width = WIDTH): Promise<Buffer> {
  const painter = PAINTERS[scene];
  const camera = new Chance(seed, SCENES.indexOf(scene), STATES.indexOf(state), shot);
  const lens = held(painter.lens, camera);
  const scenery = new Scenery(lens, lightOf(month, camera));
  painter.paint(scenery, new Chance(seed, SCENES.indexOf(scene)), state !== 'after', lens);
  if (state === 'fenced') fence(scenery, ...painter.fenced);
  const { tint, sun } = scenery.light;
  scenery.slant(tint, '#1c2733', [0.12 + sun * 0.3, 0.1]);
  const height = (width * 3) / 4;
  const svg = scenery.svg(framing(camera, new Chance(seed).odds(0.5)), width, height);
  return sharp(Buffer.from(svg))
    .flatten({ background: '#8a8f92' })
    .composite([{ input: grain(width, height), raw: { width, height, channels: 3 }, blend: 'overlay' }])
    .jpeg({ quality: 78 })
    .toBuffer();
}

/** Nobody stands in quite the same place twice. */
const held = (lens: Lens, camera: Chance): Lens => ({
  horizon: lens.horizon + camera.between(-34, 34),
  vanishingX: lens.vanishingX + camera.between(-120, 120),
  height: lens.height * camera.between(0.94, 1.08),
  focal: lens.focal * camera.between(0.9, 1.06),
});

/** A little zoom and a hand that is not level; half the places are built the other way round. */
function framing(camera: Chance, mirrored: boolean): string {
  const zoom = camera.between(1.03, 1.1);
  const turn = camera.between(-1.4, 1.4);
  const across = mirrored ? -zoom : zoom;
  return `translate(640 480) rotate(${turn.toFixed(2)}) scale(${across.toFixed(3)} ${zoom.toFixed(3)}) translate(-640 -480)`;
}

const made = new Map<number, Buffer>();

/** What a small sensor adds, the same for every picture; on the whole it lightens a little. */
function grain(width: number, height: number): Buffer {
  const known = made.get(width);
  if (known) return known;
  const chance = new Chance(17);
  const fresh = Buffer.alloc(width * height * 3);
  for (let i = 0; i < fresh.length; i += 3) fresh.fill(138 + (chance.next() + chance.next() - 1) * 17, i, i + 3);
  made.set(width, fresh);
  return fresh;
}
