import type { Chance } from './chance';
import { type Colour, mix, shade } from './colour';
import type { Scenery } from './scenery';

export function bin(scenery: Scenery, x: number, z: number, colour: Colour, open: boolean): void {
  scenery.shadow(x, z, 0.8, 0.7);
  scenery.block(x, z, [0.62, 0.95, 0.6], colour);
  scenery.panel(x, 0.3, z - 0.01, 0.34, 0.3, mix(colour, '#ffffff', 0.75));
  scenery.panel(x, 0.78, z - 0.02, 0.66, 0.07, shade(colour, 0.7));
  for (const wheel of [-0.22, 0.22]) scenery.disc([x + wheel, 0.08, z - 0.02], 0.08, '#2b2b2b');
  if (open)
    scenery.face(
      [
        [x - 0.32, 0.97, z + 0.6],
        [x + 0.32, 0.97, z + 0.6],
        [x + 0.32, 1.5, z + 0.75],
        [x - 0.32, 1.5, z + 0.75],
      ],
      shade(colour, 0.8),
    );
  else scenery.block(x, z - 0.03, [0.68, 0.08, 0.66], shade(colour, 1.1), 0.95);
}

const BAGS = ['#2f3336', '#e9e7e1', '#b7423a', '#3d6fa8', '#f2c94c', '#dfe9e2'] as const;

/** A tied bag lying or standing. */
export function bag(scenery: Scenery, chance: Chance, x: number, y: number, z: number, size = 0.26): void {
  const colour = chance.one(BAGS);
  if (y < 0.05) scenery.shadow(x, z, size * 1.7, 0.25);
  scenery.disc([x, y + size * 0.75, z], size, colour, { flatness: 0.85 });
  scenery.disc([x - size * 0.3, y + size, z - 0.01], size * 0.45, mix(colour, '#ffffff', 0.25), { flatness: 0.8 });
  scenery.face(
    [
      [x - 0.05, y + size * 1.4, z],
      [x + 0.05, y + size * 1.4, z],
      [x + 0.1, y + size * 1.9, z],
      [x - 0.09, y + size * 1.85, z],
    ],
    shade(colour, 0.85),
  );
}

/** Paper, cups and wrappers on the ground. */
export function scraps(
  scenery: Scenery,
  chance: Chance,
  x1: number,
  x2: number,
  z1: number,
  z2: number,
  count: number,
): void {
  for (let i = 0; i < count; i += 1) {
    const [x, z] = [chance.between(x1, x2), chance.between(z1, z2)];
    const [w, d] = [chance.between(0.06, 0.2), chance.between(0.05, 0.16)];
    const turn = chance.between(-0.08, 0.08);
    const fill = chance.one(['#f4f2ec', '#e7e2d2', '#c9d7df', '#d86a4e', '#e3c35c', '#8fb6a4']);
    scenery.face(
      [
        [x - w, 0.02, z],
        [x + w, 0.03, z + turn],
        [x + w + turn, 0.05, z + d],
        [x - w + turn, 0.03, z + d + turn],
      ],
      fill,
    );
  }
}

export function carton(scenery: Scenery, x: number, z: number, size: readonly [number, number, number], y = 0): void {
  if (y === 0) scenery.shadow(x, z, size[0] * 1.2, size[2]);
  scenery.block(x, z, size, '#b98d5a', y);
  scenery.panel(x, y, z - 0.01, size[0] * 0.12, size[1], '#d8b98a');
  scenery.panel(x, y + size[1] * 0.3, z - 0.01, size[0] * 0.55, size[1] * 0.16, '#9b7345');
}

export function car(scenery: Scenery, x: number, z: number, paint: Colour): void {
  scenery.shadow(x, z, 2.5, 1.2);
  scenery.block(x, z, [1.85, 0.78, 3.6], paint, 0.22);
  const roof = shade(paint, 0.94);
  scenery.face(
    [
      [x - 0.86, 1, z + 0.5],
      [x + 0.86, 1, z + 0.5],
      [x + 0.68, 1.46, z + 1],
      [x - 0.68, 1.46, z + 1],
    ],
    '#4c5a63',
  );
  scenery.face(
    [
      [x - 0.68, 1.46, z + 1],
      [x + 0.68, 1.46, z + 1],
      [x + 0.68, 1.46, z + 2.6],
      [x - 0.68, 1.46, z + 2.6],
    ],
    shade(roof, 1.12),
  );
  if (x > 0.95)
    scenery.face(
      [
        [x - 0.92, 1, z + 0.5],
        [x - 0.7, 1.44, z + 1],
        [x - 0.7, 1.44, z + 2.6],
        [x - 0.92, 1, z + 3.2],
      ],
      '#3c4850',
    );
  if (x < -0.95)
    scenery.face(
      [
        [x + 0.92, 1, z + 0.5],
        [x + 0.7, 1.44, z + 1],
        [x + 0.7, 1.44, z + 2.6],
        [x + 0.92, 1, z + 3.2],
      ],
      '#3c4850',
    );
  scenery.panel(x, 0.34, z - 0.02, 1.7, 0.2, '#2b2f33');
  scenery.panel(x, 0.42, z - 0.03, 0.5, 0.16, '#2f62b5');
  for (const lamp of [-0.68, 0.68]) {
    scenery.panel(x + lamp, 0.66, z - 0.03, 0.34, 0.17, '#f4efd8');
    scenery.panel(x + lamp * 1.05, 0, z - 0.02, 0.26, 0.34, '#1d1f21');
  }
  scenery.panel(x, 0.7, z - 0.03, 0.8, 0.1, shade(paint, 0.6));
}

