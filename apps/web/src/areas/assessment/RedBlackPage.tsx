import './assessment.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Segmented, Select, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import type { Schemas } from '../../api/queries';
import { bears, useMe } from '../../app/session';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { CreditActs, CreditLife, Notice, type NoticeOf, Validity } from './CreditSteps';
import { EditionLife, Proposals } from './EditionParts';
import { score, signed } from './figures';
import { GroundOf } from './UnitSheetPage';
import { periodName } from './period';
import { redBlackQuery } from './queries';

const route = getRouteApi('/desk/red-black');
type Lists = Schemas['RedBlack'];
type Units = NonNullable<Lists['units']>;
type Property = NonNullable<Lists['property']>;
type Unit = Schemas['ListedUnit'];
type Project = Schemas['ListedProject'];
const MEETING = ['dispatcher', 'approver', 'leader', 'admin', 'auditor'] as const;

/** 红黑榜: by period, units by class and projects by type; each with its reason and what its figures rest on. */
export function RedBlackPage() {
  const { t } = useTranslation('assessment');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { kind = 'quarter', start, of = 'property' } = search;
  const { data, error } = useQuery(redBlackQuery(kind, start));
  const change = (changed: typeof search) => void navigate({ to: '.', search: { of, ...changed }, replace: true });
  return (
    <>
      <header className="page-head">
        <h1>{t('redBlack.title')}</h1>
        <p>{t('redBlack.hint')}</p>
      </header>
      <section className="sheet">
        <div className="assess-head">
          <Segmented
            aria-label={t('board.period')}
            value={kind}
            onChange={(value) => change({ kind: value })}
            options={(['quarter', 'year'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          {data?.start && (
            <Select
              aria-label={t('redBlack.which')}
              className="assess-edition"
              value={data.start}
              onChange={(value) => change({ kind, start: value })}
              options={data.periods.map((value) => ({ value, label: periodName(t, kind, value) }))}
            />
          )}
          {bears(me, MEETING) && (
            <span className="assess-acts">
              <Button href="/api/v1/property/agenda.xlsx" download>
                {t('redBlack.agenda')}
              </Button>
            </span>
          )}
        </div>
        {error && <ProblemNote problem={problemOf(error)} />}
        {!data && !error && <Skeleton active />}
        {data && !data.units && !data.property && (
          <EmptyState title={t('redBlack.none')} hint={t('redBlack.noneHint')} />
        )}
        {data && (data.units ?? data.property) && (
          <Tabs
            activeKey={of}
            onChange={(key) => change({ kind, ...(start && { start }), of: key as 'units' | 'property' })}
            items={[
              {
                key: 'property',
                label: t('redBlack.property'),
                children: data.property ? (
                  <PropertyLists property={data.property} lists={data} />
                ) : (
                  <EmptyState title={t('redBlack.none')} />
                ),
              },
              {
                key: 'units',
                label: t('redBlack.units'),
                children: data.units ? (
                  <UnitLists units={data.units} lists={data} />
                ) : (
                  <EmptyState title={t('redBlack.none')} />
                ),
              },
            ]}
          />
        )}
      </section>
    </>
  );
}

function UnitLists({ units, lists }: { units: Units; lists: Lists }) {
  const { t } = useTranslation('assessment');
  const { red, black } = units.rules;
  const listed = units.classes.filter((one) => one.red.length + one.black.length > 0);
  // Shares of the pool are decided beside the ranking.
  const proposals = units.classes
    .flatMap((one) => [...one.red, ...one.black].flatMap((each) => each.proposals))
    .filter(({ measure }) => measure !== 'reward');
  return (
    <>
      <EditionLife edition={units.edition} />
      <p className="assess-note">
        <strong>{t('redBlack.rule')}</strong>
        {said(t, [
          t('redBlack.unitRule', { top: red.top, min: red.min, last: black.last, below: black.below }),
          red.noMajor && t('redBlack.noMajor'),
        ])}
      </p>
      {listed.length === 0 && <EmptyState title={t('redBlack.nobody')} hint={t('redBlack.nobodyHint')} />}
      {listed.map((one) => (
        <section key={one.class} aria-label={one.class}>
          <h2>{t('redBlack.class', { name: one.class, count: one.ranked })}</h2>
          <div className="red-black">
            <Side list="red" empty={one.red.length === 0}>
              {one.red.map((unit) => (
                <UnitCard key={unit.unitId} unit={unit} of={one.ranked} edition={units.edition} list="red" />
              ))}
            </Side>
            <Side list="black" empty={one.black.length === 0}>
              {one.black.map((unit) => (
                <UnitCard key={unit.unitId} unit={unit} of={one.ranked} edition={units.edition} list="black" />
              ))}
            </Side>
          </div>
        </section>
      ))}
      {proposals.length > 0 && (
        <Measures proposals={proposals} edition={units.edition.id} mayDecide={lists.mayDecide} />
      )}
    </>
  );
}

function Measures({
  proposals,
  edition,
  mayDecide,
}: {
  proposals: readonly Schemas['AssessmentProposal'][];
  edition: string;
  mayDecide: boolean;
}) {
  const { t } = useTranslation('assessment');
  return (
    <section aria-label={t('redBlack.measures')}>
      <h2>{t('redBlack.measures')}</h2>
      <p className="assess-note">{t('redBlack.measuresHint')}</p>
      <Proposals proposals={proposals.map((proposal) => ({ edition, proposal }))} mayDecide={mayDecide} />
    </section>
  );
}

function Side({ list, empty, children }: { list: 'red' | 'black'; empty: boolean; children: React.ReactNode }) {
  const { t } = useTranslation('assessment');
  return (
    <section className={`side side-${list}`} aria-label={t(`list.${list}`)}>
      <h3>{t(`list.${list}`)}</h3>
      {empty ? <p className="assess-note">{t(`redBlack.empty.${list}`)}</p> : children}
    </section>
  );
}

interface UnitCardProps {
  unit: Unit;
  /** How many of its class were ranked. */
  of: number;
  edition: Schemas['AssessmentEdition'];
  list: 'red' | 'black';
}

function UnitCard({ unit, of, edition, list }: UnitCardProps) {
  const { t } = useTranslation('assessment');
  const params = { editionId: edition.id, unitId: unit.unitId };
  return (
    <article className="listed" aria-label={unit.name}>
      <header>
        {unit.entries === null ? (
          <b>{unit.name}</b>
        ) : (
          <Link to="/assessment/$editionId/$unitId" params={params}>
            <b>{unit.name}</b>
          </Link>
        )}
        <span className="listed-score">{score(unit.score)}</span>
      </header>
      <p>{t(`redBlack.unitReason.${list}`, { rank: unit.rank, of, fromLast: of - unit.rank + 1 })}</p>
      {unit.lines.length > 0 && (
        <details>
          <summary>{t('redBlack.lines', { count: unit.entries ?? 0 })}</summary>
          <ul>
            {unit.lines.map((line) => (
              <li key={line.id}>
                <b>{`${line.ruleZh} ${signed(line.points)}`}</b>
                <GroundOf editionId={edition.id} entryId={line.id} />
              </li>
            ))}
          </ul>
          <Link to="/assessment/$editionId/$unitId" params={params}>
            {t('redBlack.allLines')}
          </Link>
        </details>
      )}
      {unit.entries === 0 && <p className="assess-note">{t('entry.none')}</p>}
    </article>
  );
}

function PropertyLists({ property, lists }: { property: Property; lists: Lists }) {
  const { t } = useTranslation('assessment');
  const [noticing, setNoticing] = useState<NoticeOf | null>(null);
  const { scheme, guards, types, edition, statementDays } = property;
  const proposals = types.flatMap((one) => [...one.red, ...one.black, ...one.spared].flatMap((each) => each.proposals));
  const notice = (project: Project, list: 'red' | 'black') =>
    setNoticing(noticeOf(t, edition, project, list, statementDays));
  return (
    <>
      <EditionLife edition={edition} />
      <p className="assess-note">
        <strong>{t('redBlack.rule')}</strong>
        {said(t, [
          t('redBlack.redFrom', { from: scheme.redFrom }),
          scheme.blackBelow !== null && t('redBlack.blackBelow', { below: scheme.blackBelow }),
          scheme.blackLast !== null && t('redBlack.blackLast', { last: scheme.blackLast, ...guards.lastNeeds }),
          t('redBlack.redWins'),
          t('redBlack.guards', { n: guards.minInspections }),
          scheme.sampled && t('redBlack.sampled'),
          scheme.waivedIfRectified && t('redBlack.waived'),
        ])}
      </p>
      {types.map((one) => (
        <section key={one.housing} aria-label={t(`housing.${one.housing}`)}>
          <h2>{t('redBlack.class', { name: t(`housing.${one.housing}`), count: one.judged })}</h2>
          <div className="red-black">
            {(['red', 'black'] as const).map((list) => (
              <Side key={list} list={list} empty={one[list].length === 0}>
                {one[list].map((project) => (
                  <ProjectCard
                    key={project.projectId}
                    project={project}
                    list={list}
                    mayNotice={lists.mayNotice && edition.status === 'published'}
                    onNotice={notice}
                  />
                ))}
              </Side>
            ))}
          </div>
          {one.spared.length > 0 && (
            <ul className="spared">
              {one.spared.map((project) => (
                <li key={project.projectId}>
                  <b>{project.name}</b> {score(project.score)}
                  {t('colon')}
                  {t(`redBlack.spared.${project.spared ?? 'few_inspections'}`)}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      {proposals.length > 0 && <Measures proposals={proposals} edition={edition.id} mayDecide={lists.mayDecide} />}
      {noticing && <Notice of={noticing} onDone={() => setNoticing(null)} />}
    </>
  );
}

type T = ReturnType<typeof useTranslation<'assessment'>>['t'];

/** Sentences in a row, as the language sets them. */
const said = (t: T, parts: readonly (string | false)[]): string =>
  ['', ...parts.filter((part) => part !== false)].join(t('gap'));

const noticeOf = (
  t: T,
  edition: Schemas['AssessmentEdition'],
  project: Project,
  list: 'red' | 'black',
  statementDays: number,
): NoticeOf => {
  const period = periodName(t, edition.kind, edition.start);
  return {
    projectId: project.projectId,
    projectName: project.name,
    companyName: project.companyName,
    points: project.credit,
    fact: t('redBlack.fact', {
      period,
      score: score(project.score),
      list: t(`list.${list}`),
    }),
    basis: t('redBlack.basis', { version: edition.policyVersion, n: edition.edition, period }),
    editionId: edition.id,
    statementDays,
  };
};

interface ProjectCardProps {
  project: Project;
  list: 'red' | 'black';
  mayNotice: boolean;
  onNotice: (project: Project, list: 'red' | 'black') => void;
}

function ProjectCard({ project, list, mayNotice, onNotice }: ProjectCardProps) {
  const { t } = useTranslation('assessment');
  const { projectId, name, companyName, streetName, credit, alsoLast, visits, entry } = project;
  return (
    <article className="listed" aria-label={name}>
      <header>
        {visits.length > 0 ? (
          <Link to="/property/projects/$id" params={{ id: projectId }}>
            <b>{name}</b>
          </Link>
        ) : (
          <b>{name}</b>
        )}
        <span className="listed-score">{score(project.score)}</span>
      </header>
      <p className="assess-soft">{`${companyName} · ${streetName}`}</p>
      <p>
        {said(t, [
          t('redBlack.levels', { street: score(project.street), district: score(project.district) }),
          credit !== 0 && t('redBlack.credit', { points: signed(credit) }),
          credit === 0 && list === 'black' && t('redBlack.creditSpared'),
        ])}
      </p>
      {alsoLast && <p className="assess-note assess-warn">{t('redBlack.alsoLast')}</p>}
      {visits.length > 0 && (
        <details>
          <summary>{t('redBlack.visits', { count: visits.length })}</summary>
          <ul>
            {visits.map((visit) => (
              <li key={visit.id}>
                <b>{`${visit.on} ${t(`level.${visit.level}`)} ${score(visit.score)}`}</b>
                {visit.wanting.length === 0 ? (
                  <span> {t('visit.clean')}</span>
                ) : (
                  <ul>
                    {visit.wanting.map((one) => (
                      <li key={one.item}>
                        {t('redBlack.item', { item: one.item, name: one.zh, points: signed(-one.deducted) })}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {entry ? (
        <section aria-label={t('credit.life')}>
          <CreditLife entry={entry} />
          {entry.effectiveFrom && (
            <p className="assess-soft">
              <Validity entry={entry} />
            </p>
          )}
          <CreditActs entry={entry} />
        </section>
      ) : (
        mayNotice &&
        (list === 'black' || credit !== 0) && (
          <p>
            <Button size="small" onClick={() => onNotice(project, list)}>
              {t(list === 'black' ? 'redBlack.notice' : 'redBlack.noticeRed')}
            </Button>
          </p>
        )
      )}
    </article>
  );
}
