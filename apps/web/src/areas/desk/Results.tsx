import './ask.css';

import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';

interface ResultsProps {
  /** What was done, in words. */
  said: string;
  items: readonly Schemas['ItemResult'][];
  /** How each is called; an id is nobody's word for it. */
  nameOf: (findingId: string) => string;
  onClose: () => void;
}

/** What became of each of many: those done as a number, those refused one by one with the reason. */
export function Results({ said, items, nameOf, onClose }: ResultsProps) {
  const { t } = useTranslation('desk');
  const failed = items.filter(({ status }) => status >= 400);
  return (
    <div className="results" role="status" data-failed={failed.length > 0}>
      <header>
        <b>{t('results.done', { said, count: items.length - failed.length })}</b>
        <button type="button" className="switch" onClick={onClose}>
          {t('close')}
        </button>
      </header>
      {failed.length > 0 && (
        <>
          <span>{t('results.failed', { count: failed.length })}</span>
          <ul>
            {failed.map(({ findingId, problem }) => (
              <li key={findingId}>
                <a href={`/findings/${findingId}`}>{nameOf(findingId)}</a> {problem?.title}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
