import { at } from './answers';

export interface ReplyFields {
  id: string;
  phone: string;
  text: string;
}

const MOST_TEXT = 500;
const SIGNATURES = new Set(['1', '收到', '已收到', '签收', '已签收', '收', 'ok']);

/** The reply in a gateway's JSON; null where a field is missing or out of bounds. */
export function readReply(posted: unknown, fields: ReplyFields): ReplyFields | null {
  const [id, phone, text] = [fields.id, fields.phone, fields.text].map((pointer) => plain(at(posted, pointer)));
  if (!id || !phone || text === undefined || id.length > 100 || text.length > MOST_TEXT) return null;
  const digits = phone.replace(/^(\+?86)(?=1\d{10}$)/, '').replaceAll(/[\s-]/g, '');
  return /^\+?\d{5,15}$/.test(digits) ? { id, phone: digits, text } : null;
}

/** 收到, 签收 or 1, however it is spaced and ended. */
export const isSignature = (text: string): boolean =>
  SIGNATURES.has(
    text
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/[\s。.!！~,，]+/g, ''),
  );

const plain = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
