import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '#evidence';

/** Papers as they were made or came back, under the hash of their bytes. */
export class Archive {
  constructor(private readonly folder: string) {}

  /** Answers the hash; keeping the same bytes again changes nothing. */
  async keep(bytes: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if ((await this.read(sha256)) === null) await writeDurably(this.pathOf(sha256), bytes);
    return sha256;
  }

  /** Null when the file is not here. */
  async read(sha256: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(sha256));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a sha256');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}
