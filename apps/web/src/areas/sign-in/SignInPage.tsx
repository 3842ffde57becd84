import './sign-in.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { settingsQuery } from '../../api/queries';
import { Foot, SecrecyNote } from '../../app/Notices';
import { ReadingSwitches } from '../../app/ReadingSwitches';
import { useSignIn } from '../../app/session';
import { ProblemNote } from '../../design/ProblemNote';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  return (
    <div className="sign-in">
      <SecrecyNote />
      <main className="sign-in-card">
        <header>
          <img src="/seal.svg" alt="" width="44" height="44" />
          <h1>{t('title')}</h1>
          <p>{t('loop')}</p>
        </header>
        <SsoFailure />
        <Credentials />
        <SingleSignOn />
        <ReadingSwitches />
      </main>
      <Foot />
    </div>
  );
}

function Credentials() {
  const { t } = useTranslation('sign-in');
  const { back } = route.useSearch();
  const { history } = useRouter();
  const signIn = useSignIn();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    signIn.mutate(
      { username: (username ?? '').trim(), password: password ?? '' },
      { onSuccess: () => history.replace(back ?? '/') },
    );
  };
  return (
    <form onSubmit={send}>
      {signIn.isError && <ProblemNote problem={problemOf(signIn.error)} />}
      <label className="field">
        <span>{t('username')}</span>
        <input name="username" autoComplete="username" autoCapitalize="none" required maxLength={64} />
      </label>
      <label className="field">
        <span>{t('password')}</span>
        <input name="password" type="password" autoComplete="current-password" required maxLength={200} />
      </label>
      <button type="submit" className="act act-main act-wide" disabled={signIn.isPending}>
        {signIn.isPending ? t('entering') : t('enter')}
      </button>
    </form>
  );
}

/** Why single sign-on did not let somebody in, and what they can do. */
function SsoFailure() {
  const { t } = useTranslation('sign-in');
  const { sso } = route.useSearch();
  return sso ? (
    <p role="alert" className="sign-in-failure">
      {t(`failure.${sso}`)}
    </p>
  ) : null;
}

/** Leads out of the pages: the identity provider answers to the api. */
function SingleSignOn() {
  const { t } = useTranslation('sign-in');
  const { back } = route.useSearch();
  const { data } = useQuery(settingsQuery);
  if (!data?.ssoName) return null;
  return (
    <a className="act act-wide" href={`/api/v1/sso/start?to=${encodeURIComponent(back ?? '/')}`}>
      {t('sso', { name: data.ssoName })}
    </a>
  );
}
