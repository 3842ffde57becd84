import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zip, type AsyncZippable } from 'fflate';
import type { Instant } from '#calendar';

export interface DossierFile {
  /** Path inside the archive. */
  name: string;
  bytes: Buffer;
}

/** One event as the chain keeps it: what was hashed, with its place and hash. */
export interface ChainedEvent {
  seq: number;
  prevHash: string | null;
  hash: string;
  /** RFC 8785 text of the hashed body. */
  body: string;
}

/** 一案一档: the files, the chain, the list of sums and the program that checks both without Duban. */
export function packDossier(
  files: readonly DossierFile[],
  chain: readonly ChainedEvent[],
  at: Instant,
): Promise<Buffer> {
  const events = Buffer.from(chain.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const all = [...files, { name: 'events.jsonl', bytes: events }];
  const sums = all.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('');
  const archive: AsyncZippable = {};
  for (const { name, bytes } of all)
    archive[name] = [bytes, { level: /\.(jpe?g|png|webp|pdf|docx)$/.test(name) ? 0 : 6 }];
  archive['SHA256SUMS'] = Buffer.from(sums);
  for (const name of ['verify.mjs', 'README.txt'])
    archive[name] = readFileSync(join(__dirname, 'bundled', `${name}.txt`));
  return new Promise((resolve, reject) => {
    zip(archive, { mtime: at }, (error, packed) => (error ? reject(error) : resolve(Buffer.from(packed))));
  });
}
