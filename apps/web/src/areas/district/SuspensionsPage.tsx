import './district.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Select, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { freshKey } from '../../api/fresh-key';
import { problemOf } from '../../api/problem';
import { categoriesQuery, FINDINGS, type Schemas, unitsQuery } from '../../api/queries';
import { Countdown } from '../../design/Countdown';
import { spoken } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { offerUndo } from '../../design/undo';
import { useDistrictNames } from './names';
import { suspensionRulesQuery, suspensionsQuery } from './queries';
import { Arrangements } from './Arrangements';

type Group = Schemas['GroupSuspensions']['items'][number];
type Touched = Schemas['SuspensionPreview']['items'][number];

/** 成批挂账: a season or a storm stops the clocks of some categories in an area by one decision. */
export function SuspensionsPage() {
  const { t } = useTranslation('district');
  const { data, error, isPending } = useQuery(suspensionsQuery);
  return (
    <>
      <header className="page-head">
        <h1>{t('suspensions.title')}</h1>
        <p>{t('suspensions.hint')}</p>
        <Arrangements />
      </header>
      {data?.mayDecide && <Decide />}
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      <section className="sheet district-sheet">
        <h2>{t('suspensions.decided')}</h2>
        <Groups groups={data?.items ?? []} pending={isPending} mayResume={data?.mayResume ?? false} />
      </section>
    </>
  );
}

interface GroupsProps {
  groups: Group[];
  pending: boolean;
  mayResume: boolean;
}

