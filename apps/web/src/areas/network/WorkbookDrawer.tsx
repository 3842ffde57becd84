import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Drawer, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answered, api, fileSent } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../design/ProblemNote';
import { useReadAgain } from './queries';

/** 机构与人员工作簿: looked at first; nothing is entered while a row is refused. */
export function WorkbookDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('network');
  const readAgain = useReadAgain();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: ({ given, dryRun }: { given: File; dryRun: boolean }) => sent(given, dryRun),
    onSuccess: ({ entered }) => (entered ? readAgain() : undefined),
  });
  const told = read.data;
  const isNothing = told && told.units.length + told.opened.length + told.amended.length + told.positions === 0;
  return (
    <Drawer open size={640} title={t('workbook.import')} onClose={onClose}>
      <div className="entering">
        <p>{t('workbook.hint')}</p>
        <label>
          <span>{t('workbook.file')}</span>
          <input
            type="file"
            accept=".xlsx"
            onChange={({ target }) => {
              const given = target.files?.[0];
              if (!given) return;
              setFile(given);
              read.mutate({ given, dryRun: true });
            }}
          />
        </label>
        {read.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
        {read.error && <ProblemNote problem={problemOf(read.error)} />}
        {told && told.refused.length > 0 && (
          <>
            <Alert type="error" showIcon title={t('workbook.refused', { count: told.refused.length })} />
            <Table
              size="small"
              rowKey={({ sheet, row, code }) => `${sheet}${row}${code}`}
              pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={told.refused}
              columns={[
                { title: t('workbook.sheet'), dataIndex: 'sheet' },
                { title: t('workbook.row'), dataIndex: 'row' },
                { title: t('workbook.why'), render: (_, { zh, en }) => (i18n.language === 'en' ? en : zh) },
              ]}
            />
          </>
        )}
        {told && told.refused.length === 0 && (
          <>
            {told.entered && <Alert type="success" showIcon title={t('workbook.entered')} />}
            {isNothing ? (
              <p>{t('workbook.nothing')}</p>
            ) : (
              <ul className="outcome">
                <Brought said={t('workbook.units', { count: told.units.length })} names={told.units} />
                <Brought said={t('workbook.opened', { count: told.opened.length })} names={told.opened} />
                <Brought said={t('workbook.amended', { count: told.amended.length })} names={told.amended} />
                <li>{t('workbook.positions', { count: told.positions })}</li>
              </ul>
            )}
          </>
        )}
        {told && told.passwords.length > 0 && (
          <>
            <h3>{t('workbook.passwords')}</h3>
            <Table
              size="small"
              rowKey="username"
              pagination={false}
              dataSource={told.passwords}
              columns={[
                { title: t('person.username'), dataIndex: 'username' },
                { title: t('person.name'), dataIndex: 'name' },
                { title: t('person.password'), render: (_, { password }) => <code>{password}</code> },
              ]}
            />
          </>
        )}
        {file && told?.dryRun && told.refused.length === 0 && !isNothing && (
          <div className="drawer-foot">
            <Button type="primary" loading={read.isPending} onClick={() => read.mutate({ given: file, dryRun: false })}>
              {t('workbook.enter')}
            </Button>
          </div>
        )}
      </div>
    </Drawer>
  );
}

function Brought({ said, names }: { said: string; names: readonly string[] }) {
  const { t } = useTranslation('network');
  return (
    <li>
      {said}
      {names.length > 0 && <p>{names.join(t('comma'))}</p>}
    </li>
  );
}

const sent = (file: File, dryRun: boolean) =>
  answered(
    api.POST('/api/v1/directory/workbook', {
      params: { query: { dryRun: dryRun ? 'true' : 'false' } },
      ...fileSent(file),
    }),
  );
