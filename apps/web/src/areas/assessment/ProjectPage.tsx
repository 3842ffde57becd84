import './assessment.css';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Skeleton, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { serverNow } from '../../api/server-time';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { dayOf } from '../../design/dates';
import { CreditActs, CreditLife, Validity } from './CreditSteps';
import { score, signed } from './figures';
import { List } from './figures-shown';
import { periodName } from './period';
import { ProjectForm } from './ProjectForm';
import { CHANGED, itemsQuery, projectQuery, recordVisit } from './queries';
import { CLEAN, type Entered, isWhole, visitOf } from './sheet';
import { RunningScore, SheetFields, useItems } from './SheetFields';

const route = getRouteApi('/desk/property/projects/$id');
type Page = Schemas['PropertyProjectPage'];
type Visit = Schemas['PropertyVisit'];

/** A project with its visits, its quarters, its credit and the form of a visit. */
export function ProjectPage() {
  const { t } = useTranslation('assessment');
  const { id } = route.useParams();
  const { data, error } = useQuery(projectQuery(id));
  const [visiting, setVisiting] = useState<Visit | 'new' | null>(null);
  const [keeping, setKeeping] = useState(false);
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Skeleton active />;
  const { project, mayVisit } = data;
  return (
    <>
      <header className="page-head">
        <h1>{project.name}</h1>
        <p>{`${project.companyName} · ${project.streetName} · ${t(`housing.${project.housing}`)}`}</p>
        {project.closedOn && <span className="tag tone-still">{t('project.closed', { on: project.closedOn })}</span>}
      </header>
      <section className="sheet">
        <div className="assess-head">
          <Link to="/property/projects">{t('project.back')}</Link>
          <span className="assess-acts">
            {data.mayKeep && <Button onClick={() => setKeeping(true)}>{t('project.amend')}</Button>}
            {mayVisit && visiting === null && (
              <Button type="primary" onClick={() => setVisiting('new')}>
                {t('visit.begin', { level: t(`level.${mayVisit}`) })}
              </Button>
            )}
          </span>
        </div>
        {visiting !== null && (
          <VisitForm
            key={visiting === 'new' ? 'new' : visiting.id}
            id={id}
            housing={project.housing}
            corrects={visiting === 'new' ? null : visiting}
            onDone={() => setVisiting(null)}
          />
        )}
        <h2>{t('visit.title')}</h2>
        <Visits data={data} onCorrect={setVisiting} />
        <h2>{t('project.quarters')}</h2>
        <Quarters quarters={data.quarters} />
        <h2>{t('project.credit')}</h2>
        {data.credit.length === 0 && <p className="assess-note">{t('credit.none')}</p>}
        <ul className="credit-file">
          {data.credit.map((entry) => (
            <li key={entry.id}>
              <article className="credit-entry" aria-label={entry.fact}>
                <header>
                  <b className={entry.points < 0 ? 'points-off' : 'points-on'}>
                    {t('credit.pointsOf', { points: signed(entry.points) })}
                  </b>
                  {entry.fact}
                  <span className="assess-soft">
                    <Validity entry={entry} />
                  </span>
                </header>
                <CreditLife entry={entry} />
                <CreditActs entry={entry} />
              </article>
            </li>
          ))}
        </ul>
      </section>
      {keeping && <ProjectForm project={project} onDone={() => setKeeping(false)} />}
    </>
  );
}

function Quarters({ quarters }: { quarters: Page['quarters'] }) {
  const { t } = useTranslation('assessment');
  if (quarters.length === 0) return <p className="assess-note">{t('project.noQuarters')}</p>;
  return (
    <ol className="quarters">
      {quarters.toReversed().map((one) => (
        <li key={one.start}>
          <span>{periodName(t, 'quarter', one.start)}</span>
          <b>{score(one.score)}</b>
          <List list={one.list} />
        </li>
      ))}
    </ol>
  );
}

