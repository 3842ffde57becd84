import { unzipSync } from 'fflate';
import { decode, sniff } from '#evidence';
import type { PaperFile } from '#persistence';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';

/** Largest paper that is taken back, in bytes. */
const MOST_BYTES = 20 * 1024 * 1024;
/** Where a reader looks for the trailer; a scanner may add a little behind it. */
const TRAILER_BYTES = 2_048;

/** The body itself is the file; refused as soon as it is too large. */
export async function uploadOf(request: Exchange): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) throw Refusal.of('paper_file_too_large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw Refusal.of('paper_file_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * What the bytes prove to be: an edited paper is a .docx without macros, a scan a PDF, JPEG or PNG. A picture is kept as
 * its pixels alone: what a phone says of itself and its owner stays out.
 */
export async function taken(
  role: 'edited' | 'scan',
  bytes: Buffer,
): Promise<{ format: PaperFile['format']; bytes: Buffer }> {
  if (role === 'edited') {
    if (!isDocx(bytes)) throw Refusal.of('not_a_docx');
    return { format: 'docx', bytes };
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    if (!isWhole(bytes)) throw Refusal.of('damaged_scan');
    return { format: 'pdf', bytes };
  }
  return { format: 'jpg', bytes: await pixelsOf(bytes) };
}

/** A PDF is read from its end: cut off on its way, it is no paper of record. */
function isWhole(pdf: Buffer): boolean {
  const end = pdf.subarray(-TRAILER_BYTES).toString('latin1');
  return end.includes('startxref') && end.includes('%%EOF');
}

async function pixelsOf(bytes: Buffer): Promise<Buffer> {
  if (!sniff(bytes)) throw Refusal.of('not_a_scan');
  try {
    return await decode(bytes).rotate().flatten({ background: 'white' }).jpeg({ quality: 88 }).toBuffer();
  } catch {
    throw Refusal.of('not_a_scan');
  }
}

const PARTS = new Set(['[Content_Types].xml', 'word/document.xml']);
const MOST_PARTS = 2_000;
const MOST_UNPACKED = 100 * 1024 * 1024;

function isDocx(bytes: Buffer): boolean {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return false;
  const names: string[] = [];
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    return false;
  }
  const plain =
    names.length <= MOST_PARTS && unpacked <= MOST_UNPACKED && !names.some((name) => /vbaProject|activeX/i.test(name));
  return plain && [...PARTS].every((part) => names.includes(part));
}
