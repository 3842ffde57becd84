import { ASPHALT, facade, ground, hedge, paving, row, skyline, SLAB, sky, street, tree, yard } from './backdrops';
import type { Chance } from './chance';
import { mix, shade } from './colour';
import type { Lens, Scenery } from './scenery';
import type { Scene } from './scenes';
import { bag, bicycle, bin, car, carton, scooter, scraps } from './things';

export interface Painter {
  lens: Lens;
  /** What stays, then what the defect is or was; `chance` tells how the place looks. */
  paint(scenery: Scenery, chance: Chance, defect: boolean, lens: Lens): void;
  /** Where a fence would stand: x, z, half width, depth. */
  fenced: [number, number, number, number];
}

const EYE = { height: 1.55, vanishingX: 640 };
const ALONG: Lens = { ...EYE, horizon: 400, focal: 960 };
const FRONT: Lens = { ...EYE, horizon: 430, focal: 980 };
const DOWN: Lens = { ...EYE, horizon: -60, focal: 900 };

const PAINTS = ['#c8cbd0', '#f0efec', '#3a4148', '#8c2f2c', '#2f4d73', '#b9a888'] as const;
const BIKES = ['#2f8fd0', '#f0b429', '#3fae6a', '#4a4f55', '#c94f3d'] as const;
const FRUIT = ['#e2574c', '#f2a93b', '#f5d14f', '#8fbf4f', '#b04a78'] as const;

const bins: Painter = {
  lens: ALONG,
  fenced: [0, 3, 1.4, 1.4],
  paint(scenery, chance, defect, lens) {
    street(scenery, chance, lens.horizon);
    const z = chance.between(3.7, 5.1);
    const spread = chance.between(0.84, 1.04);
    scenery.block(
      -0.4,
      z + 0.9,
      [chance.between(4, 5.6), chance.between(1.1, 2.1), 0.16],
      mix('#8fa38c', '#ffffff', chance.between(0, 0.3)),
    );
    scenery.mat(-0.4, z - 0.3, 4.4, 1.2, '#9a958b');
    ['#3f7f4f', '#3a6ea5', '#6a6e70', '#a8473c'].forEach((colour, i) =>
      bin(scenery, -1.9 + i * spread, z, colour, defect && i % 2 === 0),
    );
    if (!defect) return scenery.mat(-0.4, z - 0.9, 4, 0.5, '#c4beb2', { opacity: 0.7 });
    for (const x of [-1.9, 0.1])
      for (let i = 0; i < 5; i += 1) bag(scenery, chance, x + chance.between(-0.25, 0.25), 0.9 + i * 0.1, z + 0.2, 0.2);
    for (let i = 0; i < 11; i += 1)
      bag(scenery, chance, chance.between(-2.5, 1.9), 0, z - chance.between(0.2, 0.9), chance.between(0.16, 0.3));
    carton(scenery, 1.7, z - 0.5, [0.6, 0.42, 0.4]);
    scraps(scenery, chance, -2.6, 2, z - 1.6, z - 0.4, 26);
  },
};

const manhole: Painter = {
  lens: DOWN,
  fenced: [0.05, 1.75, 0.85, 1.2],
  paint(scenery, chance, defect) {
    const asphalt = shade(ASPHALT, chance.between(0.88, 1.1));
    ground(scenery, asphalt, 0.9, 40);
    const curb = chance.between(3.4, 3.9);
    scenery.face(
      [
        [-9, 0, curb],
        [9, 0, curb],
        [9, 0.14, curb + 0.02],
        [-9, 0.14, curb + 0.02],
      ],
      '#b5b0a5',
    );
    scenery.face(
      [
        [-9, 0.14, curb],
        [9, 0.14, curb],
        [9, 0.14, 30],
        [-9, 0.14, 30],
      ],
      SLAB,
    );
    paving(scenery, -9, 9, curb + 0.2, 12, 0.5, '#8b857a');
    const line = chance.between(-1.9, -1.3);
    scenery.mat(line, 0.9, 0.15, 3, '#e9e6da', { opacity: 0.85 });
    for (let i = 0; i < 90; i += 1)
      scenery.disc(
        [chance.between(-3, 3), 0, chance.between(1.1, 3.3)],
        chance.between(0.008, 0.03),
        shade(asphalt, chance.odds(0.5) ? 0.8 : 1.2),
        { flatness: 0.6 },
      );
    const [x, z] = [chance.between(-0.2, 0.3), 2.3];
    const flat = scenery.flatness(z);
    scenery.disc([x, 0, z], 0.56, defect ? '#55585a' : '#8f9294', { flatness: flat });
    scenery.disc([x, 0, z], 0.48, defect ? '#121314' : '#4b4f52', { flatness: flat });
    const cover = (cx: number, cy: number, cz: number, squash: number) => {
      scenery.disc([cx, cy - 0.03, cz], 0.46, '#26282a', { flatness: squash });
      scenery.disc([cx, cy, cz], 0.46, '#5d6265', { flatness: squash });
      scenery.disc([cx, cy, cz], 0.38, 'none', { flatness: squash, stroke: '#777d80', width: 6 });
      for (const ring of [0.12, 0.24])
        scenery.disc([cx, cy, cz], ring, 'none', { flatness: squash, stroke: '#777d80', width: 5 });
    };
    if (!defect) return cover(x, 0, z, flat);
    scenery.shadow(x + 0.4, z - 0.1, 0.9, 0.5);
    cover(x + 0.3, 0.12, z - 0.06, flat * 0.72);
    for (let i = 0; i < 7; i += 1) {
      const angle = (i / 7) * Math.PI * 2 + 0.3;
      const far = chance.between(0.8, 1.15);
      scenery.line(
        [
          [x + Math.cos(angle) * 0.55, 0, z + Math.sin(angle) * 0.5],
          [x + Math.cos(angle + 0.1) * 0.7, 0, z + Math.sin(angle + 0.1) * 0.62],
          [x + Math.cos(angle - 0.05) * far, 0, z + Math.sin(angle - 0.05) * far * 0.8],
        ],
        '#3b3d3f',
        4,
      );
    }
  },
};

