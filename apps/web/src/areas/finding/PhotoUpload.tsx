import { type DragEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { photoAddress } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import type { Claim } from './form';
import { type Sending, useUploads } from './useUploads';

interface PhotoUploadProps {
  defects: number;
  claims: readonly Claim[];
  onChange: (claims: Claim[]) => void;
  onBusy: (busy: boolean) => void;
}

/** After-photos: chosen, taken, dragged in, or pasted as they come from a chat; each sent at once, with its progress. */
export function PhotoUpload({ defects, claims, onChange, onBusy }: PhotoUploadProps) {
  const { t } = useTranslation('finding');
  const { sending, add, change, drop } = useUploads({ defects, claims, onChange, onBusy });
  const [over, setOver] = useState(false);

  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => clipboardData && add(clipboardData.files);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [add]);

  return (
    <div
      className="photo-upload"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files);
      }}
    >
      <label className="act">
        {t('upload.choose')}
        <input
          type="file"
          accept="image/*"
          multiple
          className="unseen"
          onChange={({ target }) => {
            add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </label>
      <span className="field-hint">{t('upload.hint')}</span>
      <ul>
        {claims.map((claim, index) => (
          <Claimed
            key={claim.sha256}
            claim={claim}
            nth={index + 1}
            defects={defects}
            onChange={(defect) => change(claims.map((one) => (one === claim ? { ...one, defect } : one)))}
            onRemove={() => change(claims.filter((one) => one !== claim))}
          />
        ))}
        {sending.map((one) => (
          <UnderWay key={one.id} {...one} onDrop={() => drop(one.id)} />
        ))}
      </ul>
    </div>
  );
}

interface ClaimedProps {
  claim: Claim;
  nth: number;
  defects: number;
  onChange: (defect: number) => void;
  onRemove: () => void;
}

/** A photo that has arrived, and which defect it shows. */
function Claimed({ claim: { sha256, defect }, nth, defects, onChange, onRemove }: ClaimedProps) {
  const { t } = useTranslation('finding');
  return (
    <li>
      <img src={photoAddress(sha256, 'small')} alt={t('upload.nth', { nth })} />
      {defects > 1 && (
        <select
          aria-label={t('upload.shows', { nth })}
          value={defect}
          onChange={({ target }) => onChange(Number(target.value))}
        >
          {Array.from({ length: defects }, (_, at) => (
            <option key={at} value={at + 1}>
              {t('photos.defect', { nth: at + 1 })}
            </option>
          ))}
        </select>
      )}
      <button type="button" className="switch" aria-label={t('upload.remove', { nth })} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}

/** A photo on its way, or why it did not arrive. */
function UnderWay({ share, problem, onDrop }: Sending & { onDrop: () => void }) {
  const { t } = useTranslation('finding');
  return (
    <li>
      {problem ? (
        <>
          <ProblemNote problem={problem} />
          <button type="button" className="act" onClick={onDrop}>
            {t('upload.drop')}
          </button>
        </>
      ) : (
        <progress max={1} value={share} aria-label={t('upload.sending')} />
      )}
    </li>
  );
}
