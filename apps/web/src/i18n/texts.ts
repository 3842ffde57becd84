import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

import { keepLanguage, language, type Language } from './language';

const FILES = import.meta.glob<Record<string, unknown>>('./{zh-CN,en}/*.json', { import: 'default' });

/** A namespace is a file that is fetched when somebody first needs it. */
const files: BackendModule = {
  type: 'backend',
  init() {},
  read(chosen, namespace, callback) {
    const load = FILES[`./${chosen}/${namespace}.json`];
    if (!load) return callback(new Error(`no texts ${chosen}/${namespace}`), null);
    load().then(
      (texts) => callback(null, texts),
      (error: Error) => callback(error, null),
    );
  },
};

/** `app` is the frame of every page, `words` names what the record's codes mean. */
export async function startTexts(): Promise<void> {
  keepLanguage(language());
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: language(),
      fallbackLng: false,
      ns: ['app', 'words'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      returnNull: false,
      saveMissing: true,
      // A code that the district made itself has other words beside the key; what has none is missing.
      missingKeyHandler: (_languages, namespace, key, _fallback, _update, options: { defaultValue?: string }) => {
        if (options.defaultValue === undefined) console.warn(`missing text ${namespace}:${key}`);
      },
    });
}

export const loadTexts = (area: string): Promise<void> => i18next.loadNamespaces(area);

/** Fetches every namespace in use before the switch is seen. */
export async function speak(chosen: Language): Promise<void> {
  keepLanguage(chosen);
  await i18next.changeLanguage(chosen);
}
