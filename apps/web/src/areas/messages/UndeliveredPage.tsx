import './messages.css';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { PhoneCall } from './PhoneCall';
import { undeliveredQuery } from './queries';
import { SendingState } from './SendingState';

type Row = Schemas['Undelivered']['items'][number];

/** 未送达: what did not arrive and why; a phone call counts as service. */
export function UndeliveredPage() {
  const { t } = useTranslation('messages');
  const [served, setServed] = useState(false);
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(undeliveredQuery(served));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const reach = data?.pages[0]?.reach;
  return (
    <>
      <header className="page-head">
        <h1>{t('undelivered.title')}</h1>
        <p>{t('undelivered.hint')}</p>
      </header>
      <section className="sheet message-form">
        <label className="message-tick">
          <input type="checkbox" checked={served} onChange={({ target }) => setServed(target.checked)} />
          {t('undelivered.served')}
        </label>
        {reach && !reach.sms && !reach.email && <p className="message-note">{t('undelivered.inboxOnly')}</p>}
        {error && !data && <ProblemNote problem={problemOf(error)} />}
        {!data && !error && <Waiting />}
        {data && rows.length === 0 && <EmptyState title={t('undelivered.none')} hint={t('undelivered.noneHint')} />}
        <ul className="undelivered">
          {rows.map((row) => (
            <Undelivered key={row.id} row={row} />
          ))}
        </ul>
        {hasNextPage && (
          <p className="messages-more">
            <button type="button" className="act" onClick={() => void fetchNextPage()}>
              {t('inbox.more')}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

function Undelivered({ row }: { row: Row }) {
  const { t, i18n } = useTranslation('messages');
  const [calling, setCalling] = useState(false);
  const { recipient, items, phoneCall, channel, at } = row;
  return (
    <li>
      <p className="message-head">
        <b>{recipient.name}</b>
        <span>{recipient.unitName}</span>
        {recipient.phone && <span>{recipient.phone}</span>}
        <span>{t(`channel.${channel}`)}</span>
        <SendingState sending={row} />
        <time dateTime={at}>{spoken(at, i18n.language)}</time>
      </p>
      <p>
        {[...new Map(items.map(({ findingId, number }) => [findingId, number]))].map(([findingId, number]) => (
          <a key={findingId} href={`/findings/${findingId}`}>
            {number}
          </a>
        ))}
      </p>
      {phoneCall ? (
        <p className="message-quiet">
          {t('undelivered.called', { name: phoneCall.calledName, at: spoken(phoneCall.calledAt, i18n.language) })}
          <q>{phoneCall.content}</q>
        </p>
      ) : calling ? (
        <PhoneCall id={row.id} name={recipient.name} onGone={() => setCalling(false)} />
      ) : (
        <button type="button" className="act" onClick={() => setCalling(true)}>
          {t('undelivered.phoned')}
        </button>
      )}
    </li>
  );
}
