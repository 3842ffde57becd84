import './design.css';

import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../api/queries';
import { written } from './dates';

type Photo = Schemas['Photo'];

/** Addresses of a photo as the api keeps it: small ones for pages, large for looking closely. */
export const photoAddress = (sha256: string, size: 'small' | 'medium' | 'large'): string =>
  `/api/v1/evidence/${sha256}/${size}`;

/** One defect before and after, side by side; each opens large. */
export function PhotoPair({ before, after }: { before: Photo | undefined; after: Photo | undefined }) {
  const { t } = useTranslation('words');
  const [shown, setShown] = useState<{ photo: Photo; side: 'before' | 'after' } | null>(null);
  const [turned, setTurned] = useState(0);
  const box = useRef<HTMLDialogElement>(null);
  const open = (photo: Photo, side: 'before' | 'after') => {
    setShown({ photo, side });
    setTurned(0);
    box.current?.showModal();
  };
  return (
    <div className="pair">
      <Side side="before" photo={before} onOpen={open} />
      <Side side="after" photo={after} onOpen={open} />
      <dialog ref={box} className="lightbox" aria-label={t('photo.large')} onClose={() => setShown(null)}>
        <div>
          <span>{shown && caption(t(`photo.${shown.side}`), shown.photo)}</span>
          <button type="button" className="switch" onClick={() => setTurned((turned + 90) % 360)}>
            {t('photo.turn')}
          </button>
          <button type="button" className="switch" onClick={() => box.current?.close()}>
            {t('photo.close')}
          </button>
        </div>
        {shown && (
          <img
            src={photoAddress(shown.photo.sha256, 'large')}
            alt={caption(t(`photo.${shown.side}`), shown.photo)}
            style={{ transform: `rotate(${turned}deg)` }}
          />
        )}
      </dialog>
    </div>
  );
}

interface SideProps {
  side: 'before' | 'after';
  photo: Photo | undefined;
  onOpen: (photo: Photo, side: 'before' | 'after') => void;
}

function Side({ side, photo, onOpen }: SideProps) {
  const { t } = useTranslation('words');
  const name = t(`photo.${side}`);
  return (
    <figure>
      {photo ? (
        <button type="button" onClick={() => onOpen(photo, side)}>
          <img
            src={photoAddress(photo.sha256, 'medium')}
            alt={t('photo.enlarge', { name: caption(name, photo) })}
            loading="lazy"
          />
        </button>
      ) : (
        <div className="pair-none">{t('photo.none')}</div>
      )}
      <figcaption>{photo ? caption(name, photo) : name}</figcaption>
    </figure>
  );
}

const caption = (name: string, { capturedAt }: Photo): string => (capturedAt ? `${name} ${written(capturedAt)}` : name);
