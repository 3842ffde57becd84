import './assessment-phone.css';

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { problemOf } from '../../api/problem';
import { EmptyState } from '../../design/EmptyState';
import { ProblemNote } from '../../design/ProblemNote';
import { Waiting } from '../../design/Waiting';
import { projectsQuery } from './queries';

/** 物业检查 on the phone: which project, those not seen for longest first. */
export function PhonePropertyPage() {
  const { t } = useTranslation('assessment');
  const { data, error, isPending } = useQuery(projectsQuery);
  const [words, setWords] = useState('');
  const found = (data?.items ?? [])
    .filter(({ closedOn }) => closedOn === null)
    .filter(({ name, companyName, streetName }) =>
      [name, companyName, streetName].some((one) => one.includes(words.trim())),
    )
    .toSorted((a, b) => (a.lastVisitOn ?? '').localeCompare(b.lastVisitOn ?? ''));
  return (
    <>
      <h1>{t('phone.title')}</h1>
      <label className="field">
        {t('phone.search')}
        <input type="search" value={words} onChange={({ target }) => setWords(target.value)} />
      </label>
      {error && !data && <ProblemNote problem={problemOf(error)} />}
      {isPending && <Waiting />}
      {data && found.length === 0 && <EmptyState title={t('project.none')} hint={t('project.noneHint')} />}
      <ul className="project-cards">
        {found.map((one) => (
          <li key={one.id}>
            <Link to="/m/property/$id" params={{ id: one.id }}>
              <b>{one.name}</b>
              <span className="tag tone-blue">{t(`housing.${one.housing}`)}</span>
              <span>{`${one.streetName} · ${one.companyName}`}</span>
              <small>
                {one.lastVisitOn ? t('phone.last', { on: one.lastVisitOn, count: one.visits }) : t('visit.none')}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
