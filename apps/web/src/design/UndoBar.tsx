import './design.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../api/problem';
import { FINDINGS, unitsQuery } from '../api/queries';
import { serverNow } from '../api/server-time';
import { useMe } from '../app/session';
import { useKeys } from '../app/useKeys';
import { ProblemNote } from './ProblemNote';
import { type Refused, type Standing, takeBack } from './take-back';
import { type Case, endUndo, useUndo } from './undo';

/** How long it is told that the time is over. */
const TOLD_SECONDS = 8;

/** 撤回 of what was just done to one or to many, wherever the page has gone since. */
export function UndoBar() {
  const { t } = useTranslation('words');
  const undo = useUndo();
  const me = useMe();
  const queries = useQueryClient();
  const seconds = useSecondsTo(undo?.until);
  const [refused, setRefused] = useState<Refused | null>(null);
  const taking = useMutation({
    mutationFn: (cases: readonly Case[]) => takeBack(cases, me.personId),
    onSuccess: (answer) => {
      setRefused(answer.count > 0 ? answer : null);
      endUndo();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  const { reset } = taking;
  useEffect(() => {
    if (!undo) return;
    setRefused(null);
    reset();
  }, [undo, reset]);
  const undoable = undo !== null && undo.cases.length > 0;
  const may = undoable && seconds > 0 && !taking.isPending;
  const press = () => undo && taking.mutate(undo.cases);
  useKeys({ z: press }, may);
  if (refused)
    return (
      <div className="undo" role="status">
        <Suspense fallback={<span>{t('undo.left', { count: refused.count })}</span>}>
          <WhoActed {...refused} />
        </Suspense>
        <Close onPress={() => setRefused(null)} />
      </div>
    );
  if (!undo || seconds <= (undoable ? -TOLD_SECONDS : 0)) return null;
  return (
    <div className="undo" role="status">
      <span>{undo.said}</span>
      {taking.error && <ProblemNote problem={problemOf(taking.error)} />}
      {undoable && seconds <= 0 && !taking.isPending && <span>{t('undo.over')}</span>}
      {undoable && (seconds > 0 || taking.isPending) && (
        <button type="button" className="act" disabled={taking.isPending} onClick={press}>
          {t('undo.takeBack')}
          <small aria-hidden="true">{t('undo.seconds', { count: Math.max(0, seconds) })}</small>
          <kbd aria-hidden="true">Z</kbd>
        </button>
      )}
      <Close onPress={endUndo} />
    </div>
  );
}

function Close({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('words');
  return (
    <button type="button" className="switch" onClick={onPress}>
      {t('undo.close')}
    </button>
  );
}

/** How many stand, and who has acted on the first of them since. */
function WhoActed({ count, first }: Refused) {
  const { t } = useTranslation(['words', 'finding']);
  const units = useQuery(unitsQuery).data?.items;
  const said = ({ number, since }: Standing): string[] => {
    if (!since) return [];
    const unit = units?.find(({ id }) => id === since.by.unitId)?.name;
    const who = [since.by.name, unit].filter(Boolean).join(' · ');
    return [
      t('words:undo.since', { number, who, act: t(`finding:command.${since.command}` as 'finding:command.sign') }),
    ];
  };
  return (
    <span>
      {t('words:undo.left', { count })}
      {first.flatMap(said).map((line) => (
        <small key={line} className="undo-since">
          {line}
        </small>
      ))}
    </span>
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