const stalls: Painter = {
  lens: FRONT,
  fenced: [0, 3.2, 2, 1.2],
  paint(scenery, chance, defect) {
    const z = 7.2;
    shops(scenery, chance, z);
    ground(scenery, SLAB, 0.9, z);
    paving(scenery, -12, 12, 1.2, z, 0.6, '#8d877c');
    scenery.face(
      [
        [-12, 0.01, 2.9],
        [12, 0.01, 2.9],
        [12, 0.01, 3.2],
        [-12, 0.01, 3.2],
      ],
      '#d8b24a',
      { opacity: 0.85 },
    );
    tree(scenery, chance, chance.one([-4.4, 4.6]), 6.2, 4.6);
    if (!defect) return;
    const from = chance.between(-3.4, -2.8);
    for (let i = 0; i < 4; i += 1) table(scenery, chance, from + i * 1.75, chance.between(3.9, 4.3));
    umbrella(scenery, from + 0.7, 4.5, chance.one(['#c94a3f', '#2f7fb8', '#d69a2d']));
    umbrella(scenery, from + 4.1, 4.6, chance.one(['#3f8f5f', '#c94a3f', '#7a5aa8']));
    scooter(scenery, from + 6.6, 3.5, '#b33b34');
    for (let i = 0; i < 4; i += 1) carton(scenery, from + i * 1.6 + 0.3, 3.1, [0.6, 0.36, 0.4]);
  },
};

function shops(scenery: Scenery, chance: Chance, z: number): void {
  facade(scenery, chance, z);
  for (let x = -10.5; x < 11; x += 3.5) {
    const sign = chance.one(['#b23a2e', '#2c5f9e', '#2f7d4f', '#8a5a2b', '#6a3f7a']);
    scenery.panel(x, 0, z - 0.02, 3.3, 3.1, '#cfcac0');
    scenery.panel(x, 0.05, z - 0.03, 2.9, 2.2, shade('#55656e', chance.between(0.8, 1.2)));
    scenery.panel(x - 0.5, 0.05, z - 0.04, 0.9, 2.1, '#7b919c', { opacity: 0.7 });
    scenery.panel(x, 2.35, z - 0.05, 3.3, 0.75, sign);
    for (let i = 0; i < 4; i += 1)
      scenery.panel(x - 0.9 + i * 0.6, 2.52, z - 0.06, 0.38, 0.4, mix(sign, '#ffffff', 0.82));
    scenery.face(
      [
        [x - 1.6, 2.35, z - 0.05],
        [x + 1.6, 2.35, z - 0.05],
        [x + 1.6, 2.05, z - 0.8],
        [x - 1.6, 2.05, z - 0.8],
      ],
      shade(sign, 0.8),
    );
  }
}

