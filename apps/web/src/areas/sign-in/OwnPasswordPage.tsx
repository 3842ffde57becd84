import './sign-in.css';

import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { Foot, SecrecyNote } from '../../app/Notices';
import { useChoosePassword, useSignOut } from '../../app/session';
import { ProblemNote } from '../../design/ProblemNote';

/** 设自己的密码: all that is open to who signed in by a one-time password. */
export function OwnPasswordPage() {
  const { t } = useTranslation('sign-in');
  const { history } = useRouter();
  const choose = useChoosePassword();
  const signOut = useSignOut();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { current, password } = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    choose.mutate({ current: current ?? '', password: password ?? '' }, { onSuccess: () => history.replace('/') });
  };
  return (
    <div className="sign-in">
      <SecrecyNote />
      <main className="sign-in-card">
        <header>
          <img src="/seal.svg" alt="" width="44" height="44" />
          <h1>{t('own.title')}</h1>
          <p>{t('own.why')}</p>
        </header>
        <form onSubmit={send}>
          {choose.isError && <ProblemNote problem={problemOf(choose.error)} />}
          <label className="field">
            <span>{t('own.current')}</span>
            <input name="current" type="password" autoComplete="current-password" required maxLength={200} />
          </label>
          <label className="field">
            <span>{t('own.new')}</span>
            <input name="password" type="password" autoComplete="new-password" required maxLength={200} />
          </label>
          <p>{t('own.rule')}</p>
          <button type="submit" className="act act-main act-wide" disabled={choose.isPending}>
            {t('own.choose')}
          </button>
        </form>
        <button type="button" className="act act-wide" onClick={() => signOut.mutate()}>
          {t('own.leave')}
        </button>
      </main>
      <Foot />
    </div>
  );
}
