import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { ProblemNote } from '../../design/ProblemNote';
import { dayOf } from '../../design/dates';
import { CHANGED, giveYearMark, yearMarksQuery } from './queries';

type Subject = Schemas['AssessmentSubject'];
type Mark = Schemas['YearMarks']['items'][number];
const YEARS_BACK = 3;

/** 年终实地 and 满意度, of a hundred; what is not done leaves its weight to the rest. */
export function YearMarks({ subject }: { subject: Subject }) {
  const { t } = useTranslation('assessment');
  const now = Number(dayOf(serverNow()).slice(0, 4));
  const [year, setYear] = useState(now);
  const { data, error } = useQuery(yearMarksQuery(year, subject));
  const columns: TableColumnsType<Mark> = [
    { title: t('proposal.subject'), dataIndex: 'name', render: (name: string) => name },
    {
      title: t('marks.group'),
      dataIndex: 'group',
      width: 160,
      render: (group: string) => (subject === 'property' ? t(`housing.${group as Schemas['Housing']}`) : group),
    },
    {
      title: t('marks.marks'),
      key: 'marks',
      width: 480,
      render: (_, mark) => (
        <Marking key={`${year} ${mark.subjectId}`} {...{ year, subject, mark }} may={data?.mayMark ?? false} />
      ),
    },
  ];
  return (
    <section className="sheet sheet-further" aria-label={t('marks.title')}>
      <div className="assess-head">
        <h2>{t('marks.title')}</h2>
        <Select
          aria-label={t('marks.year')}
          value={year}
          onChange={setYear}
          options={Array.from({ length: YEARS_BACK }, (_, back) => now - back).map((value) => ({
            value,
            label: t('period.year', { year: value }),
          }))}
        />
      </div>
      <p className="assess-note">{t(`marks.hint.${subject}`)}</p>
      {error && <ProblemNote problem={problemOf(error)} />}
      <Table<Mark>
        rowKey="subjectId"
        size="small"
        columns={columns}
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 800 }}
      />
    </section>
  );
}

interface MarkingProps {
  year: number;
  subject: Subject;
  mark: Mark;
  may: boolean;
}

function Marking({ year, subject, mark, may }: MarkingProps) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const [given, setGiven] = useState({ onSite: mark.onSite, satisfaction: mark.satisfaction });
  const save = useMutation({
    mutationFn: () => giveYearMark({ year, subject, subjectId: mark.subjectId, ...given }),
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  const fields = subject === 'units' ? (['onSite', 'satisfaction'] as const) : (['satisfaction'] as const);
  if (!may) return <>{fields.map((field) => `${t(`marks.${field}`)} ${mark[field] ?? '—'}`).join(t('comma'))}</>;
  const changed = fields.some((field) => given[field] !== mark[field]);
  return (
    <span className="marking">
      {fields.map((field) => (
        <label key={field}>
          {t(`marks.${field}`)}{' '}
          <InputNumber
            size="small"
            aria-label={t('marks.of', { what: t(`marks.${field}`), name: mark.name })}
            min={0}
            max={100}
            value={given[field]}
            onChange={(value) => setGiven({ ...given, [field]: value })}
          />
        </label>
      ))}
      <Button size="small" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
        {t('save')}
      </Button>
      {save.error && <ProblemNote problem={problemOf(save.error)} />}
    </span>
  );
}
