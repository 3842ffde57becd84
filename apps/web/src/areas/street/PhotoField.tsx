import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Sign } from '../../design/Sign';
import { BlobImage } from './BlobImage';
import { Camera, hasCamera } from './Camera';
import { addFile, addShot } from './photos';
import { type KeptPhoto, store } from './store';

const LENS = 'M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7';
const MOST = 9;

interface PhotoFieldProps {
  /** The draft that they belong to. */
  owner: string;
  role: KeptPhoto['role'];
  photos: readonly KeptPhoto[];
  /** Only this defect's, where each has its own. */
  defect?: number;
  /** How many the filing speaks of: more than one, and each photo says which it shows. */
  defects?: number;
  /** The policy takes none from the album. */
  onTheSpot: boolean;
  ghost?: string | undefined;
}

type Trouble = 'unreadable' | 'full';

/** Takes, chooses, shows and removes photos. */
export function PhotoField({ owner, role, photos, defect = 1, defects = 1, onTheSpot, ghost }: PhotoFieldProps) {
  const { t } = useTranslation('street');
  const [camera, setCamera] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const place = { owner, role, defect };
  const guarded = async (work: () => Promise<void>) => {
    setBusy(true);
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      setTrouble(isFull(error) ? 'full' : 'unreadable');
    } finally {
      setBusy(false);
    }
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])].slice(0, MOST - photos.length);
    target.value = '';
    void guarded(async () => {
      for (const file of files) await addFile(file, place);
    });
  };
  const inApp = hasCamera();
  return (
    <div className="photos">
      {photos.length > 0 && (
        <ul className="photos-shown">
          {photos.map((photo, index) => (
            <Thumb key={photo.id} photo={photo} nth={index + 1} defects={defects} />
          ))}
        </ul>
      )}
      {photos.length < MOST && (
        <div className="photos-add">
          {!(onTheSpot && inApp) && (
            <>
              <FileChooser role={role} how="camera" main={photos.length === 0} onChange={choose} />
              <FileChooser role={role} how="album" onChange={choose} />
            </>
          )}
          {inApp && (
            <button type="button" className={`act ${onTheSpot ? 'act-main' : ''}`} onClick={() => setCamera(true)}>
              {onTheSpot && <Sign path={LENS} />}
              {ghost ? t('photo.compare') : t('photo.inApp')}
            </button>
          )}
        </div>
      )}
      {busy && <p role="status">{t('photo.preparing')}</p>}
      {trouble && (
        <p role="alert" className="problem">
          {t(`photo.trouble.${trouble}`)}
        </p>
      )}
      {camera && (
        <Camera
          ghost={ghost}
          onTaken={(blob) => guarded(() => addShot(blob, place))}
          onClose={() => setCamera(false)}
        />
      )}
    </div>
  );
}

const isFull = (error: unknown): boolean => error instanceof Error && /Quota/.test(`${error.name} ${error.message}`);

interface FileChooserProps {
  role: KeptPhoto['role'];
  how: 'camera' | 'album';
  main?: boolean;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

function FileChooser({ role, how, main = false, onChange }: FileChooserProps) {
  const { t } = useTranslation('street');
  return (
    <label className={`act ${main ? 'act-main photos-main' : ''}`}>
      <input
        type="file"
        accept="image/*"
        multiple
        className="unseen"
        aria-label={t(`photo.${how}.${role}`)}
        {...(how === 'camera' && { capture: 'environment' as const })}
        onChange={onChange}
      />
      {main && <Sign path={LENS} size="1.6em" />}
      {t(`photo.${how}.${role}`)}
    </label>
  );
}

function Thumb({ photo, nth, defects }: { photo: KeptPhoto; nth: number; defects: number }) {
  const { t } = useTranslation('street');
  return (
    <li>
      <BlobImage blob={photo.blob} alt={t('photo.nth', { nth })} />
      <button
        type="button"
        className="photos-remove"
        aria-label={t('photo.remove', { nth })}
        onClick={() => void store.photos.delete(photo.id)}
      >
        <span aria-hidden="true">×</span>
      </button>
      {defects > 1 && (
        <select
          aria-label={t('photo.shows', { nth })}
          value={photo.defect}
          onChange={({ target }) => void store.photos.update(photo.id, { defect: Number(target.value) })}
        >
          {Array.from({ length: defects }, (_, index) => (
            <option key={index} value={index + 1}>
              {t('photo.defect', { nth: index + 1 })}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}
