import './network.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Input, Select, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { serverNow } from '../../api/server-time';
import { bears, useChoosePassword, useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { apiKeysQuery, colleaguesQuery, delegationsQuery, useReadAgain } from './queries';

/** 我的账号: one's password and delegations; for administrators the keys of other systems. */
export function AccountPage() {
  const { t } = useTranslation('network');
  const me = useMe();
  return (
    <>
      <header className="page-head">
        <h1>{t('account.title')}</h1>
      </header>
      <Password />
      <Delegations />
      {bears(me, ['admin']) && <ApiKeys />}
    </>
  );
}

function Password() {
  const { t } = useTranslation('network');
  const choose = useChoosePassword();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const clear = () => {
    setCurrent('');
    setPassword('');
  };
  return (
    <section className="sheet part" aria-label={t('account.password')}>
      <h2>{t('account.password')}</h2>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault();
          choose.mutate({ current, password }, { onSuccess: clear });
        }}
      >
        <label>
          <span>{t('account.current')}</span>
          <Input.Password
            autoComplete="current-password"
            value={current}
            onChange={({ target }) => setCurrent(target.value)}
          />
        </label>
        <label>
          <span>{t('account.new')}</span>
          <Input.Password
            autoComplete="new-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </label>
        <Button type="primary" htmlType="submit" disabled={!current || !password} loading={choose.isPending}>
          {t('account.choose')}
        </Button>
      </form>
      <p>{t('account.rule')}</p>
      {choose.error && <ProblemNote problem={problemOf(choose.error)} />}
      {choose.isSuccess && <Alert type="success" showIcon title={t('account.chosen')} />}
    </section>
  );
}

function Delegations() {
  const { t, i18n } = useTranslation('network');
  const { personId } = useMe();
  const readAgain = useReadAgain();
  const { data, error } = useQuery(delegationsQuery);
  const { data: colleagues } = useQuery(colleaguesQuery);
  const [to, setTo] = useState<string | null>(null);
  const [span, setSpan] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const delegate = useMutation({
    mutationFn: (body: { to: string; startsAt: string; endsAt: string }) =>
      answered(api.POST('/api/v1/delegations', { body })),
    onSuccess: readAgain,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/delegations/{id}/revoke', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
  const failed = delegate.error ?? revoke.error ?? error;
  const [from, until] = [span?.[0], span?.[1]];
  return (
    <section className="sheet part" aria-label={t('account.delegations')}>
      <h2>{t('account.delegations')}</h2>
      <div className="form-row">
        <label>
          <span>{t('account.to')}</span>
          <Select
            aria-label={t('account.to')}
            showSearch={{ optionFilterProp: 'label' }}
            value={to}
            options={(colleagues?.items ?? []).map(({ id, name, unitName }) => ({
              value: id,
              label: t('account.colleague', { name, unit: unitName }),
            }))}
            onChange={setTo}
          />
        </label>
        <DatePicker.RangePicker
          aria-label={t('account.span')}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={span}
          onChange={setSpan}
        />
        <Button
          type="primary"
          disabled={!to || !from || !until}
          loading={delegate.isPending}
          onClick={() => to && from && until && delegate.mutate({ to, startsAt: wall(from), endsAt: wall(until) })}
        >
          {t('account.delegate')}
        </Button>
      </div>
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data?.items ?? []}
        locale={{ emptyText: t('account.noDelegations') }}
        columns={[
          { title: t('account.from'), render: (_, one) => one.from.name },
          { title: t('account.to'), render: (_, one) => one.to.name },
          { title: t('account.begins'), render: (_, one) => spoken(one.startsAt, i18n.language) },
          { title: t('account.ends'), render: (_, one) => spoken(one.endsAt, i18n.language) },
          {
            title: t('person.state'),
            render: (_, one) =>
              one.revokedAt !== null ? (
                <span className="tag tone-still">{t('account.revoked')}</span>
              ) : Date.parse(one.endsAt) <= serverNow() ? (
                <span className="tag tone-still">{t('account.over')}</span>
              ) : one.from.id === personId ? (
                <Button size="small" onClick={() => revoke.mutate(one.id)}>
                  {t('account.revoke')}
                </Button>
              ) : (
                <span className="tag tone-good">{t('account.valid')}</span>
              ),
          },
        ]}
      />
    </section>
  );
}

function ApiKeys() {
  const { t, i18n } = useTranslation('network');
  const readAgain = useReadAgain();
  const { data, error } = useQuery(apiKeysQuery);
  const [title, setTitle] = useState('');
  const [username, setUsername] = useState('');
  const make = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/api-keys', { body: { title, username } })),
    onSuccess: readAgain,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
  const failed = make.error ?? revoke.error ?? error;
  return (
    <section className="sheet part" aria-label={t('account.keys')}>
      <h2>{t('account.keys')}</h2>
      <div className="form-row">
        <label>
          <span>{t('account.keyTitle')}</span>
          <Input value={title} onChange={({ target }) => setTitle(target.value)} />
        </label>
        <label>
          <span>{t('account.keyPerson')}</span>
          <Input value={username} onChange={({ target }) => setUsername(target.value)} />
        </label>
        <Button type="primary" disabled={!title || !username} loading={make.isPending} onClick={() => make.mutate()}>
          {t('account.makeKey')}
        </Button>
      </div>
      {failed && <ProblemNote problem={problemOf(failed)} />}
      {make.data && (
        <Alert
          type="success"
          title={t('account.keyOnce')}
          description={<code className="one-time">{make.data.key}</code>}
        />
      )}
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data?.items ?? []}
        locale={{ emptyText: t('account.noKeys') }}
        columns={[
          { title: t('account.keyTitle'), dataIndex: 'title' },
          { title: t('account.madeAt'), render: (_, one) => spoken(one.madeAt, i18n.language) },
          {
            title: t('person.state'),
            render: (_, one) =>
              one.revokedAt === null ? (
                <Button size="small" onClick={() => revoke.mutate(one.id)}>
                  {t('account.revokeKey')}
                </Button>
              ) : (
                <span className="tag tone-still">{t('account.revokedKey')}</span>
              ),
          },
        ]}
      />
    </section>
  );
}

const wall = (at: Dayjs): string => `${at.format('YYYY-MM-DDTHH:mm')}:00+08:00`;
