import './design.css';

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../api/command';
import { problemOf } from '../api/problem';
import { serverNow } from '../api/server-time';
import { ProblemNote } from './ProblemNote';

const SECOND_MS = 1_000;

interface UndoBarProps {
  findingId: string;
  /** What has just been done, in words. */
  what: string;
  /** `undoUntil` of the answer; null for what has its own way back, or none. */
  until: string | null;
  onGone: () => void;
}

/** 撤回: says what was done, and takes it back as long as the record allows. */
export function UndoBar({ findingId, what, until, onGone }: UndoBarProps) {
  const { t } = useTranslation('words');
  const takeBack = useCommand('take-back');
  const seconds = useSecondsTo(until);
  const over = until !== null && seconds <= 0;
  useEffect(() => {
    if (over && !takeBack.isPending) onGone();
  }, [over, takeBack.isPending, onGone]);
  return (
    <div className="undo" role="status">
      <span>{what}</span>
      {until !== null && (
        <button
          type="button"
          className="act"
          disabled={takeBack.isPending}
          onClick={() => takeBack.mutate({ id: findingId, body: {} }, { onSuccess: onGone })}
        >
          {t('undo.takeBack')} <small aria-hidden="true">{t('undo.seconds', { count: seconds })}</small>
        </button>
      )}
      <button type="button" className="switch" onClick={onGone}>
        {t('undo.close')}
      </button>
      {takeBack.isError && <ProblemNote problem={problemOf(takeBack.error)} />}
    </div>
  );
}

function useSecondsTo(until: string | null): number {
  const left = () => (until === null ? 0 : Math.ceil((Date.parse(until) - serverNow()) / SECOND_MS));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(left()), SECOND_MS);
    return () => clearInterval(ticking);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is left follows from the instant
  }, [until]);
  return seconds;
}