function table(scenery: Scenery, chance: Chance, x: number, z: number): void {
  scenery.shadow(x, z, 1.7, 0.9);
  scenery.block(x, z, [1.5, 0.7, 0.8], '#8a6a48');
  for (let i = 0; i < 3; i += 1) {
    const fruit = chance.one(FRUIT);
    scenery.block(x - 0.5 + i * 0.5, z - 0.02, [0.46, 0.16, 0.5], '#d9c9a3', 0.7);
    for (let j = 0; j < 9; j += 1)
      scenery.disc(
        [x - 0.66 + i * 0.5 + (j % 3) * 0.15, 0.88 + Math.floor(j / 3) * 0.05, z + Math.floor(j / 3) * 0.1],
        0.085,
        shade(fruit, chance.between(0.85, 1.1)),
      );
  }
}

function umbrella(scenery: Scenery, x: number, z: number, colour: string): void {
  scenery.panel(x, 0, z, 0.06, 2.3, '#e4e2dc');
  for (let i = 0; i < 6; i += 1) {
    const [a, b] = [x - 1.35 + i * 0.45, x - 0.9 + i * 0.45];
    scenery.face(
      [
        [a, 2, z - 0.3],
        [b, 2, z - 0.3],
        [x, 2.62, z],
      ],
      i % 2 ? shade(colour, 1.18) : colour,
    );
  }
}

const charging: Painter = {
  lens: FRONT,
  fenced: [0.6, 4, 1.6, 1],
  paint(scenery, chance, defect) {
    const z = 8;
    yard(scenery, chance, z);
    const door = chance.between(-2.6, -1.8);
    scenery.panel(door, 0, z - 0.02, 2, 2.5, '#8d8f8c');
    scenery.panel(door, 0, z - 0.03, 1.6, 2.2, '#39464c');
    scenery.block(door, z - 1, [2.4, 0.16, 0.9], '#c0bab0', 2.5);
    if (defect) {
      const [x, at] = [chance.between(-0.4, 0.3), 5];
      scooter(scenery, x, at, chance.one(['#c03b34', '#2f6fa8', '#3b4046']));
      scooter(scenery, x + 2, at + 0.3, chance.one(['#e0e0dc', '#556b5a']));
      for (const [dx, from, colour] of [
        [0.1, 7.2, '#1f2224'],
        [2.2, 4.3, '#c9322b'],
        [-0.4, 10.2, '#1f2224'],
      ] as const) {
        scenery.curve(
          [x + dx + 0.5, from, z - 0.1],
          [x + dx + 1.3, from * 0.4, z - 1.2],
          [x + dx, 0.75, at],
          colour,
          5,
        );
        scenery.panel(x + dx, 0.68, at - 0.05, 0.3, 0.12, '#f1efe8');
      }
      return;
    }
    scenery.mat(1.7, 4.6, 3.6, 1.2, '#8fae8f', { opacity: 0.55 });
    for (const x of [0.1, 1.3, 2.5, 3.4]) scenery.mat(x, 4.6, 0.07, 1.2, '#f2f0e6');
  },
};

const stairwell: Painter = {
  lens: { ...EYE, horizon: 420, focal: 760 },
  fenced: [-0.4, 2.3, 0.7, 0.8],
  paint(scenery, chance, defect) {
    const wall = chance.one(['#d9d6c8', '#cfd6d2', '#ddd2c2']);
    const dado = chance.one(['#7f9b86', '#7d93a8', '#a58f72']);
    room(scenery, wall, dado, chance);
    stairs(scenery);
    const [door, light] = [chance.between(-1.1, -0.5), chance.between(0.15, 0.6)];
    const sill = chance.between(1, 1.5);
    scenery.panel(door, 0, 4.97, 0.95, 2.05, '#7a4f35');
    scenery.panel(door, 0.1, 4.96, 0.75, 1.8, '#8b5d40');
    scenery.disc([door + 0.32, 1, 4.95], 0.035, '#d9c27a');
    scenery.panel(light, sill, 4.97, 0.8, 1, mix(scenery.light.skyLow, '#ffffff', 0.3), {
      stroke: '#b9b5a8',
      width: 6,
    });
    scenery.panel(light, sill, 4.96, 0.04, 1, '#b9b5a8');
    if (!defect)
      return scenery.face(
        [
          [0.1, 0.005, 4.9],
          [0.9, 0.005, 4.9],
          [0.2, 0.005, 2.2],
          [-1.1, 0.005, 2.2],
        ],
        '#fff6dc',
        { opacity: 0.35 },
      );
    carton(scenery, -1.15, 4.1, [0.6, 0.5, 0.5]);
    carton(scenery, -1.2, 4.1, [0.5, 0.4, 0.4], 0.5);
    carton(scenery, -0.5, 4.3, [0.5, 0.7, 0.4]);
    bicycle(scenery, 0.25, 3.6, chance.one(BIKES));
    carton(scenery, -1.2, 3.1, [0.55, 0.45, 0.5]);
    carton(scenery, -1.22, 3.15, [0.42, chance.between(0.3, 0.5), 0.36], 0.45);
    chair(scenery, -0.4, 3);
    for (let i = 0; i < 4; i += 1)
      bag(scenery, chance, chance.between(-1.3, 0.2), 0, 2.6 + i * 0.12, chance.between(0.16, 0.24));
    scenery.line(
      [
        [-1.45, 1.5, 2.6],
        [-1.3, 0.1, 2.8],
      ],
      '#8a6a48',
      14,
    );
  },
};

