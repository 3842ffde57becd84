import { useTranslation } from 'react-i18next';

export type Known = (group: string, key: string) => string;

/** What a key of the rules is called; what a district named itself is called so. */
export function useKnown(): Known {
  const { t, i18n } = useTranslation('assessment');
  return (group, key) => {
    const full = `assessment:${group}.${key}`;
    return i18n.exists(full) ? String(t(full as never)) : key;
  };
}
