import './design.css';

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface FigureProps {
  label: string;
  value: ReactNode;
  /** How the number comes about, in words. */
  formula: string;
  /** A link to the list behind the number. */
  children?: ReactNode;
}

/** A number that can answer for itself (可追溯). */
export function Figure({ label, value, formula, children }: FigureProps) {
  const { t } = useTranslation();
  return (
    <div className="figure">
      <span>{label}</span>
      <b>{value}</b>
      {children}
      <details>
        <summary>{t('figure.formula')}</summary>
        <p>{formula}</p>
      </details>
    </div>
  );
}
