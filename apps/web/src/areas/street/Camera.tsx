import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { draw } from '../../photo/prepare';

const EDGE = 1920;
const QUALITY = 0.85;

/** A page without TLS, and some frames of other apps, have none. */
export const hasCamera = (): boolean => 'mediaDevices' in navigator;

interface CameraProps {
  /** Address of the picture to be taken again from the same spot. */
  ghost?: string | undefined;
  onTaken: (blob: Blob) => Promise<void>;
  onClose: () => void;
}

/** 应用内相机: what it takes was seen here and now. */
export function Camera({ ghost, onTaken, onClose }: CameraProps) {
  const { t } = useTranslation('street');
  const box = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'on' | 'refused'>('starting');
  const [taken, setTaken] = useState(0);
  const [shown, setShown] = useState(true);
  useEffect(() => box.current?.showModal(), []);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const start = async () => {
      const size = { width: { ideal: EDGE }, height: { ideal: EDGE } };
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', ...size } });
      if (gone) return stop(stream);
      if (!video.current) return;
      video.current.srcObject = stream;
      await video.current.play();
      setState('on');
    };
    start().catch(() => !gone && setState('refused'));
    return () => {
      gone = true;
      if (stream) stop(stream);
    };
  }, []);
  const shoot = async () => {
    if (!video.current) return;
    const { videoWidth, videoHeight } = video.current;
    await onTaken(await draw(video.current, videoWidth, videoHeight, EDGE, QUALITY));
    setTaken((count) => count + 1);
  };
  return (
    <dialog ref={box} className="camera" aria-label={t('camera.title')} onClose={onClose}>
      <div className="camera-sight">
        <video ref={video} muted playsInline aria-label={t('camera.sight')} />
        {ghost && shown && <img src={ghost} alt={t('camera.ghost')} className="camera-ghost" />}
        {state === 'refused' && (
          <p role="alert" className="camera-refused">
            {t('camera.refused')}
          </p>
        )}
      </div>
      <div className="camera-acts">
        <button type="button" className="act" onClick={() => box.current?.close()}>
          {taken > 0 ? t('camera.done', { count: taken }) : t('camera.close')}
        </button>
        <button
          type="button"
          className="camera-shutter"
          aria-label={t('camera.shoot')}
          disabled={state !== 'on'}
          onClick={() => void shoot()}
        />
        {ghost ? (
          <button type="button" className="act" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {t('camera.ghostSwitch')}
          </button>
        ) : (
          <span />
        )}
      </div>
    </dialog>
  );
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
