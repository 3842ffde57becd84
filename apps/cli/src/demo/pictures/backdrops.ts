import type { Chance } from './chance';
import { type Colour, mix, shade } from './colour';
import type { Point, Scenery } from './scenery';

const WALLS = ['#d8c6a8', '#c9b8a0', '#cfd3d0', '#d9b99a', '#b9c4c6', '#c7a58c', '#dcd3c0'] as const;
const ROOFS = ['#8a4b3c', '#5d6770', '#7a5a48'] as const;
const GLASS = '#7f98a6';
export const ASPHALT = '#6f7275';
export const SLAB = '#b9b3a8';

export function sky(scenery: Scenery, chance: Chance, horizon: number): void {
  const { skyTop, skyLow } = scenery.light;
  scenery.wash(-200, -200, 1680, horizon + 260, skyTop, skyLow);
  for (let i = 0; i < 5; i += 1) {
    const x = chance.between(-8, 8);
    const y = chance.between(9, 15);
    for (let puff = 0; puff < 4; puff += 1)
      scenery.disc([x + puff * 1.1, y + chance.between(-0.3, 0.4), 20], chance.between(0.7, 1.6), '#ffffff', {
        opacity: 0.22,
        flatness: 0.45,
      });
  }
}

/** Roofs and towers far away. */
export function skyline(scenery: Scenery, chance: Chance): void {
  for (let x = -60; x < 60; x += chance.between(4, 9)) {
    const height = chance.between(6, 26);
    const width = chance.between(4, 8);
    const wall = mix(chance.one(WALLS), scenery.light.skyLow, 0.55);
    scenery.panel(x, 0, 70, width, height, wall);
    for (let y = 2; y < height - 2; y += 3) scenery.panel(x, y, 70, width * 0.8, 0.9, shade(wall, 0.86));
  }
}

export function ground(scenery: Scenery, colour: Colour, from = 0.9, to = 120): void {
  scenery.face(
    [
      [-90, 0, from],
      [90, 0, from],
      [90, 0, to],
      [-90, 0, to],
    ],
    colour,
  );
}

/** Joints of a paved strip. */
export function paving(
  scenery: Scenery,
  x1: number,
  x2: number,
  z1: number,
  z2: number,
  tile: number,
  joint: Colour,
): void {
  for (let x = x1; x <= x2 + 0.01; x += tile)
    scenery.line(
      [
        [x, 0, z1],
        [x, 0, z2],
      ],
      joint,
      1.4,
      { opacity: 0.5 },
    );
  for (let z = z1; z <= z2; z += tile)
    scenery.line(
      [
        [x1, 0, z],
        [x2, 0, z],
      ],
      joint,
      1.4,
      { opacity: 0.5 },
    );
}

/** A house front across the view, with its windows. */
export function facade(scenery: Scenery, chance: Chance, z: number, wall = chance.one(WALLS)): void {
  scenery.panel(0, 0, z, 60, 24, wall);
  scenery.panel(0, 0, z, 60, 0.7, shade(wall, 0.72));
  const first = chance.between(-15, -13);
  const every = chance.between(2.6, 3.4);
  for (let floor = 0; floor < 7; floor += 1) {
    scenery.panel(0, floor * 3 + 2.95, z, 60, 0.12, shade(wall, 0.88));
    for (let x = first; x < 15; x += every) window(scenery, chance, x, floor * 3 + 1.1, z, wall);
  }
}

function window(scenery: Scenery, chance: Chance, x: number, y: number, z: number, wall: Colour): void {
  const glass = chance.odds(0.3) ? mix(GLASS, '#f0e2b8', 0.45) : shade(GLASS, chance.between(0.75, 1.15));
  scenery.panel(x, y - 0.08, z, 1.56, 1.46, shade(wall, 0.8));
  scenery.panel(x, y, z, 1.4, 1.3, glass);
  scenery.panel(x - 0.35, y, z, 0.5, 1.3, mix(glass, '#ffffff', 0.28));
  scenery.panel(x, y, z, 0.07, 1.3, '#e8e8e4');
  if (chance.odds(0.35)) {
    scenery.panel(x + 1.2, y - 0.3, z, 0.8, 0.55, '#e6e6e2');
    scenery.disc([x + 1.2, y - 0.02, z], 0.2, '#a9adad');
  }
}

/** A row of houses beside the street, running away from the eye. */
export function row(scenery: Scenery, chance: Chance, x: number, from: number, to: number): void {
  const near: number[] = [];
  for (let z = from; z < to; z += chance.between(7, 12)) near.push(z);
  for (const z of near.toReversed()) {
    const depth = 9;
    const height = chance.whole(3, 6) * 3;
    const base = chance.one(WALLS);
    const sunny = scenery.light.side < 0 === x > 0;
    const wall = shade(base, sunny ? 0.98 + scenery.light.sun * 0.1 : 0.78);
    const out = x > 0 ? 1 : -1;
    const front: Point[] = [
      [x, 0, z],
      [x + out * 14, 0, z],
      [x + out * 14, height, z],
      [x, height, z],
    ];
    scenery.face(front, shade(base, 0.86));
    scenery.face(
      [
        [x, 0, z],
        [x, 0, z + depth],
        [x, height, z + depth],
        [x, height, z],
      ],
      wall,
    );
    for (let floor = 0; floor < height / 3; floor += 1)
      for (let at = z + 0.8; at < z + depth - 1; at += 2) sideWindow(scenery, x, floor, at, wall, chance);
    scenery.face(
      [
        [x, 2.7, z],
        [x - out * 0.5, 2.5, z],
        [x - out * 0.5, 2.5, z + depth],
        [x, 2.7, z + depth],
      ],
      chance.one(ROOFS),
    );
  }
}

