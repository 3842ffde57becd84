import { type Colour, shade } from './colour';
import type { Light } from './light';

export type Point = readonly [x: number, y: number, z: number];

export interface Lens {
  /** Where the eye's own height lies on the picture, pixels from the top. */
  horizon: number;
  /** Pixels. */
  vanishingX: number;
  /** Metres above the ground. */
  height: number;
  focal: number;
}

export interface Brush {
  stroke?: Colour;
  width?: number;
  opacity?: number;
  /** Rounded ends and corners. */
  round?: boolean;
}

/** Nothing is drawn nearer than this, metres. */
const NEAREST = 0.9;

/** A picture in the making: things are put into a world of metres and drawn as the lens sees them, far ones first. */
export class Scenery {
  private readonly parts: string[] = [];
  private readonly gradients = new Map<string, string>();

  constructor(
    private readonly lens: Lens,
    readonly light: Light,
  ) {}

  /** Where a point of the world appears; x to the right, y up from the ground, z away from the eye. */
  at([x, y, z]: Point): [number, number] {
    const { horizon, vanishingX, height, focal } = this.lens;
    const depth = Math.max(z, NEAREST);
    return [vanishingX + (focal * x) / depth, horizon + (focal * (height - y)) / depth];
  }

  /** Pixels to the metre at that distance. */
  scale(z: number): number {
    return this.lens.focal / Math.max(z, NEAREST);
  }

  face(points: readonly Point[], fill: Colour, brush: Brush = {}): void {
    this.flat(
      points.map((point) => this.at(point)),
      fill,
      brush,
    );
  }

  /** On the picture's own plane, in pixels. */
  flat(points: readonly (readonly [number, number])[], fill: Colour, brush: Brush = {}): void {
    const d = points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L');
    this.parts.push(`<path d="M${d}Z" fill="${fill}"${strokes(brush)}/>`);
  }

  line(points: readonly Point[], stroke: Colour, width: number, brush: Brush = {}): void {
    const d = points.map((point) => this.at(point).map(n).join(' ')).join('L');
    this.parts.push(`<path d="M${d}" fill="none"${strokes({ ...brush, stroke, width, round: true })}/>`);
  }

  curve(from: Point, over: Point, to: Point, stroke: Colour, width: number, brush: Brush = {}): void {
    const [a, b, c] = [from, over, to].map((point) => this.at(point).map(n).join(' '));
    this.parts.push(`<path d="M${a}Q${b} ${c}" fill="none"${strokes({ ...brush, stroke, width, round: true })}/>`);
  }

  /** An upright disc of that radius in metres, or a lying one where `flatness` is below 1. */
  disc([x, y, z]: Point, radius: number, fill: Colour, brush: Brush & { flatness?: number } = {}): void {
    const [cx, cy] = this.at([x, y, z]);
    const r = radius * this.scale(z);
    const ry = r * (brush.flatness ?? 1);
    this.parts.push(
      `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(r)}" ry="${n(ry)}" fill="${fill}"${strokes(brush)}/>`,
    );
  }

  /** How flat a circle on the ground looks at that distance. */
  flatness(z: number): number {
    const { height } = this.lens;
    return Math.min(1, height / Math.hypot(height, z));
  }

  /** A rectangle standing across the view. */
  panel(x: number, y: number, z: number, width: number, height: number, fill: Colour, brush: Brush = {}): void {
    const [x1, x2] = [x - width / 2, x + width / 2];
    this.face(
      [
        [x1, y, z],
        [x2, y, z],
        [x2, y + height, z],
        [x1, y + height, z],
      ],
      fill,
      brush,
    );
  }

  /** A rectangle lying on the ground. */
  mat(x: number, z: number, width: number, depth: number, fill: Colour, brush: Brush = {}): void {
    const [x1, x2] = [x - width / 2, x + width / 2];
    this.face(
      [
        [x1, 0, z],
        [x2, 0, z],
        [x2, 0, z + depth],
        [x1, 0, z + depth],
      ],
      fill,
      brush,
    );
  }

