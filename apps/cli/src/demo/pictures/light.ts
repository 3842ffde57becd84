import type { Chance } from './chance';
import type { Colour } from './colour';

/** What the season and the hour do to a picture. */
export interface Light {
  skyTop: Colour;
  skyLow: Colour;
  leaves: readonly Colour[];
  grass: Colour;
  /** How thick the crowns are, 0 to 1. */
  crowns: number;
  /** −1 from the left, 1 from the right. */
  side: -1 | 1;
  /** Strength of what the sun adds, 0 on a dull day. */
  sun: number;
  /** Laid over the whole picture. */
  tint: Colour;
}

interface Season {
  leaves: readonly Colour[];
  grass: Colour;
  crowns: number;
  sky: readonly [top: Colour, low: Colour];
  tint: Colour;
}

const SPRING: Season = {
  leaves: ['#7fae4e', '#93bd5c', '#6a9c48'],
  grass: '#84ad57',
  crowns: 0.85,
  sky: ['#8fbfe4', '#e4eef2'],
  tint: '#fff3d6',
};
const SUMMER: Season = {
  leaves: ['#4f8a3f', '#5f9b47', '#3f7638'],
  grass: '#6b9a48',
  crowns: 1,
  sky: ['#6aa9e0', '#d7e9f4'],
  tint: '#fff0c2',
};
const AUTUMN: Season = {
  leaves: ['#c99a3c', '#b5702f', '#9a9a45'],
  grass: '#a3a05a',
  crowns: 0.8,
  sky: ['#86b4dc', '#f0ead8'],
  tint: '#ffdca8',
};
const WINTER: Season = {
  leaves: ['#7d7a5c', '#6a7a52', '#857b63'],
  grass: '#a09a72',
  crowns: 0.45,
  sky: ['#b4c4d2', '#e6e8e6'],
  tint: '#dfe9f5',
};

const seasonOf = (month: number): Season =>
  month <= 2 || month === 12 ? WINTER : month <= 5 ? SPRING : month <= 8 ? SUMMER : AUTUMN;

/** Of a day in that month, drawn by chance. */
export function lightOf(month: number, chance: Chance): Light {
  const { leaves, grass, crowns, sky, tint } = seasonOf(month);
  const dull = chance.odds(0.3);
  return {
    skyTop: dull ? '#c3ccd2' : sky[0],
    skyLow: dull ? '#e4e6e5' : sky[1],
    leaves,
    grass,
    crowns,
    side: chance.odds(0.5) ? 1 : -1,
    sun: dull ? 0.12 : chance.between(0.35, 0.7),
    tint,
  };
}
