import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { Known } from './form';

/** A grave or urgent case is shown by photos taken on the spot: the phone has the camera for it. */
export function CameraNote({ known: { finding, policy } }: { known: Known }) {
  const { t } = useTranslation('finding');
  const { severity, urgency, legacy } = finding;
  const camera = policy?.camera;
  if (legacy || !(camera?.severities.includes(severity) || camera?.urgencies.includes(urgency))) return null;
  return (
    <p className="finding-note">
      {t('camera.asked')}{' '}
      <Link to="/m/cases/$id" params={{ id: finding.id }}>
        {t('camera.go')}
      </Link>
    </p>
  );
}
