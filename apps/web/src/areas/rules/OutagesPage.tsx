import './rules.css';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { useMe } from '../../app/session';
import { spoken } from '../../design/dates';
import { ProblemNote } from '../../design/ProblemNote';
import { Changes } from './Changes';
import { outagesQuery, useReadAgain } from './queries';

type Outage = Schemas['Outages']['items'][number];

/** 故障窗口: recorded by one, confirmed by another; then deadlines that fell in it move. */
export function OutagesPage() {
  const { t, i18n } = useTranslation('rules');
  const { personId } = useMe();
  const readAgain = useReadAgain();
  const { data, error } = useQuery(outagesQuery);
  const [span, setSpan] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  const record = useMutation({
    mutationFn: ([from, to]: [string, string]) => answered(api.POST('/api/v1/outages', { body: { from, to } })),
    onSuccess: readAgain,
  });
  const confirm = useMutation({
    mutationFn: (id: string) => answered(api.POST('/api/v1/outages/{id}/confirm', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
  const failed = record.error ?? confirm.error ?? error;
  const [from, to] = [span?.[0], span?.[1]];
  return (
    <>
      <header className="page-head">
        <h1>{t('outages.title')}</h1>
        <p>{t('outages.hint')}</p>
      </header>
      <div className="sheet controls">
        <DatePicker.RangePicker
          aria-label={t('outages.span')}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={span}
          onChange={setSpan}
        />
        <Button
          type="primary"
          disabled={!from || !to}
          loading={record.isPending}
          onClick={() => from && to && record.mutate([wall(from), wall(to)])}
        >
          {t('outages.record')}
        </Button>
      </div>
      {failed && <ProblemNote problem={problemOf(failed)} />}
      {confirm.data && <Changes changes={confirm.data.changes} done />}
      <Table<Outage>
        size="small"
        rowKey="id"
        dataSource={data?.items ?? []}
        pagination={false}
        locale={{ emptyText: t('outages.none') }}
        columns={[
          { title: t('outages.from'), render: (_, one) => spoken(one.from, i18n.language) },
          { title: t('outages.to'), render: (_, one) => spoken(one.to, i18n.language) },
          {
            title: t('outages.state'),
            render: (_, one) =>
              one.confirmedBy !== null ? (
                <span className="tag tone-good">{t('outages.confirmed')}</span>
              ) : one.recordedBy === personId ? (
                <span className="tag tone-soon">{t('outages.waits')}</span>
              ) : (
                <Button size="small" loading={confirm.isPending} onClick={() => confirm.mutate(one.id)}>
                  {t('outages.confirm')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

const wall = (at: Dayjs): string => `${at.format('YYYY-MM-DDTHH:mm')}:00+08:00`;
