import '../design/desk.css';

import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type MouseEvent, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { useLive } from '../api/live';
import { inboxQuery } from '../api/queries';
import { Palette } from '../areas/desk/Palette';
import { themeFor } from '../design/antd-theme';
import { Sign } from '../design/Sign';
import { UndoBar } from '../design/UndoBar';
import { Waiting } from '../design/Waiting';
import { type Area, GROUPS, type NavItem } from './area';
import { Foot, SecrecyNote } from './Notices';
import { useReading } from './reading';
import { ReadingSwitches } from './ReadingSwitches';
import { bears, useMe, useSignOut } from './session';
import { useTextsOf } from './useTextsOf';

/** The office's frame: menu by role, bar with what is unread, foot. */
export function DeskShell() {
  const { t, i18n } = useTranslation();
  const reading = useReading();
  const follow = useFollowing();
  useLive();
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      theme={themeFor(reading)}
      button={{ autoInsertSpace: false }}
    >
      <App component={false}>
        <div className="desk" onClick={follow}>
          <a className="skip" href="#page">
            {t('skip')}
          </a>
          <SecrecyNote />
          <Bar />
          <Menu />
          <main id="page" className="desk-page" tabIndex={-1}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </main>
          <Foot />
          <Palette />
          <UndoBar />
        </div>
      </App>
    </ConfigProvider>
  );
}

/** A plain link to a page of ours is followed without fetching everything anew. */
function useFollowing(): (event: MouseEvent) => void {
  const { history } = useRouter();
  return (event) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event;
    const link = target instanceof Element && target.closest('a[href^="/"]:not([target], [download])');
    if (!link || defaultPrevented || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('/api/')) return;
    event.preventDefault();
    history.push(href);
  };
}

function Bar() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <header className="bar">
      <Link to="/" className="brand">
        <img src="/seal.svg" alt="" width="28" height="28" />
        <strong>{t('product')}</strong>
        <span>{t('motto')}</span>
      </Link>
      {/* The command palette puts its button here (createPortal). */}
      <div id="bar-slot" className="bar-slot" />
      <ReadingSwitches />
      <Bell />
      <span className="whoami">
        <b>{me.name}</b>
        <span>{me.unitName}</span>
      </span>
      <button type="button" className="switch" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
        {t('signOut')}
      </button>
    </header>
  );
}

function Bell() {
  const { t } = useTranslation();
  const { data } = useQuery(inboxQuery);
  const fresh = data?.unread ?? 0;
  const shown = fresh > 99 ? '99+' : String(fresh);
  return (
    <Link className="bell" to="/messages" aria-label={t('bell', { shown })}>
      <Sign path="M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 20a2 2 0 0 0 4 0" />
      {fresh > 0 && <span className="bell-count">{shown}</span>}
    </Link>
  );
}

interface Line extends NavItem {
  area: string;
  group: Area['group'];
}

function Menu() {
  const { t } = useTranslation();
  const me = useMe();
  const { areas } = useRouter().options.context;
  const lines = areas
    .flatMap(({ name, group, nav = [] }: Area): Line[] => nav.map((item) => ({ ...item, area: name, group })))
    .filter(({ roles }) => bears(me, roles));
  const ready = useTextsOf(lines);
  return (
    <nav className="menu" aria-label={t('menu')}>
      {ready &&
        GROUPS.map((group) => (
          <MenuGroup key={group} group={group} lines={lines.filter((one) => one.group === group)} />
        ))}
    </nav>
  );
}

function MenuGroup({ group, lines }: { group: (typeof GROUPS)[number]; lines: readonly Line[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <div role="group" className="menu-group" aria-label={t(`menuGroup.${group}`)}>
      <p aria-hidden="true">{t(`menuGroup.${group}`)}</p>
      {lines.map(({ area, key, to, sign }) => (
        <Link
          key={to}
          to={to}
          className="menu-line"
          activeOptions={{
            exact: lines.some((line) => line.to !== to && line.to.startsWith(to)),
            includeSearch: false,
          }}
        >
          <Sign path={sign} />
          <span>{t(`${area}:nav.${key}`)}</span>
        </Link>
      ))}
    </div>
  );
}
