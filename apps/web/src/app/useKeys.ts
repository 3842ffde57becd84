import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

type Press = (event: KeyboardEvent) => void;

const SEQUENCE_MS = 1_000;
let sequenceFrom = -SEQUENCE_MS;

/** Somebody is writing, or choosing characters (IME): letters are letters. */
function isWriting({ target, isComposing }: KeyboardEvent): boolean {
  if (isComposing) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTick(target)))
  );
}

const isTick = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio');

/** A dialog has the keyboard for itself. */
const isBehindDialog = ({ target }: KeyboardEvent): boolean =>
  document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null &&
  !(target instanceof Element && target.closest('[data-keys]'));

/** Single keys and sequences (`g l`) of a page; `?` and letters never fire while somebody writes. */
export function useKeys(bindings: Readonly<Record<string, Press>>, active = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const names = Object.keys(bindings).join('\n');
  useEffect(() => {
    if (!active || names === '') return undefined;
    const guarded =
      (name: string): Press =>
      (event) => {
        const modified = name.includes('$mod');
        if (!modified && (isWriting(event) || isBehindDialog(event))) return;
        const sequence = name.includes(' ');
        if (!sequence && !modified && event.timeStamp - sequenceFrom < SEQUENCE_MS) return;
        latest.current[name]?.(event);
      };
    return tinykeys(window, Object.fromEntries(names.split('\n').map((name) => [name, guarded(name)])));
  }, [names, active]);
}

/** After this key the next one belongs to a sequence, not to the page. */
export function markSequence(event: KeyboardEvent): void {
  if (!isWriting(event)) queueMicrotask(() => (sequenceFrom = event.timeStamp));
}
