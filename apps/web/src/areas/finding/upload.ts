import { freshKey } from '../../api/fresh-key';
import { offline, Problem } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { language } from '../../i18n/language';

/** Sends a photo and tells how far it is; `fetch` could not say. */
export function upload(photo: Blob, onProgress: (share: number) => void): Promise<Schemas['EvidenceKept']> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/evidence');
    request.setRequestHeader('Content-Type', photo.type);
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('Idempotency-Key', freshKey());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(offline());
    request.onload = () => {
      const told = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(told as Schemas['EvidenceKept']);
      else reject(Problem.of(told, request.status));
    };
    request.send(photo);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
