import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { CommandName } from '../../api/command';
import { useActing } from './acting';
import { besideOf, menuOf } from './menu';
import type { Finding } from './queries';

const KEYS = { primary: 'a', more: 'm' } as const;

/** What the caller may do: the likeliest first, the rest in a menu. */
export function ActBar({ finding: { allowedCommands } }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const { act } = useActing();
  const more = useRef<HTMLDetailsElement>(null);
  const { primary, groups } = menuOf(allowedCommands);
  const beside = besideOf(primary, allowedCommands);
  const choose = (command: CommandName) => {
    if (more.current) more.current.open = false;
    act(command);
  };
  useSingleKeys({
    [KEYS.primary]: () => primary && act(primary),
    [KEYS.more]: () => {
      if (!more.current) return;
      more.current.open = !more.current.open;
      more.current.querySelector('summary')?.focus();
    },
  });
  if (!primary && groups.length === 0) return null;
  return (
    <nav className="act-bar" aria-label={t('acts')}>
      {primary && (
        <button type="button" className="act act-main" onClick={() => act(primary)} aria-keyshortcuts={KEYS.primary}>
          {t(`command.${primary}`)} <kbd aria-hidden="true">A</kbd>
        </button>
      )}
      {beside && (
        <button type="button" className="act" onClick={() => act(beside)}>
          {t(`command.${beside}`)}
        </button>
      )}
      {groups.length > 0 && (
        <details
          ref={more}
          className="act-more"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !more.current?.open) return;
            more.current.open = false;
            more.current.querySelector('summary')?.focus();
          }}
        >
          <summary className="act" aria-keyshortcuts={KEYS.more}>
            {t('more')} <kbd aria-hidden="true">M</kbd>
          </summary>
          <div className="act-menu">
            {groups.map(({ group, commands }) => (
              <section key={group} aria-label={t(`group.${group}`)}>
                <h3>{t(`group.${group}`)}</h3>
                {commands.map((command) => (
                  <button key={command} type="button" onClick={() => choose(command)}>
                    {t(`command.${command}`)}
                  </button>
                ))}
              </section>
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

/** Not while something is typed, composed, or asked in a dialog. */
function useSingleKeys(keys: Record<string, () => unknown>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]')) return;
      const press = latest.current[event.key.toLowerCase()];
      if (!press) return;
      event.preventDefault();
      press();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
