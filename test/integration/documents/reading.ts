import { fork } from 'node:child_process';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

export interface ReadPdf {
  pages: number;
  /** Millimetres. */
  size: [width: number, height: number];
  text: string;
  info: string;
  /** Fonts that the file brings along. */
  fonts: number;
}

type Heard = { id: number } & ({ read: Omit<ReadPdf, 'fonts'> } | { fault: string });

const reader = fork(join(__dirname, 'pdf-reader.mjs'), [], { serialization: 'advanced', execArgv: [] });
let asked = 0;

export const closeReader = (): void => reader.disconnect();

/** What a PDF says, by a reader that did not make it. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const id = ++asked;
  const heard = await new Promise<Heard>((resolve) => {
    const listen = (said: Heard): void => {
      if (said.id !== id) return;
      reader.off('message', listen);
      resolve(said);
    };
    reader.on('message', listen);
    reader.send({ id, bytes });
  });
  if ('fault' in heard) throw new Error(heard.fault);
  const [width, height] = heard.read.size.map((points) => Math.round((points / 72) * 25.4)) as [number, number];
  return { ...heard.read, size: [width, height], fonts: bytes.toString('latin1').split('/FontFile').length - 1 };
}

/** Every part of a .docx or .xlsx as text, by name. */
export function partsOf(bytes: Buffer): Record<string, string> {
  const parts = Object.entries(unzipSync(bytes));
  return Object.fromEntries(parts.map(([name, part]) => [name, strFromU8(part, !/[.](xml|rels)$/.test(name))]));
}

export const textOfDocx = (bytes: Buffer): string =>
  [...partsOf(bytes)['word/document.xml']!.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)/g)].map(([, text]) => text).join('');
