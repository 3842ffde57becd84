import './ask.css';

import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';

interface AskProps {
  title: string;
  /** On the button that does it. */
  act: string;
  pending?: boolean;
  error?: unknown;
  onGive: (form: FormData) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks what a command needs, once, in a dialog that the keyboard alone can fill (Ctrl+Enter sends). */
export function Ask({ title, act, pending = false, error, onGive, onClose, children }: AskProps) {
  const { t } = useTranslation('desk');
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} className="ask" aria-label={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onGive(new FormData(event.currentTarget));
        }}
        onKeyDown={(event) => {
          const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (sends && !event.nativeEvent.isComposing) event.currentTarget.requestSubmit();
        }}
      >
        <h2>{title}</h2>
        {children}
        {error !== undefined && error !== null && <ProblemNote problem={problemOf(error)} />}
        <footer>
          <button type="button" className="act" onClick={() => box.current?.close()}>
            {t('cancel')}
          </button>
          <button type="submit" className="act act-main" disabled={pending}>
            {act}
          </button>
        </footer>
      </form>
    </dialog>
  );
}

interface ReasonFieldProps {
  label: string;
  /** Said often: a tap fills it in. */
  chips?: readonly string[];
  required?: boolean;
}

/** A reason: one of the usual ones by a tap, or in one's own words. */
export function ReasonField({ label, chips = [], required = true }: ReasonFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="reason">
      <label className="field">
        {label}
        <textarea ref={field} name="reason" rows={3} maxLength={500} required={required} autoFocus />
      </label>
      {chips.length > 0 && (
        <div className="reason-chips">
          {chips.map((chip) => (
            <button
              key={chip}
              type="button"
              className="act"
              onClick={() => {
                if (!field.current) return;
                field.current.value = chip;
                field.current.focus();
              }}
            >
              {chip}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

export const textIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
