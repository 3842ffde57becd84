import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The pages of property services, side by side. */
export function PropertyTabs({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('assessment');
  return (
    <div className="assess-head">
      <nav className="subnav" aria-label={t('nav.property')}>
        <Link to="/property" activeOptions={{ exact: true, includeSearch: false }}>
          {t('subnav.editions')}
        </Link>
        <Link to="/property/projects" activeOptions={{ exact: true }}>
          {t('subnav.projects')}
        </Link>
        <Link to="/property/credit" activeOptions={{ includeSearch: false }}>
          {t('subnav.credit')}
        </Link>
      </nav>
      <span className="assess-acts">{children}</span>
    </div>
  );
}
