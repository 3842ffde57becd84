import './messages.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { unitsQuery } from '../../api/queries';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { CHANNELS, drawnSecret, FIELDS, outletOf, type SaveOutlet, shownOf } from './outlet-form';
import { type Channel, type Outlet, OUTLETS, outletsQuery, sendingsQuery } from './queries';
import { SendingState } from './SendingState';

/** 通道设置: where messages go beside the inbox. */
export function OutletsPage() {
  const { t } = useTranslation('messages');
  const { data, error } = useQuery(outletsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<Channel | null>(null);
  const outlet = data?.items.find(({ id }) => id === chosen) ?? null;
  return (
    <>
      <header className="page-head">
        <h1>{t('outlets.title')}</h1>
        <p>{t('outlets.hint')}</p>
      </header>
      <div className="message-columns">
        <section className="sheet message-form">
          {error && !data && <ProblemNote problem={problemOf(error)} />}
          {!data && !error && <Waiting />}
          {data?.items.length === 0 && <EmptyState title={t('outlets.none')} hint={t('outlets.noneHint')} />}
          <ul className="outlets">
            {data?.items.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={one.id === chosen}
                  onClick={() => {
                    setChosen(one.id);
                    setAdding(null);
                  }}
                >
                  <b>{one.name}</b>
                  <span>{t(`channel.${one.kind}`)}</span>
                  <span className={`tag tone-${one.enabled ? 'good' : 'still'}`}>
                    {t(one.enabled ? 'outlets.enabled' : 'outlets.disabled')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="message-acts" role="group" aria-label={t('outlets.add')}>
            <span>{t('outlets.add')}</span>
            {CHANNELS.map((kind) => (
              <button
                key={kind}
                type="button"
                className="act"
                onClick={() => {
                  setAdding(kind);
                  setChosen(null);
                }}
              >
                {t(`channel.${kind}`)}
              </button>
            ))}
          </div>
        </section>
        {adding && (
          <section className="sheet">
            <Form key={adding} kind={adding} kept={null} onSaved={(id) => (setAdding(null), setChosen(id))} />
          </section>
        )}
        {outlet && (
          <section className="sheet message-form">
            <Form key={outlet.id} kind={outlet.kind} kept={outlet} onSaved={() => {}} />
            {outlet.kind === 'sms' && <ReplyAddress id={outlet.id} />}
            {outlet.kind === 'webhook' && <Rotation id={outlet.id} />}
            <Sendings id={outlet.id} />
          </section>
        )}
      </div>
    </>
  );
}

interface FormProps {
  kind: Channel;
  kept: Outlet | null;
  onSaved: (id: string) => void;
}

function Form({ kind, kept, onSaved }: FormProps) {
  const { t, i18n } = useTranslation('messages');
  const units = useQuery(unitsQuery).data?.items ?? [];
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: SaveOutlet) =>
      answered(
        kept
          ? api.PUT('/api/v1/message-outlets/{id}', { params: { path: { id: kept.id } }, body })
          : api.POST('/api/v1/message-outlets', { body }),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: OUTLETS });
      onSaved(id);
    },
  });
  const shown = kept ? shownOf(kept) : {};
  return (
    <form
      className="message-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        save.mutate(outletOf(kind, given));
      }}
    >
      <h2>{kept ? kept.name : t('outlets.new', { channel: t(`channel.${kind}`) })}</h2>
      <label className="field">
        <span>{t('field.name')}</span>
        <input name="name" required maxLength={60} defaultValue={kept?.name ?? ''} />
      </label>
      <label className="field">
        <span>{t('field.unitId')}</span>
        <select name="unitId" defaultValue={kept?.unitId ?? ''}>
          <option value="">{t('outlets.wholeDistrict')}</option>
          {units
            .filter(({ validTo }) => validTo === null)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      {FIELDS[kind].map(({ name, type, required = false, usual = '', like = '', drawn = false }) => {
        const label = t(`field.${name}`);
        const value = shown[name] ?? (kept ? '' : usual);
        if (type === 'tick')
          return (
            <label key={name} className="message-tick">
              <input type="checkbox" name={name} defaultChecked={value === 'on'} />
              {label}
            </label>
          );
        const isKept = kept?.secretsKept.some((one) => one === name || one.startsWith(`${name}.`)) ?? false;
        if (type === 'secret')
          return <SecretField key={name} name={name} label={label} isKept={isKept} drawn={drawn} />;
        return (
          <label key={name} className="field">
            <span>{label}</span>
            {type === 'area' ? (
              <textarea
                name={name}
                rows={3}
                defaultValue={name === 'values' ? '' : value}
                placeholder={name === 'values' && isKept ? t('field.keptSecret') : like}
              />
            ) : typeof type === 'object' ? (
              <select name={name} defaultValue={value || type[0]}>
                {type.map((one) => (
                  <option key={one} value={one}>
                    {t(`choice.${one}`)}
                  </option>
                ))}
              </select>
            ) : (
              <input
                name={name}
                type={type === 'number' ? 'number' : 'text'}
                required={required}
                defaultValue={value}
                placeholder={like}
                autoComplete="off"
              />
            )}
          </label>
        );
      })}
      <label className="message-tick">
        <input type="checkbox" name="enabled" defaultChecked={kept?.enabled ?? true} />
        {t('field.enabled')}
      </label>
      {save.isError && <ProblemNote problem={problemOf(save.error)} />}
      <p className="message-acts">
        <button type="submit" className="act act-main" disabled={save.isPending}>
          {t('save')}
        </button>
        {save.isSuccess && <span role="status">{t('saved')}</span>}
        {kept && (
          <small className="message-quiet">{t('outlets.changed', { at: spoken(kept.changedAt, i18n.language) })}</small>
        )}
      </p>
    </form>
  );
}

