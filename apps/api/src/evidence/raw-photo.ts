import { MAX_BYTES } from '#evidence';
import type { Exchange } from '../http/exchange';
import { Refusal } from '../http/problems';

/** The bytes of a request whose body is the photo itself; refused as soon as they are too many. */
export async function rawPhoto(request: Exchange): Promise<Buffer> {
  if (request.is('multipart/form-data')) throw Refusal.ofEvidence('empty_file');
  if (request.headers['content-type'] && !request.is(['image/*', 'application/octet-stream']))
    throw Refusal.of('unsupported_media_type');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) throw Refusal.ofEvidence('file_too_large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) throw Refusal.ofEvidence('file_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
