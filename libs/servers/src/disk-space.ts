import { mkdir, statfs } from 'node:fs/promises';

import { diskFull } from './setup-error';

/** Makes the folder and refuses to go on when fewer than `bytes` are free where it lies. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw diskFull(folder);
}
