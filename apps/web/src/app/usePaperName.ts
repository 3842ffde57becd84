import { useTranslation } from 'react-i18next';

/** What a slip or paper is called in the reader's language; a title of the district's own policy stays as it is. */
export function usePaperName(): (title: string) => string {
  const { t, i18n } = useTranslation('words');
  return (title) => (i18n.exists(`words:paper.${title}`) ? t(`paper.${title}`) : title);
}
