import { pinyin } from 'pinyin-pro';

/** What a finding is sought by: its words, and the first letters of their pinyin, so that ljt finds 垃圾桶. */
export function searchWords(parts: readonly (string | null)[]): string {
  const words = parts.filter(Boolean).join(' ');
  const initials = pinyin(words, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('');
  return [words, initials].filter(Boolean).join(' ');
}
