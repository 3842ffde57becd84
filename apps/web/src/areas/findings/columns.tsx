import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';

import { categoriesQuery, type Schemas, unitsQuery } from '../../api/queries';
import { Countdown, useNow } from '../../design/Countdown';
import { written } from '../../design/dates';
import { Lamp, timelinessOf } from '../../design/Lamp';
import { SlipColour } from '../../design/SlipColour';
import { StatusTag } from '../../design/StatusTag';

type Row = Schemas['FindingSummary'];

/** The columns of a list of findings, with units and categories by their names. */
export function useColumns(): TableColumnsType<Row> {
  const { t } = useTranslation('findings');
  const now = useNow();
  const units = useQuery(unitsQuery).data?.items;
  const categories = useQuery(categoriesQuery).data?.items;
  const unitName = (id: string | null) => units?.find((unit) => unit.id === id)?.name ?? '—';
  const categoryName = (code: string | null) => categories?.find((one) => one.code === code)?.name ?? t('unsorted');
  return [
    {
      title: t('column.number'),
      dataIndex: 'number',
      width: 150,
      render: (number: string, { id }) => <a href={`/findings/${id}`}>{number}</a>,
    },
    {
      title: t('column.problem'),
      key: 'problem',
      render: (_, { description, place, categoryCode }) => (
        <div className="findings-problem">
          <span>{description}</span>
          <small>{[categoryName(categoryCode), place.pointName].filter(Boolean).join(' · ')}</small>
        </div>
      ),
    },
    { title: t('column.unit'), key: 'unit', width: 150, render: (_, { leadUnitId }) => unitName(leadUnitId) },
    {
      title: t('column.status'),
      key: 'status',
      width: 150,
      render: (_, { status, colour }) => (
        <span className="findings-tags">
          <StatusTag status={status} />
          <SlipColour colour={colour} />
        </span>
      ),
    },
    { title: t('column.lamp'), key: 'lamp', width: 100, render: (_, row) => <Lamp state={timelinessOf(row, now)} /> },
    {
      title: t('column.due'),
      key: 'due',
      width: 210,
      render: (_, { dueAt, provisional }) => <Countdown dueAt={dueAt} provisional={provisional} />,
    },
    { title: t('column.filed'), dataIndex: 'filedAt', width: 140, render: (at: string) => written(at) },
  ];
}