function room(scenery: Scenery, wall: string, dado: string, chance: Chance): void {
  const [l, r, far, top] = [-1.6, 1.7, 5, 2.75];
  scenery.wash(-200, -200, 1680, 1400, shade(wall, 1.02), shade(wall, 0.8));
  scenery.face(
    [
      [l, 0, 0.9],
      [r, 0, 0.9],
      [r, 0, far],
      [l, 0, far],
    ],
    '#a39e94',
  );
  paving(scenery, l, r, 1, far, 0.5, '#857f75');
  scenery.face(
    [
      [l, top, 0.9],
      [r, top, 0.9],
      [r, top, far],
      [l, top, far],
    ],
    shade(wall, 1.08),
  );
  scenery.face(
    [
      [l, 0, 0.9],
      [l, 0, far],
      [l, top, far],
      [l, top, 0.9],
    ],
    shade(wall, scenery.light.side > 0 ? 1 : 0.82),
  );
  scenery.face(
    [
      [r, 0, 0.9],
      [r, 0, far],
      [r, top, far],
      [r, top, 0.9],
    ],
    shade(wall, scenery.light.side > 0 ? 0.82 : 1),
  );
  scenery.panel(0.05, 0, far, r - l, top, shade(wall, 0.93));
  scenery.face(
    [
      [l, 0, 0.9],
      [l, 0, far],
      [l, 1, far],
      [l, 1, 0.9],
    ],
    shade(dado, 0.92),
  );
  scenery.face(
    [
      [r, 0, 0.9],
      [r, 0, far],
      [r, 1, far],
      [r, 1, 0.9],
    ],
    dado,
  );
  scenery.panel(0.05, 0, far, r - l, 1, shade(dado, 0.86));
  const meter = chance.between(3.2, 4.1);
  scenery.face(
    [
      [l, 1.35, meter],
      [l, 1.35, meter + 0.6],
      [l, 1.95, meter + 0.6],
      [l, 1.95, meter],
    ],
    '#9aa3a6',
    { stroke: '#757e81', width: 3 },
  );
}

function stairs(scenery: Scenery): void {
  for (let i = 7; i >= 0; i -= 1)
    scenery.block(1.2, 2.9 + i * 0.27, [1, 0.17 * (i + 1), 0.28], i % 2 ? '#aaa59b' : '#b2ada3');
  for (let i = 0; i < 8; i += 1)
    scenery.line(
      [
        [0.72, 0.17 * (i + 1), 2.95 + i * 0.27],
        [0.72, 0.17 * (i + 1) + 0.85, 2.95 + i * 0.27],
      ],
      '#4d5558',
      5,
    );
  scenery.line(
    [
      [0.72, 1.02, 2.9],
      [0.72, 2.3, 4.9],
    ],
    '#7a4f35',
    14,
  );
}

function chair(scenery: Scenery, x: number, z: number): void {
  scenery.shadow(x, z, 0.6, 0.5);
  for (const dx of [-0.2, 0.2]) scenery.panel(x + dx, 0, z, 0.04, 0.45, '#5e4128');
  scenery.block(x, z, [0.46, 0.06, 0.42], '#8a5d3a', 0.45);
  scenery.panel(x, 0.5, z + 0.42, 0.44, 0.5, '#7b5233');
}

