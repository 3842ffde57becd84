import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type Problem, problemOf } from '../../api/problem';
import { photoAddress } from '../../design/PhotoPair';
import { ProblemNote } from '../../design/ProblemNote';
import { prepare } from '../../photo/prepare';
import type { Claim } from './form';
import { upload } from './upload';

interface Sending {
  id: number;
  share: number;
  problem: Problem | null;
}

interface PhotoFieldProps {
  defects: number;
  claims: readonly Claim[];
  onChange: (claims: Claim[]) => void;
  onBusy: (busy: boolean) => void;
}

/** After-photos: chosen, taken, dragged in, or pasted as they come from a chat; each sent at once, with its progress. */
export function PhotoField({ defects, claims, onChange, onBusy }: PhotoFieldProps) {
  const { t } = useTranslation('finding');
  const [sending, setSending] = useState<Sending[]>([]);
  const [over, setOver] = useState(false);
  const kept = useRef<Claim[]>([...claims]);
  const next = useRef(0);
  const running = useRef(0);

  const change = useCallback(
    (changed: Claim[]) => {
      kept.current = changed;
      onChange(changed);
    },
    [onChange],
  );

  const send = useCallback(
    async (file: Blob) => {
      next.current += 1;
      const id = next.current;
      const tell = (changed: Partial<Sending>) =>
        setSending((before) => before.map((one) => (one.id === id ? { ...one, ...changed } : one)));
      setSending((before) => [...before, { id, share: 0, problem: null }]);
      running.current += 1;
      onBusy(true);
      try {
        const { blob } = await prepare(file);
        const { sha256 } = await upload(blob, (share) => tell({ share }));
        setSending((before) => before.filter((one) => one.id !== id));
        if (!kept.current.some((claim) => claim.sha256 === sha256))
          change([...kept.current, { sha256, defect: unshown(kept.current, defects), capture: 'gallery' }]);
      } catch (error) {
        tell({ problem: problemOf(error) });
      } finally {
        running.current -= 1;
        onBusy(running.current > 0);
      }
    },
    [change, defects, onBusy],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) if (file.type.startsWith('image/')) void send(file);
    },
    [send],
  );

  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => clipboardData && add(clipboardData.files);
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [add]);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <div
      className="photo-field"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
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
        {claims.map(({ sha256, defect }, index) => (
          <li key={sha256}>
            <img src={photoAddress(sha256, 'small')} alt={t('upload.nth', { nth: index + 1 })} />
            {defects > 1 && (
              <select
                aria-label={t('upload.shows', { nth: index + 1 })}
                value={defect}
                onChange={({ target }) =>
                  change(claims.map((one) => (one.sha256 === sha256 ? { ...one, defect: Number(target.value) } : one)))
                }
              >
                {Array.from({ length: defects }, (_, at) => (
                  <option key={at} value={at + 1}>
                    {t('photos.defect', { nth: at + 1 })}
                  </option>
                ))}
              </select>
            )}
            <button
              type="button"
              className="switch"
              aria-label={t('upload.remove', { nth: index + 1 })}
              onClick={() => change(claims.filter((one) => one.sha256 !== sha256))}
            >
              ×
            </button>
          </li>
        ))}
        {sending.map(({ id, share, problem }) => (
          <li key={id}>
            {problem ? (
              <>
                <ProblemNote problem={problem} />
                <button
                  type="button"
                  className="act"
                  onClick={() => setSending((before) => before.filter((one) => one.id !== id))}
                >
                  {t('upload.drop')}
                </button>
              </>
            ) : (
              <progress max={1} value={share} aria-label={t('upload.sending')} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The first defect that no photo shows yet. */
function unshown(claims: readonly Claim[], defects: number): number {
  const free = Array.from({ length: defects }, (_, index) => index + 1).find(
    (defect) => !claims.some((claim) => claim.defect === defect),
  );
  return free ?? defects;
}
