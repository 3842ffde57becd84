import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(__dirname, '../src');
const LANGUAGES = ['zh-CN', 'en'];
type Texts = { [key: string]: string | Texts };

const textsOf = (language: string, area: string): Texts =>
  JSON.parse(readFileSync(join(SRC, 'i18n', language, area), 'utf8')) as Texts;

/** Plural forms are one key. */
const keysOf = (texts: Texts, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key.replace(/_(one|other)$/, '')] : keysOf(value, `${before}${key}.`),
  );

const holesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

const areas = readdirSync(join(SRC, 'i18n/zh-CN')).sort();
const known = new Map(areas.map((area) => [area.replace('.json', ''), new Set(keysOf(textsOf('zh-CN', area)))]));

const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<![.]spec)[.]tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

interface Use {
  area: string;
  key: string;
  /** A template: the beginning of a group of keys. */
  open: boolean;
}

/** Each `t('key')`, in the area that the file's useTranslation names, or before the colon of the key itself. */
function usesIn(source: string): Use[] {
  const named = /useTranslation\(\[?'([\w-]+)'/.exec(source)?.[1] ?? 'app';
  const uses = [...source.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`$]*)(\$\{)?[^`]*`)/g)];
  return uses.map(([, literal, beginning, hole]) => {
    const full = literal ?? beginning ?? '';
    const [area, key] = full.includes(':') ? (full.split(':') as [string, string]) : [named, full];
    return { area, key, open: literal === undefined && hole !== undefined };
  });
}

const exists = ({ area, key, open }: Use): boolean => {
  // `${area}:nav.…`: whose words they are is known at run time only.
  if (open && key === '') return true;
  const keys = known.get(area) ?? new Set<string>();
  return open ? [...keys].some((one) => one.startsWith(key)) : keys.has(key);
};

it('has the same files in every language', () => {
  for (const language of LANGUAGES) expect(readdirSync(join(SRC, 'i18n', language)).sort()).toEqual(areas);
});

it.each(areas)('says the same in every language: %s', (area) => {
  const [zh, en] = LANGUAGES.map((language) => textsOf(language, area)) as [Texts, Texts];
  expect([...new Set(keysOf(en))].sort()).toEqual([...new Set(keysOf(zh))].sort());
});

it.each(areas)('fills the same holes in every language: %s', (area) => {
  const holes = (language: string) => [...new Set(holesOf(JSON.stringify(textsOf(language, area))))];
  expect(holes('en')).toEqual(holes('zh-CN'));
});

it('has every text that a page asks for', () => {
  const missing = sources.flatMap((file) =>
    usesIn(readFileSync(file, 'utf8'))
      .filter((use) => !exists(use))
      .map(({ area, key }) => `${file.slice(SRC.length + 1)}: ${area}:${key}`),
  );
  expect(missing).toEqual([]);
});

it.each([
  ["const { t } = useTranslation('desk'); t('no.such.key')", false],
  ["const { t } = useTranslation('desk'); t('column.number')", true],
  ["const { t } = useTranslation(['desk', 'words']); t(`words:stage.${stage}`)", true],
  ["const { t } = useTranslation('desk'); t(`colum.${name}`)", false],
  ["const { t } = useTranslation(); t('column.number')", false],
])('judges %s', (source, right) => expect(usesIn(source).every(exists)).toBe(right));

it('keeps Chinese out of the pages’ own code', () => {
  const spoken = sources.filter((file) => {
    const bare = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return /[\u4e00-\u9fff]/.test(bare.replaceAll("'中文'", ''));
  });
  expect(spoken).toEqual([]);
});