const posters: Painter = {
  lens: { ...FRONT, horizon: 500 },
  fenced: [0, 3, 1.4, 0.8],
  paint(scenery, chance, defect, lens) {
    const z = 4.4;
    sky(scenery, chance, lens.horizon);
    skyline(scenery, chance);
    tree(scenery, chance, chance.between(-4, 4), 9, 6);
    const wall = chance.one(['#cdbfa6', '#b9b2a6', '#c7c9c4', '#c9a98c']);
    scenery.panel(0, 0, z, 30, 2.7, wall);
    for (let y = 0.3; y < 2.6; y += 0.3) scenery.panel(0, y, z - 0.005, 30, 0.012, shade(wall, 0.86));
    scenery.block(0, z - 0.1, [30, 0.14, 0.3], shade(wall, 0.8), 2.7);
    scenery.panel(0, 0, z - 0.01, 30, 0.45, shade(wall, 0.68));
    ground(scenery, '#a19c92', 0.9, z);
    paving(scenery, -8, 8, 1.2, z, 0.5, '#837d73');
    const from = chance.between(-1.9, -1.4);
    if (!defect) {
      scenery.face(
        [
          [from - 0.3, 0.46, z - 0.02],
          [from + 3.6, 0.46, z - 0.02],
          [from + 3.6, 2.55, z - 0.02],
          [from - 0.3, 2.55, z - 0.02],
        ],
        mix(wall, '#ffffff', 0.3),
      );
      return hedge(scenery, chance, from + 3.7, from + 5.4, z - 0.2, 0.6);
    }
    for (let i = 0; i < 26; i += 1)
      flyer(scenery, chance, from + chance.between(0, 3.3), chance.between(0.6, 2.1), z - 0.02 - i * 0.0005);
    for (let i = 0; i < 3; i += 1) {
      const [x, y] = [from + chance.between(0, 2.6), chance.between(0.8, 2.2)];
      for (let digit = 0; digit < 7; digit += 1)
        scenery.line(
          [
            [x + digit * 0.13, y, z - 0.04],
            [x + digit * 0.13 + chance.between(-0.03, 0.05), y + 0.16, z - 0.04],
            [x + digit * 0.13 + 0.07, y + chance.between(0, 0.14), z - 0.04],
          ],
          '#b2302a',
          5,
          { opacity: 0.8 },
        );
    }
    scraps(scenery, chance, -2, 2.4, 3.4, 4.2, 9);
  },
};

function flyer(scenery: Scenery, chance: Chance, x: number, y: number, z: number): void {
  const paper = chance.one(['#f6f3ea', '#f3e27a', '#f0b7b0', '#bcd9e8', '#f6f3ea', '#e8e2d2']);
  const [w, h, lean] = [chance.between(0.24, 0.42), chance.between(0.3, 0.5), chance.between(-0.05, 0.05)];
  scenery.face(
    [
      [x, y, z],
      [x + w, y + lean, z],
      [x + w - lean, y + h + lean, z],
      [x - lean, y + h, z],
    ],
    paper,
    { stroke: shade(paper, 0.8), width: 1.5 },
  );
  const ink = chance.one(['#b2302a', '#333a40', '#2c5f9e']);
  scenery.panel(x + w / 2, y + h * 0.72, z, w * 0.7, h * 0.14, ink);
  for (const part of [0.5, 0.36, 0.22]) scenery.panel(x + w / 2, y + h * part, z, w * 0.62, h * 0.05, shade(ink, 1.5));
}

const pavement: Painter = {
  lens: { ...DOWN, horizon: 40 },
  fenced: [0.1, 1.9, 1.1, 1.2],
  paint(scenery, chance, defect) {
    const tile = chance.one(['#b5a79a', '#aeb0ac', '#b99f8b']);
    ground(scenery, shade(ASPHALT, 1.05), 0.9, 60);
    const edge = chance.between(4.4, 5.2);
    scenery.face(
      [
        [-12, 0, 0.9],
        [12, 0, 0.9],
        [12, 0, edge],
        [-12, 0, edge],
      ],
      tile,
    );
    scenery.face(
      [
        [-12, 0, edge],
        [12, 0, edge],
        [12, 0, edge + 0.2],
        [-12, 0, edge + 0.2],
      ],
      '#d5d1c7',
    );
    const broken = new Set<string>();
    for (let i = -7; i <= 7; i += 1)
      for (let j = 0; j < 15; j += 1) {
        const [x, z] = [i * 0.4 + (j % 2) * 0.2, 1 + j * 0.28];
        const hit = Math.hypot(x - 0.1, (z - 2.5) * 1.2) < chance.between(0.5, 1);
        if (hit) broken.add(`${i} ${j}`);
        const fill = hit && !defect ? mix(tile, '#ffffff', 0.22) : shade(tile, chance.between(0.9, 1.08));
        if (z < edge - 0.28) scenery.mat(x, z, 0.385, 0.265, fill);
      }
    scenery.mat(chance.one([-1.7, 1.8]), 0.9, 0.4, edge - 1, '#d9b84e');
    if (!defect) return;
    for (const key of broken) {
      const [i, j] = key.split(' ').map(Number) as [number, number];
      brokenTile(scenery, chance, i * 0.4 + (j % 2) * 0.2, 1 + j * 0.28, tile);
    }
  },
};