/** Where the gateway brings replies. */
function ReplyAddress({ id }: { id: string }) {
  const { t } = useTranslation('messages');
  return (
    <section className="message-form message-part">
      <h2>{t('replies.title')}</h2>
      <p className="message-quiet">{t('replies.hint')}</p>
      <label className="field">
        <span>{t('replies.address')}</span>
        <input readOnly value={`${window.location.origin}/api/v1/sms-replies/${id}`} />
      </label>
    </section>
  );
}

interface SecretFieldProps {
  name: string;
  label: string;
  isKept?: boolean;
  drawn?: boolean;
  required?: boolean;
}

/** Goes in and never comes out; one that is drawn can be copied for the other side until it is saved. */
function SecretField({ name, label, isKept = false, drawn = false, required = false }: SecretFieldProps) {
  const { t } = useTranslation('messages');
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  return (
    <span className="message-secret">
      <label className="field">
        <span>{label}</span>
        <input
          ref={field}
          name={name}
          type={shown ? 'text' : 'password'}
          required={required}
          autoComplete="new-password"
          placeholder={isKept ? t('field.keptSecret') : undefined}
        />
      </label>
      {drawn && (
        <button
          type="button"
          className="act"
          aria-label={t('field.drawFor', { field: label })}
          onClick={() => {
            setShown(true);
            if (field.current) field.current.value = drawnSecret();
          }}
        >
          {t('field.draw')}
        </button>
      )}
    </span>
  );
}

/** 轮换: for a while both secrets sign. */
function Rotation({ id }: { id: string }) {
  const { t } = useTranslation('messages');
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: (body: { secret: string; overlapHours: number }) =>
      answered(api.POST('/api/v1/message-outlets/{id}/rotations', { params: { path: { id } }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: OUTLETS }),
  });
  return (
    <form
      className="message-form message-part"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
        rotate.mutate(
          { secret: (given.next ?? '').trim(), overlapHours: Number(given.hours) },
          { onSuccess: () => form.reset() },
        );
      }}
    >
      <h2>{t('rotation.title')}</h2>
      <div className="message-pair">
        <SecretField name="next" label={t('rotation.secret')} drawn required />
        <label className="field">
          <span>{t('rotation.hours')}</span>
          <input name="hours" type="number" min={0} max={168} required defaultValue={24} />
        </label>
      </div>
      {rotate.isError && <ProblemNote problem={problemOf(rotate.error)} />}
      <p className="message-acts">
        <button type="submit" className="act" disabled={rotate.isPending}>
          {t('rotation.rotate')}
        </button>
        {rotate.isSuccess && <span role="status">{t('rotation.done')}</span>}
      </p>
    </form>
  );
}

function Sendings({ id }: { id: string }) {
  const { t, i18n } = useTranslation('messages');
  const queries = useQueryClient();
  const { data } = useQuery(sendingsQuery(id));
  const test = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/message-outlets/{id}/tests', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: OUTLETS }),
  });
  return (
    <section className="message-form message-part" aria-label={t('sendings.title')}>
      <h2>{t('sendings.title')}</h2>
      <p className="message-acts">
        <button type="button" className="act" disabled={test.isPending} onClick={() => test.mutate()}>
          {t('sendings.test')}
        </button>
      </p>
      {test.isError && <ProblemNote problem={problemOf(test.error)} />}
      {data?.items.length === 0 && <p className="message-quiet">{t('sendings.none')}</p>}
      <ul className="sendings">
        {data?.items.map((sending) => (
          <li key={sending.id}>
            <span>{spoken(sending.at, i18n.language)}</span>
            {sending.id === test.data?.messageId && <span className="tag tone-blue">{t('sendings.yours')}</span>}
            <SendingState sending={sending} />
            <small>{t('sendings.attempts', { count: sending.attempts })}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
