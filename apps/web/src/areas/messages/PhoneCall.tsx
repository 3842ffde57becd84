import './messages.css';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { FINDINGS, type Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { dayOf, timeOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { UNDELIVERED } from './queries';
import { instantAt } from './week';

interface PhoneCallProps {
  /** Of the message. */
  id: string;
  /** Whom to call. */
  name: string;
  onGone: () => void;
}

/** 电话送达: who was called when, and what was said. */
export function PhoneCall({ id, name, onGone }: PhoneCallProps) {
  const { t } = useTranslation('messages');
  const queries = useQueryClient();
  const record = useMutation({
    mutationFn: (body: Schemas['RecordPhoneCall']) =>
      answered(api.POST('/api/v1/messages/{id}/phone-calls', { params: { path: { id } }, body })),
    onSuccess: onGone,
    onSettled: () => Promise.all([UNDELIVERED, FINDINGS].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    record.mutate({
      calledName: (given.name ?? '').trim(),
      calledAt: instantAt(given.day ?? '', given.time ?? ''),
      content: (given.content ?? '').trim(),
    });
  };
  return (
    <form className="message-form message-call" onSubmit={send}>
      <div className="message-three">
        <label className="field">
          <span>{t('call.name')}</span>
          <input name="name" required maxLength={60} defaultValue={name} />
        </label>
        <label className="field">
          <span>{t('call.day')}</span>
          <input name="day" type="date" required defaultValue={dayOf(serverNow())} />
        </label>
        <label className="field">
          <span>{t('call.time')}</span>
          <input name="time" type="time" required defaultValue={timeOf(serverNow())} />
        </label>
      </div>
      <label className="field">
        <span>{t('call.content')}</span>
        <textarea name="content" rows={2} required maxLength={500} />
      </label>
      {record.isError && <ProblemNote problem={problemOf(record.error)} />}
      <p className="message-acts">
        <button type="submit" className="act act-main" disabled={record.isPending}>
          {t('call.save')}
        </button>
        <button type="button" className="act" onClick={onGone}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}
