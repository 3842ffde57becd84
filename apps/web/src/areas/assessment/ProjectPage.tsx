import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { List } from './AssessmentPage';
import { score } from './figures';
import { CHANGED, itemsQuery, projectQuery, recordVisit } from './queries';

const route = getRouteApi('/desk/property/projects/$id');
type Visit = Schemas['PropertyVisit'];

/** A project with its visits, its quarters and the form of a visit. */
export function ProjectPage() {
  const { t } = useTranslation('assessment');
  const { id } = route.useParams();
  const { data, error } = useQuery(projectQuery(id));
  const [visiting, setVisiting] = useState(false);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <p role="status">{t('loading')}</p>;
  const { project, visits, quarters } = data;
  const columns: TableColumnsType<Visit> = [
    { title: t('visit.on'), dataIndex: 'on', width: 130 },
    { title: t('visit.level'), dataIndex: 'level', width: 110, render: (level: Visit['level']) => t(`level.${level}`) },
    { title: t('column.score'), dataIndex: 'score', width: 110, align: 'right', render: score },
    {
      title: t('visit.wanting'),
      key: 'wanting',
      render: (_, { lines }) => {
        const wanting = lines.filter(({ deducted }) => deducted > 0);
        return wanting.length === 0
          ? t('visit.clean')
          : t('visit.items', { count: wanting.length, items: wanting.map(({ item }) => item).join('、') });
      },
    },
    {
      title: t('visit.severe'),
      key: 'severe',
      width: 120,
      render: (_, { severe }) => (severe.length > 0 ? severe.join('、') : '—'),
    },
    {
      title: t('visit.state'),
      key: 'state',
      width: 110,
      render: (_, { replaced }) => (replaced ? t('visit.replaced') : t('visit.counts')),
    },
  ];
  return (
    <>
      <header className="page-head">
        <h1>{project.name}</h1>
        <p>{`${project.companyName} · ${project.streetName} · ${t(`housing.${project.housing}`)}`}</p>
      </header>
      <section className="sheet">
        <p>
          <Link to="/property">{t('project.back')}</Link>
        </p>
        {data.mayVisit && !visiting && (
          <Button type="primary" onClick={() => setVisiting(true)}>
            {t('visit.begin', { level: t(`level.${data.mayVisit}`) })}
          </Button>
        )}
        {visiting && <VisitForm id={id} housing={project.housing} onDone={() => setVisiting(false)} />}
        <h2>{t('visit.title')}</h2>
        <Table<Visit>
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={visits}
          pagination={false}
          scroll={{ x: 800 }}
          locale={{ emptyText: <EmptyState title={t('visit.none')} hint={t('visit.noneHint')} /> }}
        />
        <h2>{t('project.quarters')}</h2>
        {quarters.length === 0 && <p>{t('project.noQuarters')}</p>}
        <ul>
          {quarters.map((one) => (
            <li key={one.start}>
              {t('period.quarter', {
                year: Number(one.start.slice(0, 4)),
                quarter: Math.ceil(Number(one.start.slice(5, 7)) / 3),
              })}{' '}
              {score(one.score)} <List list={one.list} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

interface FormProps {
  id: string;
  housing: Schemas['Housing'];
  onDone: () => void;
}

/** 39 items: how often each was found wanting, or that it does not apply here. */
function VisitForm({ id, housing, onDone }: FormProps) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const items = (useQuery(itemsQuery).data?.items ?? []).filter((one) => !one.notFor.includes(housing));
  const [on, setOn] = useState('');
  const [times, setTimes] = useState<Record<string, number>>({});
  const [waived, setWaived] = useState<readonly number[]>([]);
  const save = useMutation({
    mutationFn: () =>
      recordVisit(id, {
        on,
        times: Object.fromEntries(Object.entries(times).filter(([item, n]) => n > 0 && !waived.includes(Number(item)))),
        notApplicable: waived.map((item) => ({ item, reason: t('visit.waivedWhy') })),
      }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.property),
  });
  return (
    <form
      className="assess-form"
      aria-label={t('visit.form')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label>
        {t('visit.on')} <input type="date" required value={on} onChange={({ target }) => setOn(target.value)} />
      </label>
      <div>
        {items.map((one) => (
          <div className="assess-item" key={one.item}>
            <span>{one.item}</span>
            <span>
              {one.zh} <small>{t('visit.worth', { points: one.points, perTime: one.perTime })}</small>
              {one.severe && <small> {t('visit.severeItem')}</small>}
            </span>
            {one.fromFindings ? (
              <small>{t('visit.fromFindings')}</small>
            ) : (
              <input
                type="number"
                min={0}
                max={999}
                aria-label={t('visit.timesOf', { item: one.item, name: one.zh })}
                disabled={waived.includes(one.item)}
                value={times[one.item] ?? 0}
                onChange={({ target }) =>
                  setTimes({ ...times, [one.item]: Math.max(0, Math.trunc(Number(target.value))) })
                }
              />
            )}
            <label>
              <input
                type="checkbox"
                aria-label={t('visit.waive', { item: one.item })}
                checked={waived.includes(one.item)}
                onChange={({ target }) =>
                  setWaived(target.checked ? [...waived, one.item] : waived.filter((item) => item !== one.item))
                }
              />{' '}
              {t('visit.na')}
            </label>
          </div>
        ))}
      </div>
      <span>
        <Button type="primary" htmlType="submit" disabled={!on} loading={save.isPending}>
          {t('visit.save')}
        </Button>{' '}
        <Button onClick={onDone}>{t('cancel')}</Button>
      </span>
      {save.error && <ProblemNote problem={problemOf(save.error)} />}
    </form>
  );
}
