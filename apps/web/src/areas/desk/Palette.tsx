import './palette.css';

import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { FINDINGS } from '../../api/queries';
import type { Area, NavItem } from '../../app/area';
import { bears, useMe } from '../../app/session';
import { markSequence, useKeys } from '../../app/useKeys';
import { useTextsOf } from '../../app/useTextsOf';
import { useOffered } from './offers';

/** After `g`; what is not here has no letter. */
const LETTERS: Readonly<Record<string, string>> = {
  '/': 't',
  '/findings': 'l',
  '/dispatch': 'd',
  '/verify': 'v',
  '/write-off': 'w',
  '/rulings': 'r',
  '/suspended': 's',
  '/unit': 'u',
  '/import': 'i',
  '/leader/board': 'b',
  '/messages': 'm',
};
const HELP = ['palette', 'help', 'go', 'search', 'move', 'select', 'open', 'bulk', 'undo'] as const;
const FOUND = 8;

const foundQuery = (text: string) =>
  queryOptions({
    queryKey: [...FINDINGS, 'found', text],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/findings', { signal, params: { query: { text, limit: FOUND } } })),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

interface Choice {
  key: string;
  group: 'command' | 'page' | 'finding';
  label: string;
  note: string;
  run: () => void;
}

/** ⌘K, `?` and `g …`: finds a case, goes to a page, gives a command to what is selected. */
export function Palette() {
  const { t } = useTranslation('desk');
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const lines = useLines();
  const ready = useTextsOf([{ area: 'desk' }]);
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => event.key === 'g' && markSequence(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  useKeys({
    '$mod+k': (event) => {
      event.preventDefault();
      setOpen(true);
    },
    'Shift+?': () => setHelp(true),
    ...Object.fromEntries(lines.map(({ to }) => [`g ${LETTERS[to] ?? '§'}`, () => void navigate({ to })])),
  });
  const slot = document.querySelector('#bar-slot');
  if (!ready) return null;
  return (
    <>
      {slot &&
        createPortal(
          <button type="button" className="palette-open" onClick={() => setOpen(true)}>
            <span>{t('palette.open')}</span>
            <kbd>{/Mac/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}</kbd>
          </button>,
          slot,
        )}
      {open && <Finder onClose={() => setOpen(false)} onHelp={() => setHelp(true)} />}
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

interface Line extends NavItem {
  area: string;
}

function useLines(): Line[] {
  const me = useMe();
  const { areas } = useRouter().options.context;
  return areas
    .flatMap(({ name, nav = [] }: Area): Line[] => nav.map((item) => ({ ...item, area: name })))
    .filter(({ roles }) => bears(me, roles));
}

function useChoices(text: string, onClose: () => void): Choice[] {
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  const offers = useOffered();
  const lines = useLines();
  const { data } = useQuery(foundQuery(text));
  const said = text.toLowerCase();
  const close = (run: () => void) => () => {
    onClose();
    run();
  };
  const commands = offers.map(({ key, label, run }): Choice => ({
    key: `c-${key}`,
    group: 'command',
    label,
    note: '',
    run: close(run),
  }));
  const pages = lines.map(({ area, key, to }): Choice => {
    const letter = LETTERS[to];
    const note = letter ? `g ${letter}` : '';
    return {
      key: `p-${to}`,
      group: 'page',
      label: t(`${area}:nav.${key}`),
      note,
      run: close(() => void navigate({ to })),
    };
  });
  const found = (text ? (data?.items ?? []) : []).map(({ id, number, description }): Choice => ({
    key: `f-${id}`,
    group: 'finding',
    label: description,
    note: number,
    run: close(() => void navigate({ to: '/findings/$id', params: { id } })),
  }));
  const fits = ({ label, note }: Choice) => said === '' || label.toLowerCase().includes(said) || note === said;
  return [...commands.filter(fits), ...pages.filter(fits), ...found];
}

function Finder({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { t } = useTranslation('desk');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDialogElement>(null);
  const choices = useChoices(text.trim(), onClose);
  const chosen = Math.min(at, choices.length - 1);
  useEffect(() => box.current?.showModal(), []);
  useEffect(() => {
    // The newest browsers answer a promise, which an effect must not.
    document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const press = (event: KeyboardEvent) => {
    // Choosing characters (IME) uses the arrows and Enter itself.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + choices.length) % Math.max(choices.length, 1));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choices[chosen]?.run();
    }
  };
  return (
    <dialog ref={box} className="palette" aria-label={t('palette.title')} onClose={onClose}>
      <input
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={choices.length > 0 ? `palette-${chosen}` : undefined}
        aria-label={t('palette.ask')}
        placeholder={t('palette.ask')}
        value={text}
        maxLength={100}
        onKeyDown={press}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
      />
      <ul id="palette-list" role="listbox" aria-label={t('palette.title')}>
        {choices.map((choice, index) => (
          <li
            key={choice.key}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={choice.run}
            onMouseMove={() => setAt(index)}
          >
            <small>{t(`palette.group.${choice.group}`)}</small>
            <span>{choice.label}</span>
            <i>{choice.note}</i>
          </li>
        ))}
      </ul>
      <footer>
        <span>{choices.length === 0 ? t('palette.none') : t('palette.how')}</span>
        <button
          type="button"
          className="switch"
          onClick={() => {
            onClose();
            onHelp();
          }}
        >
          {t('palette.help')}
        </button>
      </footer>
    </dialog>
  );
}

function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('desk');
  const box = useRef<HTMLDialogElement>(null);
  const lines = useLines();
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} className="palette palette-help" aria-label={t('help.title')} onClose={onClose}>
      <header>
        <h2>{t('help.title')}</h2>
        <button type="button" className="act" onClick={() => box.current?.close()}>
          {t('close')}
        </button>
      </header>
      <p>{t('help.hint')}</p>
      <dl>
        {HELP.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{t(`help.${key}.keys`)}</kbd>
            </dt>
            <dd>{t(`help.${key}.what`)}</dd>
          </div>
        ))}
        {lines
          .filter(({ to }) => LETTERS[to])
          .map(({ area, key, to }) => (
            <div key={to}>
              <dt>
                <kbd>g {LETTERS[to]}</kbd>
              </dt>
              <dd>{t(`${area}:nav.${key}`)}</dd>
            </div>
          ))}
      </dl>
    </dialog>
  );
}
