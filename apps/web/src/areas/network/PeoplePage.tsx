import './network.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Drawer, Input, Popconfirm, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import { type Schemas, unitsQuery } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { useMe } from '../../app/session';
import { dayOf } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { peopleQuery, useReadAgain } from './queries';

type Person = Schemas['DirectoryPeople']['items'][number];
type Role = Schemas['Role'];
const ROLES: readonly Role[] = [
  'grid_worker',
  'inspector',
  'dispatcher',
  'handler',
  'unit_leader',
  'verifier',
  'approver',
  'leader',
  'auditor',
  'admin',
];
const POSITIONS = [
  'handler',
  'unit_deputy',
  'unit_head',
  'unit_office',
  'officer',
  'supervisor',
  'verifier',
  'section_head',
  'office_head',
  'district_duty_lead',
  'district_leader_in_charge',
  'district_principal',
  'instructing_leader',
  'street_supervisor',
  'industry_department',
  'contact',
];

/** 人员: accounts, roles, dated positions, one-time passwords. */
export function PeoplePage() {
  const { t } = useTranslation('network');
  const [words, setWords] = useState('');
  const { data, error, isFetching } = useQuery(peopleQuery(words.trim()));
  const [chosen, setChosen] = useState<Person | 'new' | null>(null);
  const people = data?.items ?? [];
  const shown = chosen === 'new' ? 'new' : (people.find(({ id }) => id === chosen?.id) ?? chosen);
  return (
    <>
      <header className="page-head">
        <h1>{t('people')}</h1>
        <span className="head-acts">
          <Input.Search
            aria-label={t('person.search')}
            placeholder={t('person.search')}
            allowClear
            onSearch={setWords}
          />
          <Button type="primary" onClick={() => setChosen('new')}>
            {t('person.new')}
          </Button>
        </span>
      </header>
      {error && <ProblemNote problem={problemOf(error)} />}
      <Table<Person>
        size="small"
        rowKey="id"
        loading={isFetching && !data}
        dataSource={people}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t('person.name'),
            render: (_, one) => (
              <button type="button" className="as-link" onClick={() => setChosen(one)}>
                {one.name}
              </button>
            ),
          },
          { title: t('person.username'), dataIndex: 'username' },
          { title: t('person.unit'), dataIndex: 'unitName' },
          {
            title: t('person.roles'),
            render: (_, one) => (
              <span className="role-tags">
                {one.roles.map((role) => (
                  <Tag key={role}>{t(`role.${role}`)}</Tag>
                ))}
              </span>
            ),
          },
          {
            title: t('person.positions'),
            render: (_, one) =>
              one.positions
                .filter(({ validTo }) => validTo === null || validTo > dayOf(serverNow()))
                .map(({ code }) => t(`position.${code}`, t('position.other')))
                .join(t('comma')),
          },
          { title: t('person.phone'), render: (_, { phone }) => phone ?? t('person.none') },
          {
            title: t('person.state'),
            render: (_, one) =>
              one.closedAt !== null ? (
                <span className="tag tone-still">{t('person.closed')}</span>
              ) : one.oneTimePassword ? (
                <span className="tag tone-soon">{t('person.oneTime')}</span>
              ) : (
                <span className="tag tone-good">{t('person.open')}</span>
              ),
          },
        ]}
      />
      {shown && (
        <PersonDrawer key={shown === 'new' ? 'new' : shown.id} person={shown} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

interface Facts {
  username: string;
  name: string;
  unitId: string | null;
  roles: Role[];
  phone: string;
}

function PersonDrawer({ person, onClose }: { person: Person | 'new'; onClose: () => void }) {
  const { t } = useTranslation('network');
  const me = useMe();
  const readAgain = useReadAgain();
  const { data: units } = useQuery(unitsQuery);
  const known = person === 'new' ? null : person;
  const [facts, setFacts] = useState<Facts>({
    username: known?.username ?? '',
    name: known?.name ?? '',
    unitId: known?.unitId ?? null,
    roles: known?.roles ?? ['handler'],
    phone: known?.phone ?? '',
  });
  const change = (changed: Partial<Facts>) => setFacts({ ...facts, ...changed });
  const body = () => ({ name: facts.name, unitId: facts.unitId ?? '', roles: facts.roles, phone: facts.phone || null });
  const open = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/directory/people', { body: { username: facts.username, ...body() } })),
    onSuccess: readAgain,
  });
  const amend = useMutation({
    mutationFn: (id: string) =>
      answered(api.PUT('/api/v1/directory/people/{id}', { params: { path: { id } }, body: body() })),
    onSuccess: async () => {
      await readAgain();
      onClose();
    },
  });
  const close = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/directory/people/{id}/close', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
  const reset = useMutation({
    mutationFn: (id: string) =>
      answered(api.POST('/api/v1/directory/people/{id}/password', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
  const failed = open.error ?? amend.error ?? close.error ?? reset.error;
  const password = open.data?.password ?? reset.data?.password;
  const complete = facts.name.trim() !== '' && facts.unitId !== null && facts.roles.length > 0 && facts.username !== '';
  return (
    <Drawer open size={560} title={known?.name ?? t('person.new')} onClose={onClose}>
      <div className="entering">
        {password && (
          <Alert
            type="success"
            title={t('person.password')}
            description={
              <>
                <code className="one-time">{password}</code>
                {t('person.passwordHint')}
              </>
            }
          />
        )}
        {failed && <ProblemNote problem={problemOf(failed)} />}
        {known === null && (
          <label>
            <span>{t('person.username')}</span>
            <Input
              aria-label={t('person.username')}
              placeholder={t('person.usernameHint')}
              value={facts.username}
              onChange={({ target }) => change({ username: target.value })}
            />
          </label>
        )}
        <label>
          <span>{t('person.name')}</span>
          <Input
            aria-label={t('person.name')}
            value={facts.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </label>
        <label>
          <span>{t('person.unit')}</span>
          <Select
            aria-label={t('person.unit')}
            showSearch={{ optionFilterProp: 'label' }}
            value={facts.unitId}
            options={(units?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(unitId) => change({ unitId })}
          />
        </label>
        <label>
          <span>{t('person.roles')}</span>
          <Select
            mode="multiple"
            aria-label={t('person.roles')}
            value={facts.roles}
            options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(roles) => change({ roles })}
          />
        </label>
        <label>
          <span>{t('person.phone')}</span>
          <Input
            aria-label={t('person.phone')}
            value={facts.phone}
            onChange={({ target }) => change({ phone: target.value })}
          />
        </label>
        <div className="drawer-foot">
          {known && known.closedAt === null && (
            <>
              <Button loading={reset.isPending} onClick={() => reset.mutate(known.id)}>
                {t('person.reset')}
              </Button>
              {known.id !== me.personId && (
                <Popconfirm title={t('person.sure')} onConfirm={() => close.mutate(known.id)}>
                  <Button danger>{t('person.close')}</Button>
                </Popconfirm>
              )}
            </>
          )}
          <Button
            type="primary"
            disabled={!complete || open.isSuccess}
            loading={open.isPending || amend.isPending}
            onClick={() => (known ? amend.mutate(known.id) : open.mutate())}
          >
            {t('person.save')}
          </Button>
        </div>
        {known && known.closedAt === null && <Positions person={known} />}
      </div>
    </Drawer>
  );
}

function Positions({ person }: { person: Person }) {
  const { t } = useTranslation('network');
  const readAgain = useReadAgain();
  const today = dayOf(serverNow());
  const [code, setCode] = useState('handler');
  const [span, setSpan] = useState<[string, string | null]>([today, null]);
  const appoint = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/directory/people/{id}/positions', {
          params: { path: { id: person.id } },
          body: { unitId: person.unitId, code, from: span[0], to: span[1] },
        }),
      ),
    onSuccess: readAgain,
  });
  const end = useMutation({
    mutationFn: ({ id: positionId, validFrom }: Person['positions'][number]) =>
      answered(
        api.POST('/api/v1/directory/people/{id}/positions/end', {
          params: { path: { id: person.id } },
          body: { positionId, validFrom, on: validFrom > today ? validFrom : today },
        }),
      ),
    onSuccess: readAgain,
  });
  const failed = appoint.error ?? end.error;
  return (
    <section>
      <h3>{t('person.positions')}</h3>
      <ul className="network-people">
        {person.positions.map((one) => (
          <li key={one.id + one.validFrom}>
            {t('person.term', {
              unit: one.unitName,
              position: t(`position.${one.code}`, t('position.other')),
              from: one.validFrom,
              to: one.validTo ?? t('units.openEnd'),
            })}{' '}
            {(one.validTo === null || one.validTo > today) && (
              <Button size="small" onClick={() => end.mutate(one)}>
                {t('person.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failed && <ProblemNote problem={problemOf(failed)} />}
      <div className="form-row">
        <Select
          aria-label={t('person.position')}
          value={code}
          style={{ minWidth: '10rem' }}
          options={POSITIONS.map((one) => ({ value: one, label: t(`position.${one}`) }))}
          onChange={setCode}
        />
        <DatePicker.RangePicker
          aria-label={t('person.dates')}
          allowEmpty={[false, true]}
          onChange={(range) =>
            setSpan([range?.[0]?.format('YYYY-MM-DD') ?? today, range?.[1]?.format('YYYY-MM-DD') ?? null])
          }
        />
        <Button loading={appoint.isPending} onClick={() => appoint.mutate()}>
          {t('person.appoint')}
        </Button>
      </div>
    </section>
  );
}
