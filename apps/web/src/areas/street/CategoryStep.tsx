import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { categoriesQuery } from '../../api/queries';
import { type Category, found, grouped } from './filing';

interface CategoryStepProps {
  chosen: Category | undefined;
  recent: readonly string[];
  /** Only what may be mended on the spot. */
  spotOnly: boolean;
  onChange: (code: string | null) => void;
}

type Initials = (text: string) => string;
const none: Initials = () => '';

/** What it is: recent ones first, then by name or first letters, all of them by family. */
export function CategoryStep({ chosen, recent, spotOnly, onChange }: CategoryStepProps) {
  const { t } = useTranslation('street');
  const [words, setWords] = useState('');
  const [initials, setInitials] = useState<Initials>(() => none);
  const all = useQuery(categoriesQuery).data?.items ?? [];
  if (chosen)
    return (
      <p className="chosen">
        <b>{chosen.name}</b>
        <button type="button" className="act" onClick={() => onChange(null)}>
          {t('category.change')}
        </button>
      </p>
    );
  const offered = all.filter(({ spot, retired }) => !retired && (spot || !spotOnly));
  const recents = recent.flatMap((code) => offered.find((one) => one.code === code) ?? []);
  const pick = ({ code }: Category) => {
    setWords('');
    onChange(code);
  };
  return (
    <>
      {recents.length > 0 && words === '' && <Chips label={t('category.recent')} categories={recents} onPick={pick} />}
      <input
        type="search"
        className="search"
        aria-label={t('category.search')}
        placeholder={t('category.search')}
        value={words}
        maxLength={30}
        onFocus={() => void loadInitials().then((loaded) => setInitials(() => loaded))}
        onChange={({ target }) => setWords(target.value)}
      />
      {grouped(found(offered, words, initials)).map(({ parent, categories }) => (
        <Chips key={parent} label={parent} categories={categories} onPick={pick} />
      ))}
      {offered.length > 0 && found(offered, words, initials).length === 0 && <p>{t('category.none')}</p>}
      {all.length === 0 && <p>{t('category.unknown')}</p>}
    </>
  );
}

interface ChipsProps {
  label: string;
  categories: readonly Category[];
  onPick: (category: Category) => void;
}

const Chips = ({ label, categories, onPick }: ChipsProps) => (
  <div className="chips" role="group" aria-label={label}>
    <small>{label}</small>
    {categories.map((category) => (
      <button key={category.code} type="button" className="chip" onClick={() => onPick(category)}>
        {category.name}
      </button>
    ))}
  </div>
);

/** The table of readings is large: it is fetched by whoever begins to search. */
async function loadInitials(): Promise<Initials> {
  try {
    const { pinyin } = await import('pinyin-pro');
    return (text) => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('');
  } catch {
    return none;
  }
}