  /** A block standing on the ground or at `y`; the faces that the eye and the sun see are lighter. */
  block(x: number, z: number, size: readonly [w: number, h: number, d: number], fill: Colour, y = 0): void {
    const [w, h, d] = size;
    const [x1, x2, top, back] = [x - w / 2, x + w / 2, y + h, z + d];
    const { side, sun } = this.light;
    const facing = x1 > 0 ? -1 : 1;
    const sideFill = shade(fill, side === facing ? 0.86 + sun * 0.18 : 0.66);
    if (x1 > 0)
      this.face(
        [
          [x1, y, z],
          [x1, y, back],
          [x1, top, back],
          [x1, top, z],
        ],
        sideFill,
      );
    if (x2 < 0)
      this.face(
        [
          [x2, y, z],
          [x2, y, back],
          [x2, top, back],
          [x2, top, z],
        ],
        sideFill,
      );
    if (top < this.lens.height)
      this.face(
        [
          [x1, top, z],
          [x2, top, z],
          [x2, top, back],
          [x1, top, back],
        ],
        shade(fill, 1.08 + sun * 0.15),
      );
    this.face(
      [
        [x1, y, z],
        [x2, y, z],
        [x2, top, z],
        [x1, top, z],
      ],
      shade(fill, 0.92),
    );
  }

  /** What a thing of that width throws on the ground, away from the sun. */
  shadow(x: number, z: number, width: number, depth: number): void {
    const { side, sun } = this.light;
    const id = this.radial('#000000', 0.18 + sun * 0.3);
    const [cx, cy] = this.at([x - side * width * 0.35 * (0.4 + sun), 0, z + depth / 2]);
    const rx = width * 0.78 * this.scale(z + depth / 2);
    const [, near] = this.at([x, 0, z - depth * 0.25]);
    const ry = Math.max(6, (near - cy) * 1.5);
    this.parts.push(`<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="url(#${id})"/>`);
  }

  /** From top to bottom of a part of the picture. */
  wash(
    x: number,
    y: number,
    width: number,
    height: number,
    from: Colour,
    to: Colour,
    opacities: readonly [number, number] = [1, 1],
  ): void {
    const id = this.gradient(`x1="0" y1="0" x2="0" y2="1"`, from, to, opacities);
    this.parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="url(#${id})"/>`);
  }

  /** From the sunny side over the whole picture. */
  slant(from: Colour, to: Colour, opacities: readonly [number, number]): void {
    const way = this.light.side < 0 ? 'x1="0" y1="0" x2="1" y2="0.8"' : 'x1="1" y1="0" x2="0" y2="0.8"';
    const id = this.gradient(way, from, to, opacities);
    this.parts.push(`<rect x="-200" y="-200" width="1680" height="1360" fill="url(#${id})"/>`);
  }

  svg(transform: string, width: number, height: number): string {
    const defs = [...this.gradients.values()].join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1280 960"><defs>${defs}</defs><g transform="${transform}">${this.parts.join('')}</g></svg>`;
  }

  private gradient(way: string, from: Colour, to: Colour, [a, b]: readonly [number, number]): string {
    return this.named(`linearGradient`, way, stop(0, from, a) + stop(1, to, b));
  }

  private radial(colour: Colour, opacity: number): string {
    return this.named(
      'radialGradient',
      '',
      stop(0, colour, opacity) + stop(0.55, colour, opacity * 0.6) + stop(1, colour, 0),
    );
  }

  private named(element: string, way: string, stops: string): string {
    const key = `${element} ${way} ${stops}`;
    const known = this.gradients.get(key)?.match(/id="(\w+)"/)?.[1];
    if (known) return known;
    const id = `g${this.gradients.size}`;
    this.gradients.set(key, `<${element} id="${id}" ${way}>${stops}</${element}>`);
    return id;
  }
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

const stop = (offset: number, colour: Colour, opacity: number): string =>
  `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${n(opacity * 100)}%"/>`;

function strokes({ stroke, width = 2, opacity, round }: Brush): string {
  return [
    stroke ? ` stroke="${stroke}" stroke-width="${n(width)}"` : '',
    round ? ' stroke-linecap="round" stroke-linejoin="round"' : '',
    opacity === undefined ? '' : ` opacity="${opacity}"`,
  ].join('');
}
