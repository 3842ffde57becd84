import './design.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../api/client';
import { problemOf } from '../api/problem';
import { FINDINGS } from '../api/queries';
import { serverNow } from '../api/server-time';
import { useKeys } from '../app/useKeys';
import { ProblemNote } from './ProblemNote';
import { endUndo, useUndo } from './undo';

/** 撤回 of what was just done to one or to many, wherever the page has gone since. */
export function UndoBar() {
  const { t } = useTranslation('words');
  const undo = useUndo();
  const queries = useQueryClient();
  const seconds = useSecondsTo(undo?.until);
  const [left, setLeft] = useState(0);
  const takeBack = useMutation({
    mutationFn: (findingIds: readonly string[]) =>
      answered(
        api.POST('/api/v1/bulk/{command}', {
          params: { path: { command: 'take-back' } },
          body: { items: findingIds.map((findingId) => ({ findingId })), payload: {} },
        }),
      ),
    onSuccess: ({ items }) => {
      setLeft(items.filter(({ status }) => status >= 400).length);
      endUndo();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  const { reset } = takeBack;
  useEffect(() => {
    if (!undo) return;
    setLeft(0);
    reset();
  }, [undo, reset]);
  const may = undo !== null && seconds > 0 && undo.findingIds.length > 0 && !takeBack.isPending;
  const press = () => undo && takeBack.mutate(undo.findingIds);
  useKeys({ z: press }, may);
  if (!undo || seconds <= 0)
    return left > 0 ? (
      <div className="undo" role="status">
        <span>{t('undo.left', { count: left })}</span>
        <button type="button" className="switch" onClick={() => setLeft(0)}>
          {t('undo.close')}
        </button>
      </div>
    ) : null;
  return (
    <div className="undo" role="status">
      <span>{undo.said}</span>
      {takeBack.error && <ProblemNote problem={problemOf(takeBack.error)} />}
      {undo.findingIds.length > 0 && (
        <button type="button" className="act" disabled={takeBack.isPending} onClick={press}>
          {t('undo.takeBack')}
          <small aria-hidden="true">{t('undo.seconds', { count: seconds })}</small>
          <kbd aria-hidden="true">Z</kbd>
        </button>
      )}
      <button type="button" className="switch" onClick={endUndo}>
        {t('undo.close')}
      </button>
    </div>
  );
}

function useSecondsTo(until: number | undefined): number {
  const left = () => (until === undefined ? 0 : Math.ceil((until - serverNow()) / 1_000));
  const [, tick] = useState(0);
  useEffect(() => {
    if (until === undefined) return undefined;
    const ticking = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(ticking);
  }, [until]);
  return left();
}