function brokenTile(scenery: Scenery, chance: Chance, x: number, z: number, tile: string): void {
  if (chance.odds(0.5)) {
    scenery.mat(x, z, 0.4, 0.28, shade('#6b5a48', chance.between(0.8, 1.1)));
    if (chance.odds(0.6))
      scenery.disc([x + chance.between(-0.1, 0.1), 0.02, z + 0.1], chance.between(0.03, 0.07), '#8d7d6c', {
        flatness: 0.6,
      });
    return;
  }
  const lift = chance.between(0.02, 0.09);
  scenery.face(
    [
      [x - 0.2, 0, z],
      [x + 0.18, lift, z + 0.02],
      [x + 0.17, lift, z + 0.25],
      [x - 0.19, 0, z + 0.27],
    ],
    shade(tile, 0.82),
  );
  scenery.line(
    [
      [x - 0.15, 0.01, z + 0.05],
      [x, lift / 2, z + 0.14],
      [x + 0.14, lift, z + 0.1],
    ],
    '#4f463c',
    4,
  );
  scenery.line(
    [
      [x, lift / 2, z + 0.14],
      [x - 0.05, 0.01, z + 0.25],
    ],
    '#4f463c',
    3,
  );
}

const litter: Painter = {
  lens: { ...ALONG, horizon: 330 },
  fenced: [-1, 3, 1.4, 1],
  paint(scenery, chance, defect, lens) {
    sky(scenery, chance, lens.horizon);
    skyline(scenery, chance);
    row(scenery, chance, 9, 9, 50);
    ground(scenery, shade(scenery.light.grass, 0.95));
    scenery.face(
      [
        [2.4, 0.01, 0.9],
        [6, 0.01, 0.9],
        [6, 0.01, 90],
        [2.4, 0.01, 90],
      ],
      SLAB,
    );
    paving(scenery, 2.4, 6, 1.2, 20, 0.6, '#8d877c');
    for (const [x, z] of [
      [-5, 16],
      [-1.6, 13],
      [1.4, 18],
      [-3.4, 10],
    ] as const)
      tree(scenery, chance, x + chance.between(-0.8, 0.8), z, 5);
    hedge(scenery, chance, -7, 2, 7.4, 0.9);
    for (let i = 0; i < 420; i += 1) {
      const [x, z] = [chance.between(-5, 2.3), chance.between(1.6, 7.2)];
      const blade = shade(scenery.light.grass, chance.between(0.72, 1.2));
      scenery.line(
        [
          [x, 0, z],
          [x + chance.between(-0.05, 0.05), chance.between(0.08, 0.2), z],
        ],
        blade,
        Math.max(1.5, 0.014 * scenery.scale(z)),
      );
    }
    if (!defect) return;
    scraps(scenery, chance, -4, 2, 2.2, 6.4, 42);
    for (let i = 0; i < 7; i += 1)
      bag(scenery, chance, chance.between(-3.4, 1.8), 0, 6 - i * 0.55, chance.between(0.14, 0.24));
    for (let i = 0; i < 6; i += 1) {
      const [x, z] = [chance.between(-2.5, 1.6), chance.between(2.4, 5)];
      scenery.face(
        [
          [x, 0.02, z],
          [x + 0.26, 0.02, z],
          [x + 0.26, 0.1, z],
          [x, 0.1, z],
        ],
        chance.one(['#8fc1d8', '#d9efe2', '#6fae7a']),
      );
      scenery.face(
        [
          [x + 0.26, 0.04, z],
          [x + 0.34, 0.05, z],
          [x + 0.34, 0.08, z],
          [x + 0.26, 0.09, z],
        ],
        '#d8452f',
      );
    }
  },
};

const parking: Painter = {
  lens: ALONG,
  fenced: [-0.6, 3, 1.8, 1],
  paint(scenery, chance, defect, lens) {
    street(scenery, chance, lens.horizon);
    scenery.mat(-2.9, 0.9, 0.5, 24, '#d9b84e');
    if (!defect) {
      for (let i = 0; i < 7; i += 1) scenery.mat(-1.7 + i * 0.75, 4.6, 0.06, 1.6, '#f3f1e8');
      scenery.mat(0.5, 6.2, 4.6, 0.06, '#f3f1e8');
      for (let i = 0; i < 4; i += 1) bicycle(scenery, -1.2 + i * 1.3, 5.6 - (i % 2) * 0.2, BIKES[i % 2]!);
      return;
    }
    for (let i = 0; i < 11; i += 1) {
      const z = 7 - i * 0.38;
      bicycle(scenery, chance.between(-3.4, 1.9), z, chance.one(BIKES), chance.odds(0.35) ? chance.between(0.7, 1) : 0);
    }
  },
};

