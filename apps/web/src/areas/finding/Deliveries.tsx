import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { PhoneCall } from '../messages/PhoneCall';
import { SENDERS } from '../messages/senders';
import { SendingState } from '../messages/SendingState';
import { Part } from './Part';
import { deliveriesQuery, type Finding } from './queries';
import { useNames, type Words } from './useNames';

type Delivery = Schemas['FindingDeliveries']['items'][number];
type Sending = Delivery['sendings'][number];

const FIRST = 4;
const TONE = { queued: 'blue', delivered: 'good', undeliverable: 'late' } as const;
const NOT_ARRIVED: ReadonlySet<Sending['state']> = new Set(['undelivered', 'unknown']);

/** 送达: who was told what, by which channel, and what did not arrive. */
export function Deliveries({ finding }: { finding: Finding }) {
  const { t } = useTranslation('finding');
  const names = useNames(finding);
  const [all, setAll] = useState(false);
  const { data } = useQuery(deliveriesQuery(finding.id));
  const items = data?.items.toReversed() ?? [];
  if (items.length === 0) return null;
  const missed = items.filter(hasMissed).length;
  // What did not arrive is never behind a button.
  const shown = all ? items : items.filter((item, index) => index < FIRST || hasMissed(item));
  return (
    <Part
      title={t('deliveries.title')}
      aside={missed > 0 && <span className="tag tone-late">{t('deliveries.missed', { count: missed })}</span>}
    >
      <ul className="rows">
        {shown.map((item) => (
          <Told key={`${item.seq}/${item.role}/${item.unitId ?? ''}`} item={item} names={names} />
        ))}
      </ul>
      {shown.length < items.length && (
        <button type="button" className="act" onClick={() => setAll(true)}>
          {t('deliveries.all', { count: items.length })}
        </button>
      )}
    </Part>
  );
}

const hasMissed = ({ state, sendings }: Delivery): boolean =>
  state === 'undeliverable' || sendings.some((sending) => NOT_ARRIVED.has(sending.state));

function Told({ item, names }: { item: Delivery; names: Words }) {
  const { t, i18n } = useTranslation('finding');
  const { text, role, unitId, state, atOnce, notBefore, deliveredAt, people, sendings } = item;
  const whom = people.length > 0 ? names.list(people) : names.word('position', role);
  return (
    <li>
      <p>
        <b>{[unitId && names.unit(unitId), whom].filter(Boolean).join(' · ')}</b>
        <span className={`tag tone-${TONE[state]}`}>{t(`deliveries.state.${state}`)}</span>
        {atOnce && <span className="tag tone-late">{t('deliveries.atOnce')}</span>}
        <time dateTime={deliveredAt ?? notBefore}>{spoken(deliveredAt ?? notBefore, i18n.language)}</time>
      </p>
      <p>{text}</p>
      {sendings.map((sending) => (
        <Sent key={sending.id} sending={sending} />
      ))}
    </li>
  );
}

function Sent({ sending }: { sending: Sending }) {
  const { t } = useTranslation(['finding', 'messages']);
  const me = useMe();
  const [calling, setCalling] = useState(false);
  const { id, channel, state, recipient } = sending;
  return (
    <div className="rows-facts">
      <span>{t(`messages:channel.${channel}`)}</span>
      <span>{recipient}</span>
      <SendingState sending={sending} />
      {NOT_ARRIVED.has(state) && bears(me, SENDERS) && !calling && (
        <button type="button" className="act" onClick={() => setCalling(true)}>
          {t('messages:undelivered.phoned')}
        </button>
      )}
      {calling && <PhoneCall id={id} name={recipient} onGone={() => setCalling(false)} />}
    </div>
  );
}
