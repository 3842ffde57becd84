import { keep, recalled } from '../memory';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'duban.language';
let current: Language = recalled(KEPT) === 'en' ? 'en' : 'zh-CN';

export const language = (): Language => current;

export function keepLanguage(chosen: Language): void {
  current = chosen;
  keep(KEPT, chosen);
  document.documentElement.lang = chosen;
}