const fireLane: Painter = {
  lens: FRONT,
  fenced: [0, 3.4, 1.6, 1.4],
  paint(scenery, chance, defect) {
    const z = 11;
    yard(scenery, chance, z, '#8f8f8c');
    const x = chance.between(-0.7, 0.7);
    const paint = defect ? '#c9a63f' : '#f0bd2e';
    for (const dx of [-1.9, 1.9]) scenery.mat(x + dx, 2, 0.12, 8.4, paint);
    for (let at = 2; at < 10; at += 1.2)
      scenery.face(
        [
          [x - 1.8, 0, at],
          [x - 1.6, 0, at],
          [x + 1.8, 0, at + 1.3],
          [x + 1.6, 0, at + 1.3],
        ],
        paint,
        { opacity: 0.8 },
      );
    scenery.block(x + 3, z - 0.6, [0.7, 1.1, 0.3], '#b8332b');
    if (defect) {
      car(scenery, x + 0.2, 6.6, chance.one(PAINTS));
      return car(scenery, x - chance.between(0.2, 0.5), 3.9, chance.one(PAINTS));
    }
    for (const dx of [-2.2, 2.2])
      for (const at of [8.5, 6.2, 4.2]) {
        scenery.shadow(x + dx, at, 0.3, 0.2);
        scenery.panel(x + dx, 0, at, 0.14, 0.75, '#c8402f');
        scenery.panel(x + dx, 0.45, at - 0.01, 0.14, 0.14, '#f4f1e8');
      }
  },
};

const notices: Painter = {
  lens: FRONT,
  fenced: [0, 3.2, 1.8, 0.8],
  paint(scenery, chance, defect) {
    const z = 9;
    yard(scenery, chance, z);
    hedge(scenery, chance, -9, 9, z - 1.4, 0.7);
    const [x, at] = [chance.between(-0.4, 0.4), 4.6];
    scenery.shadow(x, at, 4, 0.4);
    for (const dx of [-1.9, 1.9]) scenery.block(x + dx, at, [0.14, 2.5, 0.14], '#8d9598');
    scenery.block(x, at, [4.1, 0.2, 0.3], chance.one(['#8c2f2c', '#2f5d7a', '#3f6b4a']), 2.45);
    scenery.panel(x, 0.75, at - 0.01, 3.8, 1.65, '#9aa2a5');
    scenery.panel(x, 0.82, at - 0.02, 3.66, 1.5, defect ? '#b9b6a6' : '#eef3f3');
    for (let i = 0; i < 5; i += 1) sheet(scenery, chance, x - 1.45 + i * 0.73, 0.95, at - 0.03, defect);
    scenery.face(
      [
        [x - 1.8, 0.85, at - 0.04],
        [x - 1, 0.85, at - 0.04],
        [x - 0.2, 2.3, at - 0.04],
        [x - 1, 2.3, at - 0.04],
      ],
      '#ffffff',
      { opacity: 0.13 },
    );
    if (!defect) return;
    const [cx, cy] = [x + chance.between(-0.8, 0.9), chance.between(1.3, 1.8)];
    for (let i = 0; i < 13; i += 1) {
      const angle = (i / 13) * Math.PI * 2;
      const far = chance.between(0.35, 0.85);
      scenery.line(
        [
          [cx, cy, at - 0.05],
          [cx + Math.cos(angle) * far * 0.5 + 0.03, cy + Math.sin(angle) * far * 0.45, at - 0.05],
          [cx + Math.cos(angle) * far, Math.min(2.3, Math.max(0.84, cy + Math.sin(angle) * far)), at - 0.05],
        ],
        '#f7f9f9',
        3,
        { opacity: 0.9 },
      );
    }
    scenery.disc([cx, cy, at - 0.05], 0.14, '#5f6a6c');
    for (let i = 0; i < 9; i += 1)
      scenery.face(
        [
          [x - 1 + i * 0.2, 0.01, at - 0.3],
          [x - 0.94 + i * 0.2, 0.02, at - 0.36],
          [x - 0.9 + i * 0.2, 0.01, at - 0.22],
        ],
        '#dfeaec',
        { opacity: 0.8 },
      );
  },
};

