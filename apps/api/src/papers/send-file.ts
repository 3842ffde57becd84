import type { Response } from 'express';

export const MIME = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const;
export type FileFormat = keyof typeof MIME;

/** A PDF is shown, everything else is saved; under a name that says what it is and of nobody. */
export function sendFile(response: Response, name: string, format: FileFormat, bytes: Buffer): void {
  const shown = format === 'pdf' ? 'inline' : 'attachment';
  const file = encodeURIComponent(`${name.replace(/[\\/:*?"<>|\s]+/g, '-')}.${format}`);
  response.setHeader('Content-Type', MIME[format]);
  response.setHeader('Content-Disposition', `${shown}; filename="paper.${format}"; filename*=UTF-8''${file}`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, no-store');
  response.end(bytes);
}
