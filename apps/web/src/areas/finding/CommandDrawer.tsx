import { type FormEvent, type KeyboardEvent, useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type CommandName, useCommand } from '../../api/command';
import { type Problem, problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { ProblemNote } from '../../design/ProblemNote';
import { CameraNote } from './CameraNote';
import { ExtensionNote } from './ExtensionNote';
import { FieldOf } from './FieldOf';
import { type Field, fieldOfPointer, givenBy, lackingIn, shownFields, startOf, type Value, type Values } from './form';
import { FORMS } from './forms';
import type { Finding } from './queries';
import { RequestNote } from './RequestNote';
import { useKnown } from './useKnown';

interface CommandDrawerProps {
  finding: Finding;
  command: CommandName;
  preset: Values;
  onClose: () => void;
  onDone: (command: CommandName, answer: Schemas['CommandDone']) => void;
}

/** The form of one command, drawn out from the side; what was filled in outlives a refusal. */
export function CommandDrawer({ finding, command, preset, onClose, onDone }: CommandDrawerProps) {
  const { t, i18n } = useTranslation('finding');
  const title = useId();
  const known = useKnown(finding);
  const form = FORMS[command];
  const all = form.fields?.(known) ?? [];
  const fields = all.filter(({ as, options }) => !isSettled(as, options));
  const [changed, setChanged] = useState<Values>({});
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const order = useCommand(command);
  const values = { ...startOf(all, preset), ...changed };
  const lacking = lackingIn(fields, values);
  const problem = order.isError ? problemOf(order.error) : null;
  const allowed = finding.allowedCommands.includes(command);
  const change = useCallback(
    (name: string, value: Value) => setChanged((before) => ({ ...before, [name]: value })),
    [],
  );
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  }, []);

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (lacking.length > 0 || busy || order.isPending) return;
    const given = { ...hidden(preset, fields), ...givenBy(all, values) };
    const body = form.body?.(given, known) ?? given;
    order.mutate(
      { id: finding.id, revision: finding.revision, body: body as never },
      { onSuccess: (answer) => onDone(command, answer) },
    );
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send();
  };
  return (
    <dialog ref={open} className="drawer" aria-labelledby={title} onClose={onClose} onKeyDown={keys}>
      <form onSubmit={send} noValidate>
        <header>
          <h2 id={title}>{t(`command.${command}`)}</h2>
          <span>{finding.number}</span>
          <button type="button" className="switch" onClick={onClose}>
            {t('form.close')}
          </button>
        </header>
        <div className="drawer-body">
          {i18n.exists(`finding:lead.${command}`) && <p className="drawer-lead">{t(`lead.${command}`)}</p>}
          <RequestNote finding={finding} command={command} />
          {command === 'submit' && <CameraNote known={known} />}
          {problem && <Refused problem={problem} fields={fields} />}
          {!allowed && <p className="finding-note">{t('form.notNow')}</p>}
          {shownFields(fields, values).map((field) => (
            <FieldOf
              key={field.name}
              field={field}
              finding={finding}
              value={values[field.name] ?? ''}
              fault={
                faultOf(field, problem, fields) ?? (tried && lacking.includes(field.name) ? t('form.required') : null)
              }
              onChange={change}
              onBusy={setBusy}
            />
          ))}
          {command === 'request-extension' && <ExtensionNote known={known} values={values} />}
        </div>
        <footer>
          <button type="submit" className="act act-main" disabled={order.isPending || busy || !allowed}>
            {order.isPending ? t('form.sending') : t(`command.${command}`)}
          </button>
          <small>{t('form.keys')}</small>
        </footer>
      </form>
    </dialog>
  );
}

const FIRST_FIELD = '.drawer-body :is(input, select, textarea)';

/** Where there is one thing to choose from, nobody is asked. */
const isSettled = (as: Field['as'], options: Field['options']): boolean => as === 'choice' && options?.length === 1;

/** What the page filled in and shows no field for. */
const hidden = (preset: Values, fields: readonly Field[]): Values =>
  Object.fromEntries(Object.entries(preset).filter(([name]) => !fields.some((field) => field.name === name)));

const faultOf = (field: Field, problem: Problem | null, fields: readonly Field[]): string | null =>
  problem?.errors.find(({ pointer }) => fieldOfPointer(pointer, fields) === field.name)?.detail ?? null;

/** Stale: the case has been read again meanwhile, and what was written is still there. */
function Refused({ problem, fields }: { problem: Problem; fields: readonly Field[] }) {
  const { t } = useTranslation('finding');
  if (problem.status === 412)
    return (
      <div className="problem" role="alert">
        <b>{t('form.stale')}</b>
        <p>{t('form.staleHint')}</p>
      </div>
    );
  const everywhere =
    problem.errors.length > 0 && problem.errors.every(({ pointer }) => fieldOfPointer(pointer, fields));
  return everywhere ? (
    <p className="problem" role="alert">
      {problem.title}
    </p>
  ) : (
    <ProblemNote problem={problem} />
  );
}
