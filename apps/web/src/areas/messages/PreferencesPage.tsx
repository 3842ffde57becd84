import './messages.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toString as qrSvg } from 'qrcode';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { feedQuery, type Preference, preferencesQuery } from './queries';

const DIGESTS = [0, 5, 15, 30, 60, 120, 240] as const;
const ORDERS = ['sms,email', 'email,sms', 'sms', 'email', ''] as const;

/** 接收设置: how the reader wants to be told, and a calendar of what falls due. */
export function PreferencesPage() {
  const { t } = useTranslation('messages');
  const { data, error } = useQuery(preferencesQuery);
  return (
    <>
      <header className="page-head">
        <h1>{t('preferences.title')}</h1>
        <p>{t('preferences.hint')}</p>
      </header>
      <div className="message-columns">
        <section className="sheet">
          {data ? <Form kept={data} /> : error ? <ProblemNote problem={problemOf(error)} /> : <Waiting />}
        </section>
        <Feed />
      </div>
    </>
  );
}

function Form({ kept }: { kept: Preference }) {
  const { t } = useTranslation('messages');
  const queries = useQueryClient();
  const [quiet, setQuiet] = useState(kept.quietHours !== null);
  const save = useMutation({
    mutationFn: (body: Preference) => answered(api.PUT('/api/v1/people/me/preferences', { body })),
    onSuccess: (saved) => queries.setQueryData(preferencesQuery.queryKey, saved),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    save.mutate({
      language: given.language === 'en' ? 'en' : 'zh',
      phone: given.phone?.trim() || null,
      email: given.email?.trim() || null,
      quietHours: quiet ? { from: given.from ?? '', to: given.to ?? '' } : null,
      digestMinutes: Number(given.digest),
      order: (given.order ?? '').split(',').filter(Boolean) as Preference['order'],
    });
  };
  return (
    <form className="message-form" onSubmit={send}>
      <h2>{t('preferences.how')}</h2>
      <div className="message-pair">
        <label className="field">
          <span>{t('preferences.phone')}</span>
          <input name="phone" type="tel" inputMode="tel" pattern="\+?[0-9]{5,15}" defaultValue={kept.phone ?? ''} />
        </label>
        <label className="field">
          <span>{t('preferences.email')}</span>
          <input name="email" type="email" maxLength={254} defaultValue={kept.email ?? ''} />
        </label>
      </div>
      <label className="field">
        <span>{t('preferences.order')}</span>
        <select name="order" defaultValue={kept.order.join(',')}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {t(`order.${order === '' ? 'none' : order.replace(',', '-')}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="message-tick">
        <input type="checkbox" checked={quiet} onChange={({ target }) => setQuiet(target.checked)} />
        {t('preferences.quiet')}
      </label>
      {quiet && (
        <div className="message-pair">
          <label className="field">
            <span>{t('preferences.from')}</span>
            <input name="from" type="time" required defaultValue={kept.quietHours?.from ?? '21:00'} />
          </label>
          <label className="field">
            <span>{t('preferences.to')}</span>
            <input name="to" type="time" required defaultValue={kept.quietHours?.to ?? '07:30'} />
          </label>
        </div>
      )}
      <p className="message-quiet">{t('preferences.urgentAnyway')}</p>
      <div className="message-pair">
        <label className="field">
          <span>{t('preferences.digest')}</span>
          <select name="digest" defaultValue={kept.digestMinutes}>
            {[...new Set([...DIGESTS, kept.digestMinutes])]
              .sort((one, other) => one - other)
              .map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('preferences.eachAlone') : t('preferences.minutes', { count })}
                </option>
              ))}
          </select>
        </label>
        <label className="field">
          <span>{t('preferences.language')}</span>
          <select name="language" defaultValue={kept.language}>
            <option value="zh">{'中文'}</option>
            <option value="en">English</option>
          </select>
        </label>
      </div>
      {save.isError && <ProblemNote problem={problemOf(save.error)} />}
      <p className="message-acts">
        <button type="submit" className="act act-main" disabled={save.isPending}>
          {t('save')}
        </button>
        {save.isSuccess && <span role="status">{t('saved')}</span>}
      </p>
    </form>
  );
}

/** 日历订阅: the address opens the reader's deadlines to whoever has it, so it is shown once and can be revoked. */
function Feed() {
  const { t, i18n } = useTranslation('messages');
  const queries = useQueryClient();
  const { data } = useQuery(feedQuery);
  const [svg, setSvg] = useState('');
  const settled = () => queries.invalidateQueries({ queryKey: feedQuery.queryKey });
  const renew = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/people/me/deadline-feed')),
    onSettled: settled,
  });
  const revoke = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/people/me/deadline-feed')),
    onSuccess: () => renew.reset(),
    onSettled: settled,
  });
  const url = renew.data?.url;
  useEffect(() => {
    if (url) void qrSvg(url, { type: 'svg', margin: 1 }).then(setSvg);
  }, [url]);
  const failed = renew.error ?? revoke.error;
  return (
    <section className="sheet message-form">
      <h2>{t('feed.title')}</h2>
      <p>{t('feed.hint')}</p>
      {data && (
        <p className="message-quiet">
          {data.since ? t('feed.since', { at: spoken(data.since, i18n.language) }) : t('feed.none')}
        </p>
      )}
      {url && (
        <div className="message-feed">
          {svg && (
            <img
              src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
              alt={t('feed.qr')}
              width="150"
              height="150"
            />
          )}
          <label className="field">
            <span>{t('feed.once')}</span>
            <input readOnly value={url} onFocus={({ target }) => target.select()} />
          </label>
        </div>
      )}
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <p className="message-acts">
        <button type="button" className="act" disabled={renew.isPending} onClick={() => renew.mutate()}>
          {t(data?.active ? 'feed.renew' : 'feed.make')}
        </button>
        {data?.active && (
          <button type="button" className="act" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('feed.revoke')}
          </button>
        )}
      </p>
    </section>
  );
}
