/** '#rrggbb'. */
export type Colour = string;

const channels = (colour: Colour): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const hex = (values: readonly number[]): Colour =>
  `#${values
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Lighter above 1, darker below. */
export const shade = (colour: Colour, factor: number): Colour => hex(channels(colour).map((value) => value * factor));

/** `share` of the other colour stirred in. */
export function mix(colour: Colour, other: Colour, share: number): Colour {
  const others = channels(other);
  return hex(channels(colour).map((value, i) => value + (others[i]! - value) * share));
}
