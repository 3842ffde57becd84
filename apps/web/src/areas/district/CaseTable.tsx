import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { type FindingFilter, findingsQuery, type Schemas, unitsQuery } from '../../api/queries';
import { Due } from '../../design/Due';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { StatusTag } from '../../design/StatusTag';

/** Cases of one kind with what they wait for and until when. */
export function CaseTable({ filter, none }: { filter: FindingFilter; none: string }) {
  const { t } = useTranslation('district');
  const units = useQuery(unitsQuery).data?.items;
  const nameOf = (id: string | null) => units?.find((unit) => unit.id === id)?.name ?? '—';
  const { data, error, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery(findingsQuery(filter));
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  return (
    <>
      <Table<Schemas['FindingSummary']>
        rowKey="id"
        size="middle"
        loading={isPending}
        dataSource={data?.pages.flatMap(({ items }) => items) ?? []}
        pagination={false}
        scroll={{ x: 900 }}
        locale={{ emptyText: <EmptyState title={none} /> }}
        columns={[
          {
            title: t('case.number'),
            width: 160,
            render: (_, { id, number }) => (
              <Link to="/findings/$id" params={{ id }}>
                {number}
              </Link>
            ),
          },
          { title: t('case.problem'), dataIndex: 'description' },
          {
            title: t('case.place'),
            width: 170,
            render: (_, { place }) => place.pointName ?? nameOf(place.communityId ?? place.streetId),
          },
          { title: t('case.unit'), width: 150, render: (_, { leadUnitId }) => nameOf(leadUnitId) },
          { title: t('case.status'), width: 120, render: (_, { status }) => <StatusTag status={status} /> },
          {
            title: t('case.due'),
            width: 220,
            render: (_, row) => <Due of={row} />,
          },
        ]}
      />
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('case.more')}</Button>}
    </>
  );
}
