import './messages.css';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { inboxQuery } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { useKeys } from '../../app/useKeys';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { type Message, messagesQuery } from './queries';
import { SENDERS } from './senders';

const route = getRouteApi('/desk/messages');

/** 消息: what was told to the reader and why; marks are for the reader alone. */
export function InboxPage() {
  const { t } = useTranslation('messages');
  const me = useMe();
  const { unread = false } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    messagesQuery(unread),
  );
  const seen = useSeen();
  const count = data?.pages[0]?.unread ?? 0;
  const show = (only: boolean) => void navigate({ to: '.', search: only ? { unread: true } : {}, replace: true });
  useKeys({ u: () => show(!unread) });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('inbox.title')}</h1>
        <p>{t('inbox.hint')}</p>
        <span className="page-acts">
          {bears(me, SENDERS) && (
            <Link to="/messages/undelivered" className="act">
              {t('undelivered.title')}
            </Link>
          )}
          <Link to="/messages/preferences" className="act">
            {t('preferences.title')}
          </Link>
          <button
            type="button"
            className="act"
            disabled={seen.isPending || count === 0}
            onClick={() => seen.mutate(undefined)}
          >
            {t('inbox.markAll')}
          </button>
        </span>
      </header>
      <section className="sheet">
        <div className="message-tabs" role="group" aria-label={t('inbox.show')}>
          <button type="button" aria-pressed={!unread} onClick={() => show(false)}>
            {t('inbox.all')}
          </button>
          <button type="button" aria-pressed={unread} onClick={() => show(true)}>
            {t('inbox.unread')}
            <b>{data ? count : '…'}</b>
          </button>
        </div>
        {seen.isError && <ProblemNote problem={problemOf(seen.error)} />}
        {isPending && <Waiting />}
        {error && !data && <ProblemNote problem={problemOf(error)} />}
        {data && items.length === 0 && (
          <EmptyState title={t(unread ? 'inbox.noneUnread' : 'inbox.none')} hint={t('inbox.noneHint')} />
        )}
        <ul className="messages">
          {items.map((message) => (
            <Line key={message.id} message={message} onOpen={() => message.unread && seen.mutate([message.id])} />
          ))}
        </ul>
        {hasNextPage && (
          <p className="messages-more">
            <button type="button" className="act" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('inbox.more')}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

function Line({ message, onOpen }: { message: Message; onOpen: () => void }) {
  const { t, i18n } = useTranslation('messages');
  const navigate = useNavigate();
  const { findingId, number, texts, at, atOnce, unread } = message;
  return (
    <li data-unread={unread}>
      <a
        href={`/findings/${findingId}`}
        onClick={(event) => {
          onOpen();
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          void navigate({ to: '/findings/$id', params: { id: findingId } });
        }}
      >
        <span className="message-head">
          {unread && <span className="tag tone-blue">{t('inbox.new')}</span>}
          {atOnce && <span className="tag tone-late">{t('inbox.urgent')}</span>}
          <b>{number}</b>
          <time dateTime={at}>{spoken(at, i18n.language)}</time>
        </span>
        {texts.length === 0 ? (
          <span>{t('inbox.noText')}</span>
        ) : (
          texts.map((text, index) => <span key={index}>{text}</span>)
        )}
      </a>
    </li>
  );
}

function useSeen() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) => answered(api.POST('/api/v1/inbox/seen', { body: ids ? { ids } : {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: inboxQuery.queryKey }),
  });
}