function sideWindow(scenery: Scenery, x: number, floor: number, z: number, wall: Colour, chance: Chance): void {
  const y = floor * 3 + (floor === 0 ? 0.1 : 1);
  const top = y + (floor === 0 ? 2.2 : 1.4);
  const fill =
    floor === 0 ? shade(chance.one(['#8a8f94', '#6a7f8a', '#b0763c']), 0.9) : shade(GLASS, chance.between(0.7, 1.1));
  scenery.face(
    [
      [x, y, z],
      [x, y, z + 1.3],
      [x, top, z + 1.3],
      [x, top, z],
    ],
    fill,
    { stroke: shade(wall, 0.75), width: 1.5 },
  );
}

export function tree(scenery: Scenery, chance: Chance, x: number, z: number, height = 5): void {
  const { leaves, crowns, side } = scenery.light;
  scenery.shadow(x, z, 2.6, 0.9);
  const trunk = '#6b5644';
  scenery.face(
    [
      [x - 0.14, 0, z],
      [x + 0.14, 0, z],
      [x + 0.08, height * 0.6, z],
      [x - 0.08, height * 0.6, z],
    ],
    trunk,
  );
  for (const way of [-0.9, -0.3, 0.5, 1])
    scenery.line(
      [
        [x, height * 0.45, z],
        [x + way, height * (0.72 + Math.abs(way) * 0.08), z],
      ],
      trunk,
      0.07 * scenery.scale(z),
    );
  const blobs = Math.round(16 * crowns);
  for (let i = 0; i < blobs; i += 1) {
    const leaf = shade(chance.one(leaves), i > blobs * 0.6 ? 1.12 : 0.88);
    scenery.disc(
      [x + chance.between(-1.3, 1.3) + (i > blobs * 0.6 ? side * 0.3 : 0), height * chance.between(0.62, 1), z],
      chance.between(0.45, 0.95),
      leaf,
      { opacity: 0.92 },
    );
  }
}

function pole(scenery: Scenery, x: number, z: number): void {
  scenery.panel(x, 0, z, 0.16, 7, '#8b9196');
  scenery.panel(x + 0.5, 6.9, z, 1.2, 0.1, '#8b9196');
  scenery.panel(x + 1, 6.75, z, 0.5, 0.16, '#d8d8d0');
}

export function hedge(scenery: Scenery, chance: Chance, x1: number, x2: number, z: number, height = 0.8): void {
  const { leaves, grass } = scenery.light;
  scenery.face(
    [
      [x1, 0, z],
      [x2, 0, z],
      [x2, height, z],
      [x1, height, z],
    ],
    shade(mix(grass, leaves[2]!, 0.6), 0.7),
  );
  for (let x = x1; x < x2; x += 0.16)
    for (let y = 0.15; y < height + 0.12; y += 0.22)
      scenery.disc(
        [x + chance.between(-0.1, 0.1), y + chance.between(-0.08, 0.08), z - 0.02],
        chance.between(0.1, 0.18),
        shade(mix(chance.one(leaves), grass, 0.35), 0.7 + (y / height) * 0.45),
      );
}

/** A street seen along its pavement: houses on both sides, trees, the carriageway on one of them. */
export function street(scenery: Scenery, chance: Chance, horizon: number): void {
  sky(scenery, chance, horizon);
  skyline(scenery, chance);
  ground(scenery, ASPHALT);
  const left = chance.between(-5.6, -4.6);
  row(scenery, chance, left, chance.between(3.5, 6), 60);
  row(scenery, chance, chance.between(10, 12), chance.between(7, 10), 60);
  scenery.face(
    [
      [left, 0.02, 0.9],
      [3, 0.02, 0.9],
      [3, 0.02, 90],
      [left, 0.02, 90],
    ],
    SLAB,
  );
  paving(scenery, left, 3, 1.2, 24, 0.6, '#8d877c');
  scenery.face(
    [
      [3, 0.02, 0.9],
      [3.2, 0.02, 0.9],
      [3.2, 0.02, 90],
      [3, 0.02, 90],
    ],
    '#d2cec4',
  );
  for (let z = 2; z < 60; z += 6) scenery.mat(6.2, z, 0.16, 3, '#e8e6dc', { opacity: 0.8 });
  for (const z of [34, 26, 19, 13]) tree(scenery, chance, 2.5, z + chance.between(-1, 1), chance.between(4.4, 5.6));
  pole(scenery, 2.7, chance.between(8.5, 10));
}

/** The yard before a block of flats. */
export function yard(scenery: Scenery, chance: Chance, z: number, floor: Colour = '#a8a59d'): void {
  facade(scenery, chance, z);
  ground(scenery, floor, 0.9, z);
  paving(scenery, -14, 14, 1.2, z, 1.2, '#86827a');
  scenery.mat(0, z - 0.5, 60, 0.5, shade(floor, 0.86));
  for (const x of [-7.5, 7.8]) tree(scenery, chance, x + chance.between(-0.7, 0.7), z - 1.2, 4.2);
}