/** A bicycle seen from its side, or lying when it has fallen. */
export function bicycle(scenery: Scenery, x: number, z: number, paint: Colour, fallen = 0): void {
  const w = scenery.scale(z);
  const up = 1 - fallen * 0.62;
  const lean = fallen * 0.5;
  const p = (dx: number, dy: number): [number, number, number] => [x + dx + dy * lean, dy * up, z];
  scenery.shadow(x, z, 1.5, 0.35);
  for (const dx of [-0.52, 0.52]) {
    scenery.disc(p(dx, 0.33), 0.33, 'none', { stroke: '#26292b', width: 0.055 * w, flatness: up });
    scenery.disc(p(dx, 0.33), 0.05, '#9aa0a3');
    scenery.line([p(dx - 0.28, 0.33), p(dx + 0.28, 0.33)], '#9aa0a3', 0.01 * w, { opacity: 0.7 });
  }
  const tube = 0.05 * w;
  scenery.line([p(-0.52, 0.33), p(-0.12, 0.36), p(0.34, 0.78), p(-0.24, 0.8), p(-0.12, 0.36)], paint, tube);
  scenery.line([p(-0.52, 0.33), p(-0.24, 0.8)], paint, tube);
  scenery.line([p(0.52, 0.33), p(0.32, 0.98)], shade(paint, 0.85), tube);
  scenery.line([p(0.22, 1), p(0.42, 1.02)], '#2b2b2b', tube);
  scenery.line([p(-0.38, 0.9), p(-0.12, 0.9)], '#202224', tube * 1.8);
  scenery.face([p(0.4, 0.72), p(0.7, 0.72), p(0.66, 0.95), p(0.42, 0.95)], '#55595c');
}

/** An electric scooter. */
export function scooter(scenery: Scenery, x: number, z: number, paint: Colour): void {
  const w = scenery.scale(z);
  scenery.shadow(x, z, 1.7, 0.4);
  for (const dx of [-0.55, 0.6]) {
    scenery.disc([x + dx, 0.24, z], 0.24, '#232527');
    scenery.disc([x + dx, 0.24, z - 0.01], 0.11, '#a4a9ab');
  }
  scenery.face(
    [
      [x - 0.78, 0.4, z],
      [x - 0.1, 0.34, z],
      [x - 0.06, 0.7, z],
      [x - 0.86, 0.76, z],
    ],
    paint,
  );
  scenery.face(
    [
      [x - 0.12, 0.24, z],
      [x + 0.42, 0.24, z],
      [x + 0.42, 0.34, z],
      [x - 0.1, 0.36, z],
    ],
    shade(paint, 0.8),
  );
  scenery.face(
    [
      [x + 0.36, 0.26, z],
      [x + 0.56, 0.36, z],
      [x + 0.44, 1, z],
      [x + 0.3, 0.98, z],
    ],
    paint,
  );
  scenery.face(
    [
      [x - 0.82, 0.76, z],
      [x - 0.1, 0.7, z],
      [x - 0.12, 0.84, z],
      [x - 0.8, 0.88, z],
    ],
    '#2a2c2e',
  );
  scenery.line(
    [
      [x + 0.36, 1, z],
      [x + 0.22, 1.1, z],
    ],
    '#2a2c2e',
    0.06 * w,
  );
  scenery.disc([x + 0.46, 0.9, z - 0.01], 0.08, '#f2edd0');
}

function cone(scenery: Scenery, x: number, z: number): void {
  scenery.shadow(x, z, 0.5, 0.35);
  scenery.block(x, z - 0.16, [0.4, 0.05, 0.34], '#d8572a');
  const slice = (low: number, high: number, fill: Colour) => {
    const half = (y: number) => 0.15 * (1 - y / 0.78) + 0.02;
    scenery.face(
      [
        [x - half(low), low, z],
        [x + half(low), low, z],
        [x + half(high), high, z],
        [x - half(high), high, z],
      ],
      fill,
    );
  };
  slice(0.05, 0.28, '#e8642f');
  slice(0.28, 0.42, '#f6f4ee');
  slice(0.42, 0.56, '#e8642f');
  slice(0.56, 0.64, '#f6f4ee');
  slice(0.64, 0.74, '#e8642f');
}

/** 围挡: cones and tape around a place. */
export function fence(scenery: Scenery, x: number, z: number, half: number, depth: number): void {
  const corners: [number, number][] = [
    [x - half, z + depth],
    [x + half, z + depth],
    [x + half, z],
    [x - half, z],
  ];
  for (const [cx, cz] of corners) cone(scenery, cx, cz);
  const tape = (a: [number, number], b: [number, number]) => {
    for (let i = 0; i < 12; i += 1) {
      const from = i / 12;
      const to = (i + 1) / 12;
      const point = (t: number, y: number): [number, number, number] => [
        a[0] + (b[0] - a[0]) * t,
        y - 0.1 * Math.sin(Math.PI * t),
        a[1] + (b[1] - a[1]) * t,
      ];
      scenery.face(
        [point(from, 0.6), point(to, 0.6), point(to, 0.68), point(from, 0.68)],
        i % 2 ? '#f2f0e8' : '#d8372b',
      );
    }
  };
  corners.forEach((corner, i) => tape(corner, corners[(i + 1) % corners.length]!));
}
