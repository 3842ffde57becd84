import { exifOf, takenAt, withExif } from './exif';

/** What a poor network can bear, and still shows the defect. */
const MOST_BYTES = 1_500_000;
const SENT_AS_IT_IS = new Set(['image/jpeg', 'image/png', 'image/webp']);
const SMALLER = [
  [2560, 0.85],
  [2048, 0.8],
  [1600, 0.7],
  [1280, 0.6],
] as const;

export interface Prepared {
  blob: Blob;
  /** The camera's own claim; null where it made none. */
  takenAt: number | null;
}

/**
 * Ready to be sent: as it is where it is small enough, else drawn smaller with the camera's claims kept.
 *
 * @throws where it is no picture: better said now than when it is sent, far from the place
 */
export async function prepare(file: Blob): Promise<Prepared> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const exif = exifOf(bytes);
  const claims = { takenAt: exif && takenAt(exif) };
  if (SENT_AS_IT_IS.has(file.type) && bytes.length <= MOST_BYTES) {
    await shown(file, () => undefined);
    return { blob: new Blob([bytes], { type: file.type }), ...claims };
  }
  const small = await drawnSmaller(file);
  if (!exif) return { blob: small, ...claims };
  const whole = withExif(new Uint8Array(await small.arrayBuffer()), exif);
  return { blob: new Blob([whole], { type: 'image/jpeg' }), ...claims };
}

const drawnSmaller = (file: Blob): Promise<Blob> =>
  shown(file, async (image) => {
    let drawn = null;
    for (const [edge, quality] of SMALLER) {
      drawn = await draw(image, image.naturalWidth, image.naturalHeight, edge, quality);
      if (drawn.size <= MOST_BYTES) break;
    }
    return drawn as Blob;
  });

async function shown<T>(file: Blob, then: (image: HTMLImageElement) => T | Promise<T>): Promise<T> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await then(image);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** As JPEG, its longer edge not above `edge`. */
export function draw(
  source: CanvasImageSource,
  width: number,
  height: number,
  edge: number,
  quality: number,
): Promise<Blob> {
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality);
  });
}