function Groups({ groups, pending, mayResume }: GroupsProps) {
  const { t, i18n } = useTranslation('district');
  const names = useDistrictNames();
  const reasonOf = useReasons();
  const queries = useQueryClient();
  const resume = useMutation({
    mutationFn: (groupId: string) =>
      answered(api.POST('/api/v1/suspensions/{groupId}/resume', { params: { path: { groupId } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  return (
    <>
      {resume.error && <ProblemNote problem={problemOf(resume.error)} />}
      <Table<Group>
        rowKey="groupId"
        loading={pending}
        dataSource={groups}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 1_000 }}
        locale={{ emptyText: <EmptyState title={t('suspensions.none')} hint={t('suspensions.noneHint')} /> }}
        columns={[
          { title: t('suspensions.reason'), width: 200, render: (_, { reason }) => reasonOf(reason) },
          {
            title: t('suspensions.categories'),
            render: (_, { categories }) => categories.map(names.category).join(t('and')),
          },
          {
            title: t('suspensions.area'),
            width: 180,
            render: (_, { streets }) => streets.map((id) => names.unit(id)).join(t('and')) || '—',
          },
          {
            title: t('suspensions.since'),
            width: 170,
            render: (_, { since }) => spoken(since, i18n.language),
          },
          {
            title: t('suspensions.until'),
            width: 210,
            render: (_, { until, open }) => (open > 0 ? <Countdown dueAt={until} /> : spoken(until, i18n.language)),
          },
          {
            title: t('suspensions.still'),
            width: 150,
            render: (_, { open, findings }) =>
              open === 0 ? (
                <span className="tag tone-still">{t('suspensions.over')}</span>
              ) : (
                t('suspensions.openOf', { open, findings })
              ),
          },
          {
            title: t('overlays.act'),
            width: 120,
            render: (_, { groupId, open }) =>
              mayResume && open > 0 ? (
                <Button
                  size="small"
                  loading={resume.isPending && resume.variables === groupId}
                  onClick={() => resume.mutate(groupId)}
                >
                  {t('suspensions.resume')}
                </Button>
              ) : null,
          },
        ]}
      />
    </>
  );
}

/** Reasons by the words that people know them by. */
function useReasons(): (code: string) => string {
  const { t, i18n } = useTranslation('district');
  const rules = useQuery(suspensionRulesQuery).data;
  return (code) => {
    const zh = rules?.find(({ reason }) => reason === code)?.zh ?? '—';
    const known = i18n.language === 'en' && i18n.exists(`district:suspensionReason.${code}`);
    return known ? t(`suspensionReason.${code}`) : zh;
  };
}

function Decide() {
  const { t } = useTranslation('district');
  const queries = useQueryClient();
  const reasonOf = useReasons();
  const rules = useQuery(suspensionRulesQuery).data ?? [];
  const categories = useQuery(categoriesQuery).data?.items;
  const units = useQuery(unitsQuery).data?.items ?? [];
  const [reason, setReason] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [street, setStreet] = useState<string | null>(null);
  const [community, setCommunity] = useState<string | null>(null);
  const [filed, setFiled] = useState<[Dayjs, Dayjs] | null>(null);
  const [until, setUntil] = useState<Dayjs | null>(null);
  const [key, setKey] = useState(freshKey);
  const body = {
    reason: reason ?? '',
    until: until?.format('YYYY-MM-DD') ?? '',
    categories: chosen,
    ...(street && { streetId: street }),
    ...(community && { communityId: community }),
    ...(filed && {
      filedFrom: `${filed[0].format('YYYY-MM-DD')}T00:00:00+08:00`,
      filedBefore: `${filed[1].add(1, 'day').format('YYYY-MM-DD')}T00:00:00+08:00`,
    }),
  };
  const preview = useMutation({
    mutationFn: (asked: typeof body) => answered(api.POST('/api/v1/suspensions/preview', { body: asked })),
  });
  const decide = useMutation({
    mutationFn: (asked: typeof body) =>
      answered(api.POST('/api/v1/suspensions', { body: asked, headers: { 'Idempotency-Key': key } })),
    onSuccess: ({ items }) => {
      preview.reset();
      setKey(freshKey());
      const done = items.flatMap((item) => item.done ?? []);
      if (done.length > 0) offerUndo(t('suspensions.done', { count: done.length }), done);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  /** What was looked at is what is decided: whoever changes the form looks again. */
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      preview.reset();
      decide.reset();
    };
  const ready = reason !== null && chosen.length > 0 && until !== null;
  const standing = units.filter(({ validTo }) => validTo === null);
  const touched = preview.data?.items.filter(({ refused }) => refused === null).length ?? 0;
  return (
    <section className="sheet district-sheet">
      <h2>{t('suspensions.new')}</h2>
      <form
        className="district-form district-form-wide"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate(body);
        }}
      >
        <div className="district-pair">
          <label>
            {t('suspensions.reason')}
            <Select
              aria-label={t('suspensions.reason')}
              value={reason}
              onChange={changing(setReason)}
              placeholder={t('choose')}
              options={rules.map(({ reason: code, max }) => ({
                value: code,
                label: t('suspensions.reasonUpTo', {
                  reason: reasonOf(code),
                  most: t(`amount.${max.unit}`, { count: max.amount }),
                }),
              }))}
            />
          </label>
          <label>
            {t('suspensions.until')}
            <DatePicker aria-label={t('suspensions.until')} value={until} onChange={changing(setUntil)} />
          </label>
        </div>
        <label>
          {t('suspensions.categories')}
          <Select
            aria-label={t('suspensions.categories')}
            mode="multiple"
            value={chosen}
            onChange={changing(setChosen)}
            optionFilterProp="label"
            placeholder={t('suspensions.categoriesHint')}
            options={categories?.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </label>
        <div className="district-pair">
          <label>
            {t('round.street')}
            <Select
              aria-label={t('round.street')}
              value={street}
              allowClear
              placeholder={t('suspensions.everywhere')}
              onChange={changing((id: string | null) => {
                setStreet(id ?? null);
                setCommunity(null);
              })}
              options={standing
                .filter(({ kind }) => kind === 'street' || kind === 'township')
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
          <label>
            {t('places.community')}
            <Select
              aria-label={t('places.community')}
              value={community}
              allowClear
              disabled={street === null}
              placeholder={t('suspensions.everywhere')}
              onChange={changing((id: string | null) => setCommunity(id ?? null))}
              options={standing
                .filter(({ parentId }) => parentId === street)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
          <label>
            {t('suspensions.filed')}
            <DatePicker.RangePicker
              value={filed}
              onChange={changing((given) => setFiled(given as [Dayjs, Dayjs] | null))}
            />
          </label>
        </div>
        <p className="district-acts">
          <Button disabled={!ready} loading={preview.isPending} onClick={() => preview.mutate(body)}>
            {t('suspensions.preview')}
          </Button>
          <Button type="primary" htmlType="submit" disabled={touched === 0} loading={decide.isPending}>
            {preview.data ? t('suspensions.decide', { count: touched }) : t('suspensions.lookFirst')}
          </Button>
        </p>
      </form>
      {preview.error && <ProblemNote problem={problemOf(preview.error)} />}
      {decide.error && <ProblemNote problem={problemOf(decide.error)} />}
      {decide.data && <Outcome items={decide.data.items} />}
      {preview.data && <TouchedTable items={preview.data.items} />}
    </section>
  );
}

function Outcome({ items }: { items: Schemas['ItemResult'][] }) {
  const { t } = useTranslation('district');
  const done = items.filter(({ status }) => status === 200).length;
  const [first] = items.flatMap(({ problem }) => problem ?? []);
  return (
    <p role="status" className="district-note">
      {t('suspensions.done', { count: done })}
      {first && ` ${t('suspensions.left', { count: items.length - done, why: first.title })}`}
    </p>
  );
}

function TouchedTable({ items }: { items: Touched[] }) {
  const { t, i18n } = useTranslation('district');
  const names = useDistrictNames();
  const zh = i18n.language.startsWith('zh');
  return (
    <Table<Touched>
      rowKey={({ finding }) => finding.id}
      size="small"
      dataSource={items}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 1_000 }}
      locale={{ emptyText: <EmptyState title={t('suspensions.nothing')} hint={t('suspensions.nothingHint')} /> }}
      columns={[
        {
          title: t('case.number'),
          width: 150,
          render: (_, { finding }) => (
            <Link to="/findings/$id" params={{ id: finding.id }}>
              {finding.number}
            </Link>
          ),
        },
        { title: t('case.problem'), render: (_, { finding }) => finding.description },
        { title: t('overlays.category'), width: 160, render: (_, { finding }) => names.category(finding.categoryCode) },
        { title: t('case.unit'), width: 150, render: (_, { finding }) => names.unit(finding.leadUnitId) },
        {
          title: t('suspensions.dueNow'),
          width: 210,
          render: (_, { finding }) => <Countdown dueAt={finding.dueAt} provisional={finding.provisional} />,
        },
        {
          title: t('suspensions.outcome'),
          width: 190,
          render: (_, { refused }) =>
            refused ? (
              <span className="district-bad">{zh ? refused.zh : refused.en}</span>
            ) : (
              <span className="district-good">{t('suspensions.willStop')}</span>
            ),
        },
      ]}
    />
  );
}
