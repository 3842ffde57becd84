import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from './decode';
import { writeDurably } from './write-durably';

/** Longest edge in pixels of each rendition; `whole` keeps the photo's own size. */
export const RENDITIONS = { small: 320, medium: 1024, large: 2048, whole: null } as const;
export type Rendition = keyof typeof RENDITIONS;

const MADE_AT_ONCE: readonly Rendition[] = ['small', 'medium', 'large'];

/**
 * Photos under the hash of their bytes. Originals are kept as they came; renditions are JPEG, upright and free of all
 * metadata: only these are shown to the inspected unit (ruling 12).
 */
export class Vault {
  constructor(private readonly folder: string) {}

  /**
   * Keeps the original and its three sizes, or those asked for: the others are made when they are first wanted. Keeping
   * the same bytes again changes nothing.
   */
  async keep(sha256: string, bytes: Buffer, sizes: readonly Rendition[] = MADE_AT_ONCE): Promise<void> {
    const path = this.pathOf(sha256);
    if (!(await exists(path))) await writeDurably(path, bytes);
    for (const size of sizes) await this.rendition(sha256, size);
  }

  /** The bytes as they came, or null when they are not here. */
  async original(sha256: string): Promise<Buffer | null> {
    return readIfThere(this.pathOf(sha256));
  }

  /** A stripped JPEG, made anew when it is missing; null without an original. */
  async rendition(sha256: string, size: Rendition): Promise<Buffer | null> {
    const path = `${this.pathOf(sha256)}.${size}.jpg`;
    const made = await readIfThere(path);
    if (made) return made;
    const original = await this.original(sha256);
    if (!original) return null;
    const stripped = await strip(original, RENDITIONS[size]);
    await writeDurably(path, stripped);
    return stripped;
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a sha256');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function strip(original: Buffer, edge: number | null): Promise<Buffer> {
  const upright = decode(original).rotate().flatten({ background: 'white' });
  const sized = edge === null ? upright : upright.resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
  return sized.jpeg({ quality: 82 }).toBuffer();
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
