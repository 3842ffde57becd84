import { createHash } from 'node:crypto';
import type { Metadata } from 'sharp';
import { decode, MAX_BYTES, MAX_PIXELS } from './decode';
import { differenceHash } from './difference-hash';
import { EvidenceRefused } from './evidence-refused';
import { type CameraFacts, cameraFacts } from './exif';
import { type ImageType, sniff } from './sniff';

/** What is known of a photo from its bytes alone. */
export interface Examined extends CameraFacts {
  sha256: string;
  type: ImageType;
  bytes: number;
  /** As it is shown, after the camera's rotation. */
  width: number;
  height: number;
  /** 16 hexadecimal digits. */
  dhash: string;
}

/** Reads a photo without keeping it. Throws {@link EvidenceRefused}. */
export async function examine(bytes: Buffer): Promise<Examined> {
  if (bytes.length === 0) throw new EvidenceRefused('empty_file');
  if (bytes.length > MAX_BYTES) throw new EvidenceRefused('file_too_large');
  const type = sniff(bytes);
  if (!type) throw new EvidenceRefused('unsupported_image');
  const size = shown(await readable(() => decode(bytes).metadata()));
  if (size.width * size.height > MAX_PIXELS) throw new EvidenceRefused('too_many_pixels');
  const dhash = await readable(() => differenceHash(bytes));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, type, bytes: bytes.length, ...size, ...cameraFacts(bytes), dhash };
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const tooLarge = error instanceof Error && /pixel limit/.test(error.message);
    throw new EvidenceRefused(tooLarge ? 'too_many_pixels' : 'unreadable_image');
  }
}

/** EXIF orientations 5 to 8 lie on their side. */
const shown = ({ width, height, orientation = 1 }: Metadata): { width: number; height: number } =>
  orientation >= 5 ? { width: height, height: width } : { width, height };
