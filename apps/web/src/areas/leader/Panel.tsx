import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useNameOf, useTold } from './figures';
import type { BoardFigure } from './queries';

interface PanelProps {
  title: string;
  /** What its numbers count. */
  figures: readonly BoardFigure[];
  className?: string;
  children: ReactNode;
}

/** Numbers of one kind, with the formula of each behind their heading. */
export function Panel({ title, figures, className, children }: PanelProps) {
  const { t } = useTranslation();
  const told = useTold();
  const nameOf = useNameOf();
  return (
    <section className={className}>
      <header className="panel-head">
        <h2>{title}</h2>
        <details>
          <summary>
            {t('figure.formula')}
            <span className="unseen">{title}</span>
          </summary>
          <dl>
            {figures.map((figure) => (
              <div key={figure.code}>
                <dt>{nameOf(figure)}</dt>
                <dd>{told(figure, 'formula')}</dd>
              </div>
            ))}
          </dl>
        </details>
      </header>
      {children}
    </section>
  );
}
