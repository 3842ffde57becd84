import type { Colour } from './policy';

const COLOURS: readonly Colour[] = ['blue', 'yellow', 'red'];

/** How grave a 督办单 of the colour is; none is lighter than each. */
export const gravityOf = (colour: Colour | null): number => (colour === null ? -1 : COLOURS.indexOf(colour));
