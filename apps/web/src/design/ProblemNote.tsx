import './design.css';

import { useTranslation } from 'react-i18next';

import type { Problem } from '../api/problem';

/** A refusal as people read it: what is wrong, where, and what to tell the administrator. */
export function ProblemNote({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  return (
    <div className="problem" role="alert">
      <b>{problem.title}</b>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ pointer, detail }) => (
            <li key={pointer + detail}>{detail}</li>
          ))}
        </ul>
      )}
      {problem.status >= 500 && problem.requestId && <small>{t('problem.requestId', { id: problem.requestId })}</small>}
    </div>
  );
}
