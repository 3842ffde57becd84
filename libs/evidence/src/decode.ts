import sharp, { type Sharp } from 'sharp';

/** Largest photo that is taken, in bytes. */
export const MAX_BYTES = 15 * 1024 * 1024;

/** Largest picture that is decoded: a bomb of 15 MB could otherwise claim the whole memory. */
export const MAX_PIXELS = 100_000_000;

const DECODE_SECONDS = 20;

/** The one way in which bytes of strangers reach the decoder: bounded in pixels and in time. */
export const decode = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
    seconds: DECODE_SECONDS,
  });
