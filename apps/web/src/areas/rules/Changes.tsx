import { Table } from 'antd';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { Schemas } from '../../api/queries';
import { spokenDue } from '../../design/dates';
import { EmptyState } from '../../design/EmptyState';

/** Which deadlines of open cases move, from when to when. */
export function Changes({ changes, done }: { changes: Schemas['Reformed']['changes']; done: boolean }) {
  const { t, i18n } = useTranslation(['rules', 'words']);
  if (changes.length === 0) return <EmptyState title={done ? t('changes.noneMoved') : t('changes.none')} />;
  const cases = new Set(changes.map(({ id }) => id)).size;
  const instant = (at: string | null) => (at === null ? '—' : spokenDue(at, i18n.language));
  return (
    <>
      <p className="changes-sum">
        {done
          ? t('changes.moved', { count: changes.length, cases })
          : t('changes.would', { count: changes.length, cases })}
      </p>
      <Table
        size="small"
        rowKey="clockId"
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={changes.map((one) => ({ ...one, clockId: `${one.id}/${one.clockId}` }))}
        columns={[
          {
            title: t('changes.number'),
            render: (_, { id, number }) => (
              <Link to="/findings/$id" params={{ id }}>
                {number}
              </Link>
            ),
          },
          { title: t('changes.clock'), render: (_, { clockKind }) => t(`words:clock.${clockKind}`) },
          { title: t('changes.before'), render: (_, { before }) => instant(before) },
          { title: t('changes.after'), render: (_, { after }) => <b>{instant(after)}</b> },
        ]}
      />
    </>
  );
}
