import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';
import { upload } from '../finding/upload';

const MOST_SCANS = 12;

interface MatterScansProps {
  scans: readonly string[];
  onChange: (scans: string[]) => void;
}

/** The paper itself, page by page, as pictures. */
export function MatterScans({ scans, onChange }: MatterScansProps) {
  const { t } = useTranslation('district');
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const kept = [...scans];
      for (const file of files.slice(0, MOST_SCANS - kept.length)) {
        const { sha256 } = await upload(file, () => undefined);
        if (!kept.includes(sha256)) kept.push(sha256);
      }
      return kept;
    },
    onSuccess: onChange,
  });
  return (
    <div className="matter-scans">
      <label className="act">
        {t('matter.scan')}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          className="unseen"
          onChange={({ target }) => {
            send.mutate([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </label>
      <span className="district-note">{send.isPending ? t('matter.sending') : t('matter.scanHint')}</span>
      {send.error && <ProblemNote problem={problemOf(send.error)} />}
      <ul>
        {scans.map((sha256, index) => (
          <li key={sha256}>
            <img src={`/api/v1/evidence/${sha256}/small`} alt={t('matter.page', { nth: index + 1 })} />
            <button
              type="button"
              className="switch"
              aria-label={t('matter.dropPage', { nth: index + 1 })}
              onClick={() => onChange(scans.filter((one) => one !== sha256))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