function sheet(scenery: Scenery, chance: Chance, x: number, y: number, z: number, faded: boolean): void {
  const ink = chance.one(['#c0392f', '#2c5f9e', '#3f7d52', '#b5762a']);
  const [paper, colour] = faded ? ['#cfc9b4', mix(ink, '#c8c1ab', 0.72)] : ['#fffdf6', ink];
  const drop = faded ? chance.between(-0.08, 0.04) : 0;
  scenery.face(
    [
      [x - 0.3, y + drop, z],
      [x + 0.3, y - drop, z],
      [x + 0.3, y + 1.2 - drop, z],
      [x - 0.3, y + 1.2 + drop, z],
    ],
    paper,
  );
  scenery.panel(x, y + 0.95, z - 0.005, 0.5, 0.16, colour);
  scenery.panel(x, y + 0.55, z - 0.005, 0.5, 0.3, mix(colour, paper, 0.5));
  for (const row of [0.42, 0.32, 0.22, 0.12])
    scenery.panel(x, y + row, z - 0.005, 0.46, 0.035, mix('#5a5f62', paper, faded ? 0.65 : 0.3));
}

const sewage: Painter = {
  lens: { ...ALONG, horizon: 300 },
  fenced: [0.2, 2.8, 1.4, 1.5],
  paint(scenery, chance, defect, lens) {
    sky(scenery, chance, lens.horizon);
    for (let x = -50; x < 50; x += chance.between(4, 8))
      scenery.disc([x, 2, 60], chance.between(3, 6), mix(chance.one(scenery.light.leaves), scenery.light.skyLow, 0.45));
    ground(scenery, scenery.light.grass);
    for (const [x, z] of [
      [-7, 18],
      [-10, 11],
      [7.5, 22],
      [8.5, 13],
    ] as const)
      cottage(scenery, chance, x, z);
    scenery.face(
      [
        [-3.2, 0.01, 0.9],
        [3.2, 0.01, 0.9],
        [2.6, 0.01, 80],
        [-2.6, 0.01, 80],
      ],
      '#b4afa4',
    );
    for (let z = 2; z < 30; z += 2.6)
      scenery.line(
        [
          [-3.1, 0.02, z],
          [3.1, 0.02, z],
        ],
        '#96918a',
        2,
      );
    tree(scenery, chance, -4.4, 8.5, 4.6);
    const [x, z] = [chance.between(-0.4, 0.6), 3.7];
    const flat = scenery.flatness(z);
    if (!defect) {
      scenery.mat(x, z - 0.4, 1.6, 1.4, '#8e8a82');
      scenery.disc([x, 0.01, z + 0.3], 0.34, '#9da1a3', { flatness: flat });
      return scenery.disc([x, 0.01, z + 0.3], 0.28, '#5a5f62', { flatness: flat });
    }
    for (let i = 0; i < 16; i += 1)
      scenery.disc(
        [x + chance.between(-1.5, 1.3), 0.01, z - chance.between(-1, 1.9)],
        chance.between(0.35, 0.8),
        '#4a463a',
        { flatness: flat },
      );
    for (let i = 0; i < 9; i += 1)
      scenery.disc(
        [x + chance.between(-1.4, 1.2), 0.02, z - chance.between(-0.7, 1.6)],
        chance.between(0.12, 0.4),
        mix(scenery.light.skyLow, '#6f6a58', 0.45),
        { flatness: flat * 0.5, opacity: 0.5 },
      );
    scenery.disc([x, 0.03, z + 0.4], 0.44, '#6b6e70', { flatness: flat });
    scenery.disc([x, 0.03, z + 0.4], 0.34, '#1d1c18', { flatness: flat });
    scenery.block(x + 0.75, z + 0.5, [0.7, 0.07, 0.6], '#7d8183', 0.02);
    scraps(scenery, chance, x - 1.6, x + 1.4, z - 1.5, z + 0.6, 10);
  },
};

function cottage(scenery: Scenery, chance: Chance, x: number, z: number): void {
  const wall = chance.one(['#e2dccd', '#d8c8b0', '#cfc8bd']);
  scenery.block(x, z, [6, 3.2, 5], wall);
  scenery.face(
    [
      [x - 3.3, 3.1, z - 0.2],
      [x + 3.3, 3.1, z - 0.2],
      [x + 2.6, 4.6, z + 2.2],
      [x - 2.6, 4.6, z + 2.2],
    ],
    chance.one(['#8a4b3c', '#6b6f72']),
  );
  scenery.panel(x, 0, z - 0.02, 1.2, 2.2, '#7a4f35');
  for (const dx of [-1.9, 1.9])
    scenery.panel(x + dx, 1, z - 0.02, 1.1, 1.1, '#6f8794', { stroke: '#f0ece2', width: 3 });
}

export const PAINTERS: Readonly<Record<Scene, Painter>> = {
  bins,
  manhole,
  stalls,
  charging,
  stairwell,
  posters,
  pavement,
  litter,
  parking,
  fireLane,
  notices,
  sewage,
};
