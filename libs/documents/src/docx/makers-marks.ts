import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { Instant } from '#calendar';

const STAMPED = /(<dcterms:(created|modified)[^>]*>)[^<]*/g;

/** The same paper is the same file: its own instant instead of the machine's, in the properties and in the archive. */
export function withoutMakersMarks(docx: Buffer, at: Instant): Buffer {
  const parts = unzipSync(docx);
  const core = parts['docProps/core.xml'];
  if (core) parts['docProps/core.xml'] = strToU8(strFromU8(core).replace(STAMPED, `$1${new Date(at).toISOString()}`));
  const files: Zippable = {};
  // Pictures are packed already.
  for (const [name, part] of Object.entries(parts)) files[name] = [part, { level: /\/media\//.test(name) ? 0 : 6 }];
  return Buffer.from(zipSync(files, { mtime: at }));
}
