import '../design/phone.css';

import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { OutboxKeeper, useUnsent } from '../areas/street/OutboxKeeper';
import { Sign } from '../design/Sign';
import { Waiting } from '../design/Waiting';
import type { Area, NavItem } from './area';
import { Foot, SecrecyNote } from './Notices';
import { ReadingSwitches } from './ReadingSwitches';
import { bears, useMe, useSignOut } from './session';
import { useTextsOf } from './useTextsOf';

/** Nothing of the desk's components may be imported here: the first load must be small (test/browser/phone-weight.spec.ts). */
export function PhoneShell() {
  const { t } = useTranslation();
  return (
    <div className="phone">
      <a className="skip" href="#page">
        {t('skip')}
      </a>
      <OutboxKeeper />
      <SecrecyNote />
      <TopBar />
      <main id="page" className="phone-page" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <Foot />
      <Places />
    </div>
  );
}

function TopBar() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <header className="phone-bar">
      <img src="/seal.svg" alt="" width="26" height="26" />
      <strong>{t('product')}</strong>
      <details>
        <summary>{me.name}</summary>
        <div className="phone-menu">
          <span>{me.unitName}</span>
          <ReadingSwitches />
          <Link to="/">{t('toDesk')}</Link>
          <button type="button" className="act" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
            {t('signOut')}
          </button>
        </div>
      </details>
    </header>
  );
}

interface Place extends NavItem {
  area: string;
}

function Places() {
  const { t } = useTranslation();
  const me = useMe();
  const unsent = useUnsent();
  const router = useRouter();
  const { areas } = router.options.context;
  const places = areas
    .flatMap(({ name, phoneNav = [] }: Area): Place[] => phoneNav.map((item) => ({ ...item, area: name })))
    .filter(({ roles }) => bears(me, roles));
  const ready = useTextsOf(places);
  const all = places.map(({ to }) => to).join(' ');
  // Fetched while there is a network: the next page may be asked for in a cellar.
  useEffect(() => {
    for (const to of all.split(' ').filter(Boolean)) void router.preloadRoute({ to });
  }, [all, router]);
  return (
    <nav className="places" aria-label={t('menu')}>
      {ready &&
        places.map(({ area, key, to, sign }) => (
          <Link key={to} to={to} className="place">
            <Sign path={sign} size="1.6em" />
            <span>{t(`${area}:nav.${key}`)}</span>
            {to === '/m/outbox' && unsent > 0 && (
              <span className="place-count">
                <span className="unseen">{t('unsent')}</span>
                {unsent}
              </span>
            )}
          </Link>
        ))}
    </nav>
  );
}
