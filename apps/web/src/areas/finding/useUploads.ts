import { useCallback, useRef, useState } from 'react';

import { type Problem, problemOf } from '../../api/problem';
import { prepare } from '../../photo/prepare';
import type { Claim } from './form';
import { upload } from './upload';

export interface Sending {
  id: number;
  share: number;
  problem: Problem | null;
}

interface Uploading {
  defects: number;
  claims: readonly Claim[];
  onChange: (claims: Claim[]) => void;
  onBusy: (busy: boolean) => void;
}

/** Sends each photo at once; what has arrived is a claim, and shows the first defect that no other shows. */
export function useUploads({ defects, claims, onChange, onBusy }: Uploading) {
  const [sending, setSending] = useState<Sending[]>([]);
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

  const drop = useCallback((id: number) => setSending((before) => before.filter((one) => one.id !== id)), []);

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
        drop(id);
        if (!kept.current.some((claim) => claim.sha256 === sha256))
          change([...kept.current, { sha256, defect: unshown(kept.current, defects), capture: 'gallery' }]);
      } catch (error) {
        tell({ problem: problemOf(error) });
      } finally {
        running.current -= 1;
        onBusy(running.current > 0);
      }
    },
    [change, defects, drop, onBusy],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) if (file.type.startsWith('image/')) void send(file);
    },
    [send],
  );

  return { sending, add, change, drop };
}

/** The first defect that no photo shows yet. */
function unshown(claims: readonly Claim[], defects: number): number {
  const free = Array.from({ length: defects }, (_, index) => index + 1).find(
    (defect) => !claims.some((claim) => claim.defect === defect),
  );
  return free ?? defects;
}
