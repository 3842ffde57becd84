import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** What changes limits for a time: 迎检保障期 shortens them, 成批挂账 stops them. */
export function Arrangements() {
  const { t } = useTranslation('district');
  return (
    <nav className="district-tabs" aria-label={t('arrangements')}>
      <Link to="/overlays">{t('overlays.title')}</Link>
      <Link to="/suspensions">{t('suspensions.title')}</Link>
    </nav>
  );
}
