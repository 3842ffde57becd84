import './district.css';

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Drawer, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { useNow } from '../../design/Countdown';
import { dayOf, spoken } from '../../design/dates';
import { Due } from '../../design/Due';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { SlipColour } from '../../design/SlipColour';
import { StatusTag } from '../../design/StatusTag';
import { Waiting } from '../../design/Waiting';
import { columnsOf, type Matter } from './matter-board';
import { FORMS, GROUPINGS, type MatterSearch } from './matter-search';
import { MatterForm } from './MatterForm';
import { useDistrictNames } from './names';
import { mattersQuery } from './queries';

const route = getRouteApi('/desk/matters');

/** 督办事项: 批示件, 会议议定事项, 重点任务, by leader, stage or deadline. */
export function MattersPage() {
  const { t, i18n } = useTranslation('district');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [entering, setEntering] = useState(false);
  const now = useNow();
  const { data, error } = useQuery(mattersQuery);
  const change = (changed: MatterSearch) => void navigate({ to: '.', search: changed, replace: true });
  if (error && !data) return <ProblemNote problem={problemOf(error)} />;
  const by = search.by ?? 'leader';
  const columns = columnsOf(data?.items ?? [], { ...search, by, now });
  return (
    <>
      <header className="page-head">
        <h1>{t('matters.title')}</h1>
        <p>{t('matters.hint')}</p>
        {data?.mayEnter && (
          <span className="district-acts">
            <button type="button" className="act act-main" onClick={() => setEntering(true)}>
              {t('matters.enter')}
            </button>
          </span>
        )}
      </header>
      <div className="district-filter">
        <Segmented
          aria-label={t('matters.grouped')}
          value={by}
          onChange={(value) => change({ ...search, by: value === 'leader' ? undefined : value })}
          options={GROUPINGS.map((value) => ({ value, label: t(`matters.by.${value}`) }))}
        />
        <Select
          aria-label={t('matters.form')}
          value={search.form ?? null}
          allowClear
          placeholder={t('matters.everyForm')}
          style={{ minWidth: 170 }}
          onChange={(form) => change({ ...search, form: form ?? undefined })}
          options={FORMS.map((value) => ({ value, label: t(`matterForm.${value}`) }))}
        />
        <label>
          <input
            type="checkbox"
            checked={search.all ?? false}
            onChange={({ target }) => change({ ...search, all: target.checked ? true : undefined })}
          />{' '}
          {t('matters.alsoClosed')}
        </label>
        {data && <span>{t('matters.asOf', { at: spoken(data.asOf, i18n.language) })}</span>}
      </div>
      {!data && <Waiting />}
      {data && columns.length === 0 && (
        <section className="sheet">
          <EmptyState title={t('matters.none')} hint={t('matters.noneHint')} />
        </section>
      )}
      <div className="matter-board">
        {columns.map(({ key, name, items }) => (
          <section key={key} aria-label={heading(name, t)} className="matter-column">
            <h2>
              {heading(name, t)} <small>{t('matters.count', { count: items.length })}</small>
            </h2>
            {items.map((item) => (
              <MatterCard key={item.finding.id} item={item} />
            ))}
          </section>
        ))}
      </div>
      <Drawer
        open={entering}
        onClose={() => setEntering(false)}
        title={t('matters.enter')}
        size="large"
        destroyOnHidden
      >
        <MatterForm onDone={() => setEntering(false)} />
      </Drawer>
    </>
  );
}

type T = ReturnType<typeof useTranslation<'district'>>['t'];

/** A leader by name; a stage, a week or nobody by our own words. */
const heading = (name: ReturnType<typeof columnsOf>[number]['name'], t: T): string => {
  if ('leader' in name) return name.leader ?? t('matters.noLeader');
  if ('stage' in name) return t(`words:stage.${name.stage}`);
  return t(`matters.due.${name.due}`);
};

function MatterCard({
  item: { finding, matter, fixedDate, leader, officer, milestones, instructions, progress, progressDueAt },
}: {
  item: Matter;
}) {
  const { t, i18n } = useTranslation(['district', 'words']);
  const names = useDistrictNames();
  const today = dayOf(useNow());
  const next = milestones.find(({ date }) => date >= today);
  const [latest] = instructions;
  const closed = finding.terminal || finding.status === 'written_off';
  return (
    <article className="sheet matter-card">
      <p className="matter-tags">
        <span className="tag tone-blue">{matter ? t(`matterForm.${matter.form}`) : t('matters.onCase')}</span>
        <StatusTag status={finding.status} />
        <SlipColour colour={finding.colour} />
      </p>
      <h3>
        <Link to="/findings/$id" params={{ id: finding.id }}>
          {finding.description}
        </Link>
      </h3>
      {matter && (
        <p className="district-under">{[matter.title, matter.number, matter.dated].filter(Boolean).join(' · ')}</p>
      )}
      {matter?.said && <blockquote>{matter.said}</blockquote>}
      {latest && (
        <blockquote>
          {t('matters.instructed', { leader: latest.leader, text: latest.text })}
          <small className="district-under">
            {latest.repliedAt
              ? t('matters.replied', { at: spoken(latest.repliedAt, i18n.language) })
              : latest.replyDueAt
                ? t('matters.replyDue', { at: spoken(latest.replyDueAt, i18n.language) })
                : t('matters.notReplied')}
          </small>
        </blockquote>
      )}
      <dl className="matter-facts">
        <dt>{t('case.unit')}</dt>
        <dd>
          <span>{finding.leadUnitId ? names.unit(finding.leadUnitId) : t('lists.nobody')}</span>
          {(leader || officer) && (
            <small className="district-under">{[leader, officer].filter(Boolean).join(' · ')}</small>
          )}
        </dd>
        {!closed && (
          <>
            <dt>{t('case.due')}</dt>
            <dd>
              {finding.dueAt === null && fixedDate ? t('matters.wanted', { date: fixedDate }) : <Due of={finding} />}
            </dd>
          </>
        )}
        {next && (
          <>
            <dt>{t('matters.next')}</dt>
            <dd>
              {next.date} {next.name}
            </dd>
          </>
        )}
        {(progress || progressDueAt) && (
          <>
            <dt>{t('matters.progress')}</dt>
            <dd>
              {progress ? progress.text : t('matters.noProgress')}
              <small className="district-under">
                {[
                  progress && t('matters.saidAt', { at: spoken(progress.at, i18n.language) }),
                  !closed && progressDueAt && t('matters.progressDue', { at: dayOf(Date.parse(progressDueAt) - 1) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}
