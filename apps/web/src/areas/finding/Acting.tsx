import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type CommandName, useCommand } from '../../api/command';
import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { endUndo, offerUndo } from '../../design/undo';
import { ActBar } from './ActBar';
import { Actor } from './acting';
import { CommandDrawer } from './CommandDrawer';
import type { Values } from './form';
import { FORMS } from './forms';
import type { Finding } from './queries';

interface Chosen {
  command: CommandName;
  preset: Values;
}

/** Gives the parts of the page, and the bar, the commands that the caller may give. */
export function Acting({ finding, children }: { finding: Finding; children: ReactNode }) {
  const { t } = useTranslation('finding');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [doneAt, setDoneAt] = useState<number | null>(null);
  const back = useRef<HTMLElement | null>(null);
  const { allowedCommands } = finding;
  const may = useCallback((command: CommandName) => allowedCommands.includes(command), [allowedCommands]);
  const act = useCallback((command: CommandName, preset: Values = {}) => {
    back.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setChosen({ command, preset });
  }, []);
  const acting = useMemo(() => ({ may, act }), [may, act]);
  const close = useCallback(() => {
    setChosen(null);
    back.current?.focus();
  }, []);
  const finish = useCallback(
    (command: CommandName, answer: Schemas['CommandDone']) => {
      setChosen(null);
      setDoneAt(answer.revision);
      offerUndo(t('done', { act: t(`command.${command}`) }), [answer]);
    },
    [t],
  );
  // Somebody has gone on with it meanwhile.
  const overtaken = doneAt !== null && finding.revision > doneAt && finding.undoUntil === null;
  useEffect(() => {
    if (overtaken) endUndo();
  }, [overtaken]);
  return (
    <Actor value={acting}>
      {children}
      <ActBar finding={finding} />
      {chosen &&
        (FORMS[chosen.command].fields ? (
          <CommandDrawer key={chosen.command} finding={finding} {...chosen} onClose={close} onDone={finish} />
        ) : (
          <AtOnce key={chosen.command} finding={finding} {...chosen} onClose={close} onDone={finish} />
        ))}
    </Actor>
  );
}

interface AtOnceProps extends Chosen {
  finding: Finding;
  onClose: () => void;
  onDone: (command: CommandName, answer: Schemas['CommandDone']) => void;
}

/** A command that asks nothing: given by the press itself, for it can be taken back. */
function AtOnce({ finding, command, preset, onClose, onDone }: AtOnceProps) {
  const { t } = useTranslation('finding');
  const order = useCommand(command);
  const given = useRef(false);
  const give = useCallback(
    (node: HTMLElement | null) => {
      if (!node || given.current) return;
      given.current = true;
      order.mutate(
        { id: finding.id, revision: finding.revision, body: preset as never },
        { onSuccess: (answer) => onDone(command, answer) },
      );
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when it appears
    [],
  );
  return (
    <div ref={give} className="at-once" role="status">
      {order.isError ? (
        <>
          <ProblemNote problem={problemOf(order.error)} />
          <button type="button" className="act" onClick={onClose}>
            {t('form.close')}
          </button>
        </>
      ) : (
        t('form.giving', { act: t(`command.${command}`) })
      )}
    </div>
  );
}