function Visits({ data, onCorrect }: { data: Page; onCorrect: (visit: Visit) => void }) {
  const { t } = useTranslation('assessment');
  const columns: TableColumnsType<Visit> = [
    { title: t('visit.on'), dataIndex: 'on', width: 120 },
    { title: t('visit.level'), dataIndex: 'level', width: 100, render: (level: Visit['level']) => t(`level.${level}`) },
    { title: t('column.score'), dataIndex: 'score', width: 90, align: 'right', render: score },
    {
      title: t('visit.wanting'),
      key: 'wanting',
      render: (_, { lines }) => {
        const wanting = lines.filter(({ deducted }) => deducted > 0);
        return wanting.length === 0
          ? t('visit.clean')
          : t('visit.items', { count: wanting.length, items: wanting.map(({ item }) => item).join(t('comma')) });
      },
    },
    {
      title: t('visit.severe'),
      key: 'severe',
      width: 100,
      render: (_, { severe }) =>
        severe.length > 0 ? (
          <span className="tag tone-late">{t('visit.severeItems', { items: severe.join(t('comma')) })}</span>
        ) : (
          '—'
        ),
    },
    {
      title: t('visit.state'),
      key: 'state',
      width: 110,
      render: (_, { replaced }) => (
        <span className={`tag ${replaced ? 'tone-still' : 'tone-good'}`}>
          {replaced ? t('visit.replaced') : t('visit.counts')}
        </span>
      ),
    },
    ...(data.mayVisit
      ? [
          {
            title: t('entry.action'),
            key: 'correct',
            width: 100,
            render: (_: unknown, visit: Visit) =>
              visit.level === data.mayVisit && !visit.replaced ? (
                <Button size="small" onClick={() => onCorrect(visit)}>
                  {t('visit.correct')}
                </Button>
              ) : (
                '—'
              ),
          },
        ]
      : []),
  ];
  return (
    <Table<Visit>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={data.visits}
      pagination={data.visits.length > 12 ? { pageSize: 12, showSizeChanger: false } : false}
      scroll={{ x: 900 }}
      locale={{ emptyText: <EmptyState title={t('visit.none')} hint={t('visit.noneHint')} /> }}
      expandable={{
        expandedRowRender: (visit) => <VisitLines visit={visit} />,
        rowExpandable: ({ lines, notApplicable }) =>
          notApplicable.length > 0 || lines.some(({ deducted }) => deducted > 0),
      }}
    />
  );
}

/** Every point lost, by its item. */
function VisitLines({ visit: { lines, notApplicable } }: { visit: Visit }) {
  const { t } = useTranslation('assessment');
  const items = useQuery(itemsQuery).data?.items ?? [];
  const nameOf = (item: number) => items.find((one) => one.item === item)?.zh ?? '';
  return (
    <ul className="visit-lines">
      {lines
        .filter(({ deducted }) => deducted > 0)
        .map(({ item, deducted }) => (
          <li key={item}>{t('redBlack.item', { item, name: nameOf(item), points: signed(-deducted) })}</li>
        ))}
      {notApplicable.map(({ item, reason }) => (
        <li key={item}>{t('visit.notApplied', { item, name: nameOf(item), reason })}</li>
      ))}
    </ul>
  );
}

interface FormProps {
  id: string;
  housing: Schemas['Housing'];
  /** The sheet that this one corrects; null: a further visit. */
  corrects: Visit | null;
  onDone: () => void;
}

function VisitForm({ id, housing, corrects, onDone }: FormProps) {
  const { t } = useTranslation('assessment');
  const queries = useQueryClient();
  const items = useItems(housing);
  const [on, setOn] = useState(corrects?.on ?? dayOf(serverNow()));
  const [entered, setEntered] = useState<Entered | null>(null);
  const shown = entered ?? (corrects ? enteredOf(corrects, items) : CLEAN);
  const save = useMutation({
    mutationFn: () => recordVisit(id, { ...visitOf(on, shown), ...(corrects && { replaces: corrects.id }) }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries(CHANGED.assessment),
  });
  return (
    <form
      className="visit-form"
      aria-label={t('visit.form')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <header>
        <h2>{t(corrects ? 'visit.correcting' : 'visit.form')}</h2>
        <label className="field-inline">
          {t('visit.on')}{' '}
          <input
            type="date"
            required
            max={dayOf(serverNow())}
            value={on}
            onChange={({ target }) => setOn(target.value)}
          />
        </label>
        <RunningScore items={items} entered={shown} />
      </header>
      <div className="sheet-columns">
        <SheetFields items={items} entered={shown} onChange={setEntered} />
      </div>
      {save.error && <ProblemNote problem={problemOf(save.error)} />}
      <footer>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={!isWhole(on, shown)} loading={save.isPending}>
          {t('visit.save')}
        </Button>
      </footer>
    </form>
  );
}

/** How often each was found wanting, from what was taken off; a full deduction stands for as many as it takes. */
function enteredOf({ lines, notApplicable }: Visit, items: ReturnType<typeof useItems>): Entered {
  const times = lines.flatMap(({ item, deducted }): [number, number][] => {
    const known = items.find((one) => one.item === item && !one.fromFindings);
    return known && deducted > 0 ? [[item, Math.ceil(deducted / known.perTime - 1e-9)]] : [];
  });
  return {
    times: Object.fromEntries(times),
    waived: Object.fromEntries(notApplicable.map(({ item, reason }) => [item, reason])),
  };
}
