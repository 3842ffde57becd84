import './street.css';

import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { draftsOf, dropDraft, feedbackOf } from './drafts';
import { discard, entriesOf, mend } from './outbox';
import { flush, type Standing, useStanding } from './sending';
import type { Draft, Entry } from './store';
import { useLive } from './useLive';

/** 待发: what this person has filed on this phone, and whether it has arrived. */
export function OutboxPage() {
  const { t } = useTranslation('street');
  const { personId } = useMe();
  const standing = useStanding();
  const entries = useLive(() => entriesOf(personId), personId) ?? [];
  const drafts = useLive(() => draftsOf(personId), personId) ?? [];
  const unsent = entries.filter(({ state }) => state === 'waiting' || state === 'sending');
  return (
    <>
      <h1>{t('outbox.title')}</h1>
      <p className="hint">{t('outbox.hint')}</p>
      {unsent.length > 0 && (
        <div className="send-bar">
          <Stand standing={standing} waiting={unsent.length} />
          <button
            type="button"
            className="act act-main act-wide"
            disabled={standing === 'sending'}
            onClick={() => void flush(personId, true)}
          >
            {t('outbox.sendNow')}
          </button>
        </div>
      )}
      <Room />
      {drafts.length > 0 && (
        <section>
          <h2>{t('outbox.drafts')}</h2>
          <ul className="cards">
            {drafts.map((draft) => (
              <DraftCard key={draft.id} draft={draft} />
            ))}
          </ul>
        </section>
      )}
      {entries.length === 0 && drafts.length === 0 ? (
        <EmptyState title={t('outbox.none')} hint={t('outbox.noneHint')} />
      ) : (
        <ul className="cards" aria-label={t('outbox.title')}>
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </>
  );
}

function Stand({ standing, waiting }: { standing: Standing; waiting: number }) {
  const { t } = useTranslation('street');
  const back = useRouter().history.location.href;
  if (standing === 'signed-out')
    return (
      <p role="alert" className="note">
        {t('outbox.signedOut', { count: waiting })}{' '}
        <Link to="/sign-in" search={{ back }}>
          {t('outbox.signIn')}
        </Link>
      </p>
    );
  return (
    <p role="status">
      {standing === 'sending' && t('outbox.sending', { count: waiting })}
      {standing === 'offline' && t('outbox.offline', { count: waiting })}
      {standing === 'idle' && t('outbox.waiting', { count: waiting })}
    </p>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('street');
  const navigate = useNavigate();
  const { id, state, title, photos, photosSent, queuedAt, number, findingId, why, form, personId } = entry;
  const again = async () => {
    if ('visit' in form) {
      await discard(id);
      return navigate({ to: '/m/rounds/$id', params: { id: form.visit.roundId } });
    }
    if ('submit' in form) {
      await mend(entry, form, feedbackOf(personId, form.submit.findingId));
      return navigate({ to: '/m/cases/$id', params: { id: form.submit.findingId } });
    }
    await mend(entry, form, id);
    return navigate({ to: '/m/file', search: { draft: id } });
  };
  return (
    <li className={`card card-${state}`}>
      <p className="card-head">
        <b>{title}</b>
        <span className={`tag tone-${TONES[state]}`}>{t(`state.${state}`)}</span>
      </p>
      <p className="hint">
        {t('outbox.queued', { at: spoken(queuedAt, i18n.language) })}
        {!('visit' in form) && ` · ${t('outbox.photos', { count: photos })}`}
      </p>
      {state === 'sending' && (
        <p role="status">
          {photosSent < photos ? t('outbox.photo', { nth: photosSent + 1, of: photos }) : t('outbox.handing')}
          <progress value={photosSent} max={photos + 1} aria-label={t('state.sending')} />
        </p>
      )}
      {state === 'sent' && findingId && (
        <p>
          <Link to="/m/cases/$id" params={{ id: findingId }}>
            {number}
          </Link>
        </p>
      )}
      {state === 'failed' && why && (
        <div className="problem">
          <b>{why.title}</b>
          <ul>
            {why.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        </div>
      )}
      {state === 'failed' && (
        <div className="acts">
          <button type="button" className="act act-main" onClick={() => void again()}>
            {t('outbox.mend')}
          </button>
          <Discard onDo={() => void discard(id)} />
        </div>
      )}
    </li>
  );
}

const TONES = { waiting: 'soon', sending: 'blue', failed: 'late', sent: 'good' } as const;

function DraftCard({ draft: { id, form, changedAt } }: { draft: Draft }) {
  const { t, i18n } = useTranslation('street');
  const words =
    'file' in form
      ? form.file.description || t('outbox.unnamed')
      : t('outbox.feedback', { number: form.submit.number });
  return (
    <li className="card">
      <p className="card-head">
        <b>{words}</b>
        <span className="tag tone-still">{t('outbox.draft')}</span>
      </p>
      <p className="hint">{t('outbox.changed', { at: spoken(changedAt, i18n.language) })}</p>
      <div className="acts">
        {'file' in form ? (
          <Link to="/m/file" search={id.startsWith('new:') ? {} : { draft: id }} className="act">
            {t('outbox.goOn')}
          </Link>
        ) : (
          <Link to="/m/cases/$id" params={{ id: form.submit.findingId }} className="act">
            {t('outbox.goOn')}
          </Link>
        )}
        <Discard onDo={() => void dropDraft(id)} />
      </div>
    </li>
  );
}

/** The photos would be gone: the second press does it. */
function Discard({ onDo }: { onDo: () => void }) {
  const { t } = useTranslation('street');
  const [sure, setSure] = useState(false);
  return (
    <button type="button" className="act" onBlur={() => setSure(false)} onClick={() => (sure ? onDo() : setSure(true))}>
      {sure ? t('outbox.discardSure') : t('outbox.discard')}
    </button>
  );
}

const NEARLY_FULL = 0.8;

/** Says so before the phone's store is full. */
function Room() {
  const { t } = useTranslation('street');
  const [full, setFull] = useState(false);
  useEffect(() => {
    navigator.storage
      ?.estimate()
      .then(({ usage = 0, quota = 0 }) => setFull(quota > 0 && usage / quota > NEARLY_FULL))
      .catch(() => undefined);
  }, []);
  return full ? (
    <p role="alert" className="note">
      {t('outbox.nearlyFull')}
    </p>
  ) : null;
}
